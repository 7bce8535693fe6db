#include "letter/field.h"

#include <gmock/gmock.h>

#include "format/markdown/markdown.h"
#include "json/json.h"

namespace baton::letter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Day kToday = *ParseDay("2026-11-24");
const words::Catalogue& Words() { return words::Catalogue::Compiled(); }

LetterFacts Larmar() {
  return {.account = "Larmar Freight",
          .industry = "Freight",
          .contact = "Bill Larmar",
          .former = "Jim Calder",
          .successor = "Jada Ellis",
          .successor_title = "Account executive",
          .successor_email = "jada@northwind.example",
          .owner_since = kToday - 9 * 365,
          .today = kToday,
          .met = 2,
          .clients_in_industry = 3,
          .open_deals = 1,
          .introduction_on = *ParseDay("2026-11-30"),
          .my_job = "My job now is to *help*.",
          .page = "See <https://x.example>"};
}

Filled Written(const LetterFacts& facts, const std::string& language = "en") {
  const Wording wording = DefaultWording(TemplateKind::introduction, language, Words());
  const auto parsed = Parse(wording.body, FieldNames(TemplateKind::introduction));
  EXPECT_TRUE(parsed);
  return Fill(*parsed, ValuesOf(facts, language, Words()));
}

TEST(Field, TheLetterWithAllFacts) {
  const Filled letter = Written(Larmar());
  EXPECT_THAT(letter.empty, IsEmpty());
  EXPECT_EQ(format::markdown::Render(letter.text).text,
            "Dear Bill Larmar,\n\n"
            "I would like to introduce Jada Ellis to you. I have chosen Jada Ellis for Larmar Freight with "
            "care.\n\n"
            "You and I have worked together for 9 years. What we have built is in good hands, and I stay "
            "interested in "
            "how it goes.\n\n"
            "My job now is to help.\n\n"
            "You two have been in touch twice already.\n\n"
            "Jada Ellis looks after 3 clients in Freight and knows the questions of your field.\n\n"
            "We go on without a break with the matter we have under way; Jada Ellis knows where we stand.\n\n"
            "I would like the three of us to meet in the week of November 30, 2026. Jada Ellis will write to "
            "you about "
            "a time that suits you.\n\n"
            "From then on the first to call is Jada Ellis (jada@northwind.example). I stay in reach, and if "
            "you would "
            "rather work with somebody else, tell me so.\n\n"
            "See https://x.example\n\n"
            "Thank you for your trust,\n\nJim Calder\n");
}

TEST(Field, WhatIsNotKnownIsLeftOut) {
  const LetterFacts little{.account = "Wren Dairy",
                           .industry = "",
                           .contact = "",
                           .former = "Jim Calder",
                           .successor = "Jada Ellis",
                           .successor_title = "",
                           .successor_email = "",
                           .owner_since = kToday - 100,
                           .today = kToday,
                           .introduction_on = kToday - 1,
                           .my_job = "",
                           .page = ""};
  const Filled letter = Written(little);
  EXPECT_THAT(letter.empty,
              ElementsAre("together", "my_job", "times_met", "experience", "open_matters", "page"));
  EXPECT_EQ(
      letter.text,
      "Hello,\n\n"
      "I would like to introduce Jada Ellis to you. I have chosen Jada Ellis for Wren Dairy with care.\n\n"
      "I would like the three of us to meet soon. Jada Ellis will write to you about a time that suits "
      "you.\n\n"
      "From then on the first to call is Jada Ellis. I stay in reach, and if you would rather work with "
      "somebody "
      "else, tell me so.\n\n"
      "Thank you for your trust,\n\nJim Calder");
}

TEST(Field, PhrasesCount) {
  LetterFacts facts = Larmar();
  facts.owner_since = kToday - 400;
  facts.met = 1;
  facts.clients_in_industry = 1;
  facts.open_deals = 2;
  Values values = ValuesOf(facts, "en", Words());
  EXPECT_EQ(values["together"].text, "for a year");
  EXPECT_EQ(values["times_met"].text, "once");
  EXPECT_EQ(values["experience"].text, "another client in Freight");
  EXPECT_EQ(values["open_matters"].text, "the 2 matters we have under way");
  EXPECT_EQ(values["years"].text, "1");
  facts.met = 7;
  EXPECT_EQ(ValuesOf(facts, "en", Words())["times_met"].text, "7 times");
}

TEST(Field, DaysAndNumbersAreOfTheLanguagePhrasesMayBeForeign) {
  Values values = ValuesOf(Larmar(), "fr", Words());
  EXPECT_EQ(values["introduction_week"].text, "30 novembre 2026");
  const auto letter = Parse("{{greeting}} {{contact}} {{together}}", FieldNames(TemplateKind::introduction));
  EXPECT_THAT(ForeignFields(TemplateKind::introduction, *letter, "fr", Words()),
              ElementsAre("greeting", "together"));
  EXPECT_THAT(ForeignFields(TemplateKind::introduction, *letter, "en", Words()), IsEmpty());
}

TEST(Field, EachIsDescribedAndEachDefaultIsWhole) {
  for (const TemplateKind kind : kTemplateKinds) {
    for (const Field& field : FieldsOf(kind)) {
      EXPECT_TRUE(Words().Has("letter.field." + std::string(field.name))) << field.name;
      EXPECT_TRUE(Words().Has("letter.example." + std::string(field.name))) << field.name;
    }
    const Wording wording = DefaultWording(kind, "en", Words());
    EXPECT_THAT(wording.body, testing::Not(HasSubstr("letter.default"))) << json::NameOf(kind);
    EXPECT_EQ(wording.subject.empty(), kind == TemplateKind::my_job_client);
    const auto parsed = Parse(wording.body, FieldNames(kind));
    ASSERT_TRUE(parsed) << json::NameOf(kind);
    EXPECT_THAT(Fill(*parsed, ExamplesOf(kind, "en", Words())).empty, IsEmpty());
  }
}

TEST(Field, TheTeamReadsTheManagersMarkdown) {
  const Wording wording = DefaultWording(TemplateKind::my_job_team, "en", Words());
  const auto parsed = Parse(wording.body, FieldNames(TemplateKind::my_job_team));
  const Filled letter = Fill(*parsed, ValuesOf(TeamFacts{"Jim *C*", "- I stop", "- You decide", "Mondays"}));
  EXPECT_THAT(letter.text, HasSubstr("### What I stop doing\n\n- I stop\n\n###"));
  EXPECT_THAT(letter.text, HasSubstr("Jim \\*C\\*"));
}

TEST(Field, ALetterIsInTheFirstLanguageThereIs) {
  const auto is_written_in = [](std::string_view language) { return language == "de" || language == "en"; };
  EXPECT_EQ(LetterLanguage(std::vector<std::string>{"fr", "de-AT", "en"}, is_written_in), "de");
  EXPECT_EQ(LetterLanguage(std::vector<std::string>{"", "ja"}, is_written_in), "en");
}

}  // namespace
}  // namespace baton::letter
