#include "client/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/client_rules.h"

namespace baton::client {
namespace {

using testing::HasSubstr;
using testing::Not;

PageFacts Larmar() {
  PageFacts facts;
  facts.organization = "Northwind";
  facts.account = "Larmar Freight";
  facts.contact = "Bill Larmar";
  facts.successor = {Id{5}, "Jada Ellis", "Account executive", "jada@northwind.example", "+1 312 555-0142",
                     ""};
  facts.former = PagePerson{Id{6}, "Jim Calder", "Sales manager", "jim@northwind.example", "", ""};
  facts.week_on = *ParseDay("2026-11-30");
  facts.candidates = {{Id{7}, "Tom Reyes", "Account executive", "", "", ""},
                      {Id{8}, "Lena Koch", "", "", "", ""}};
  facts.works_until = *ParseDay("2026-12-24");
  return facts;
}

std::string Written(const PageFacts& facts, const std::optional<PageForm>& form = {}) {
  return WritePage(facts, form, words::Catalogue::Compiled(), MakeStyle({}));
}

TEST(ClientPage, SaysWhoFromWhenAndWhomToCall) {
  const std::string html = Written(Larmar());
  EXPECT_THAT(html, HasSubstr("<h1>Jada Ellis is going to look after Larmar Freight</h1>"));
  EXPECT_THAT(html, HasSubstr("From the week of November 30, 2026."));
  EXPECT_THAT(html, HasSubstr("href=\"tel:+13125550142\""));
  EXPECT_THAT(html, HasSubstr("href=\"mailto:jada@northwind.example\""));
  EXPECT_THAT(html, HasSubstr("Jim Calder chose Jada for you and introduces you to each other."));
  EXPECT_THAT(html, HasSubstr("Jim is there: <a href=\"mailto:jim@northwind.example\">"));
  EXPECT_THAT(html, HasSubstr("value=\"7\""));
  EXPECT_THAT(html, HasSubstr("name=\"answer\" value=\"accept\""));
  EXPECT_THAT(html, HasSubstr("works until December 24, 2026"));
  EXPECT_THAT(html, HasSubstr("name=\"robots\" content=\"noindex"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("client.page.")));
}

TEST(ClientPage, ChangesWithTheWay) {
  PageFacts facts = Larmar();
  facts.since = *ParseDay("2026-11-03");
  facts.week_on = std::nullopt;
  facts.reach_until = *ParseDay("2027-01-29");
  const std::string html = Written(facts);
  EXPECT_THAT(html, HasSubstr("<h1>Jada Ellis looks after Larmar Freight now</h1>"));
  EXPECT_THAT(html, HasSubstr("Since November 3, 2026."));
  EXPECT_THAT(html, HasSubstr("Jim stays in reach until January 29, 2027."));
  EXPECT_THAT(html, Not(HasSubstr("What comes next")));
}

// The meeting is said on the wall of the place where it is, across the change to summer time too.
TEST(ClientPage, NamesTheMeetingThatIsPlanned) {
  PageFacts facts = Larmar();
  facts.meeting = PageMeeting{*ParseInstant("2027-03-29T08:00:00Z"), "Europe/Berlin",
                              "Central European Summer Time (Europe/Berlin)", "the yard"};
  const std::string html = Written(facts);
  EXPECT_THAT(html, HasSubstr("You meet Jada on Monday, March 29, 2027 at 10:00"));
  EXPECT_THAT(html, HasSubstr(", the yard, Central European Summer Time (Europe/Berlin)."));
  EXPECT_THAT(html, Not(HasSubstr("in the week of November")));
}

TEST(ClientPage, WithoutWhoHasLeftAndWithoutAPlan) {
  PageFacts facts = Larmar();
  facts.former = std::nullopt;
  facts.candidates.clear();
  facts.successor.phone = "";
  const std::string html = Written(facts);
  EXPECT_THAT(html, Not(HasSubstr("Jim")));
  EXPECT_THAT(html, Not(HasSubstr("type=\"radio\"")));
  EXPECT_THAT(html, Not(HasSubstr("tel:")));
  EXPECT_THAT(html, HasSubstr("Write to Jada first: <a href=\"mailto:"));
}

// The page is one's own; its words come from others.
TEST(ClientPage, EscapesWhateverIsSaid) {
  PageFacts facts = Larmar();
  facts.account = "<b>Larmar</b> & \"Sons\"";
  facts.contact = "{{successor}} {{{style}}}";
  facts.answer =
      PageAnswer{AnswerKind::question, "</blockquote><img src=x onerror=alert(1)>\n'\"", "", Instant{}};
  facts.successor.email = "a?bcc=x&b=\r\n@x";
  const std::string html = Written(facts);
  EXPECT_THAT(html, Not(HasSubstr("<b>Larmar")));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;Larmar&lt;/b&gt; &amp; &quot;Sons&quot;"));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, HasSubstr("{{successor}} {{{style}}}")) << "a template is nobody's words";
  EXPECT_THAT(html, HasSubstr("mailto:a%3Fbcc%3Dx%26b%3D%0D%0A@x"));
  EXPECT_EQ(PhoneLink("call me"), "");
  EXPECT_EQ(PhoneLink("javascript:1"), "tel:1");
}

TEST(ClientPage, ThanksAndSaysWhatComesNext) {
  PageFacts facts = Larmar();
  facts.answer = PageAnswer{AnswerKind::accept, "", "", Instant{}};
  std::string html = Written(facts);
  EXPECT_THAT(html, HasSubstr("Thank you, Bill"));
  EXPECT_THAT(html, HasSubstr("Jada and Jim have been told."));
  EXPECT_THAT(html, Not(HasSubstr("value=\"accept\""))) << "that is said";
  facts.answer = PageAnswer{AnswerKind::other, "", "Tom Reyes", Instant{}};
  html = Written(facts);
  EXPECT_THAT(html, HasSubstr("You said that you would rather work with Tom Reyes."));
  EXPECT_THAT(html, HasSubstr("Until then everything stays as it is."));
  facts.may_answer = false;
  html = Written(facts);
  EXPECT_THAT(html, Not(HasSubstr("<form")));
  EXPECT_THAT(html, HasSubstr("Please call us"));
}

TEST(ClientPage, KeepsWhatWasTyped) {
  const PageForm form{AnswerKind::other, "Somebody <near> us", Id{8}, {"client.page.fault_person"}};
  const std::string html = Written(Larmar(), form);
  EXPECT_THAT(html, HasSubstr("aria-describedby=\"other-fault\">Somebody &lt;near&gt; us</textarea>"));
  EXPECT_THAT(html, HasSubstr("value=\"8\" checked"));
  EXPECT_THAT(html, HasSubstr("<details open>"));
}

TEST(ClientPage, TheStyleIsAllowedByItsHash) {
  const PageStyle style = MakeStyle({"/assets/instrument-sans-latin-wght-normal-a.woff2", ""});
  EXPECT_THAT(style.policy, HasSubstr("default-src 'none'; style-src 'sha256-"));
  EXPECT_THAT(style.policy, Not(HasSubstr("unsafe")));
  EXPECT_THAT(style.css, HasSubstr("url(/assets/instrument-sans-latin-wght-normal-a.woff2)"));
  EXPECT_NE(style.policy, MakeStyle({}).policy);
  EXPECT_THAT(style.css, Not(HasSubstr("{{"))) << "put into the page as it is";
}

TEST(ClientAnswer, IsReadFromTheForm) {
  const std::vector<Id> candidates{Id{7}};
  const auto fault = [&](const AnswerForm& form) {
    const auto found = FaultOf(Read(form), candidates);
    return found ? found->key : "";
  };
  EXPECT_EQ(fault({AnswerKind::accept, {}, {}}), "");
  EXPECT_EQ(Read({AnswerKind::accept, "ignored", "7"}).text, "");
  EXPECT_EQ(fault({AnswerKind::question, {}, {}}), "client.page.fault_empty");
  EXPECT_EQ(fault({AnswerKind::question, " \r\n ", {}}), "client.page.fault_empty");
  EXPECT_EQ(Read({AnswerKind::question, " one\r\ntwo ", "7"}).text, "one\ntwo");
  EXPECT_FALSE(Read({AnswerKind::question, "x", "7"}).wanted_person_id);
  EXPECT_EQ(fault({AnswerKind::question, std::string(2001, 'x'), {}}), "client.page.fault_long");
  EXPECT_EQ(fault({AnswerKind::other, {}, {}}), "");
  EXPECT_EQ(fault({AnswerKind::other, {}, ""}), "");
  EXPECT_EQ(fault({AnswerKind::other, {}, "7"}), "");
  EXPECT_EQ(fault({AnswerKind::other, {}, "6"}), "client.page.fault_person");
  EXPECT_EQ(fault({AnswerKind::other, {}, "x"}), "client.page.fault_person");
}

TEST(CallingCard, HoldsANumberAndAPicture) {
  const auto faults = [](std::string phone, std::string picture) {
    return FaultsOf({std::move(phone), std::move(picture)}).size();
  };
  EXPECT_EQ(faults("", ""), 0u);
  EXPECT_EQ(faults("+1 (312) 555-0142", "data:image/png;base64,iVBORw0KGgo="), 0u);
  EXPECT_EQ(faults("", "data:image/jpeg;base64,/9j/4AA="), 0u);
  EXPECT_EQ(faults("ask me", ""), 1u);
  EXPECT_EQ(faults(std::string(41, '1'), ""), 1u);
  for (const char* picture :
       {"data:image/svg+xml;base64,PHN2Zz4=", "data:image/png;base64,/9j/4AA=", "data:image/png;base64,%",
        "https://x.example/a.png", "data:image/png;base64,iVBORw0KGgo=\" onload=\"x"}) {
    EXPECT_EQ(faults("", picture), 1u) << picture;
  }
  EXPECT_EQ(faults("", "data:image/png;base64,iVBORw0KGgoA" + std::string(150'000, 'A')), 1u);
}

}  // namespace
}  // namespace baton::client
