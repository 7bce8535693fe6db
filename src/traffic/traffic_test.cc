#include "traffic/traffic.h"

#include <gmock/gmock.h>

#include "settings/settings_store.h"
#include "ties/learn.h"
#include "traffic/rules.h"
#include "traffic/traffic_for_test.h"

namespace baton::traffic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(TrafficTest, KeepsWhoWroteToWhomAndSaysWhyTheRestIsNot) {
  const std::vector<Letter> letters = {
      {kBill, kJim},
      {kJim, "bill@larmar.example, ines@larmar.example, x@stranger.example"},
      {"News <news@larmar.example>", kJim, "Fri, 21 Nov 2025 10:00:00 +0000", "", "List-Id: <a.b>\n"},
      {kBill, kJim, "Fri, 21 Nov 2025 10:00:00 +0000", "", "Precedence: bulk\n"},
      {kBill, kJim, "Fri, 21 Nov 2025 10:00:00 +0000", "", "Auto-Submitted: auto-replied\n"},
      {kBill, "a@a.x,b@a.x,c@a.x,d@a.x,e@a.x,f@a.x,g@a.x,h@a.x,i@a.x,j@a.x,jim@northwind.example"},
      {kJim, "jada@northwind.example"},
      {kJim, "desk@larmar.example"},
      {"MARKNAME <markstranger@stranger.example>", kJim},
      {"jada@northwind.example", "jim@northwind.example, bill@larmar.example"},
      {kBill, "jada@northwind.example"},
      {kBill, kJim, "Tue, 1 Jan 1979 10:00:00 +0000"},
      {kBill, kJim, "Tue, 1 Jan 2099 10:00:00 +0000"},
      {kBill, kJim, "sometime"},
      {kBill, kJim, "Fri, 1 Nov 2019 10:00:00 +0000"},
      {"", kJim},
      {kBill, kJim, "Fri, 21 Nov 2025 10:00:00 +0000", "m1@x"}};
  const MailSource source = LookAtMbox(jim_, letters);
  EXPECT_EQ(source.state, SourceState::waiting);
  EXPECT_EQ(Count("mail_touch"), 0);
  const Survey survey = SurveyOfAll(source);
  EXPECT_EQ(survey.tally, TallyOf(source.tally));
  EXPECT_EQ(survey.contacts, 2);
  ASSERT_EQ(survey.strangers.size(), 2u);
  EXPECT_EQ(survey.strangers[0].email, "markstranger@stranger.example");
  ASSERT_EQ(survey.shared.size(), 1u);
  EXPECT_EQ(survey.shared[0].contacts.size(), 2u);

  const Tally kept = KeepAll(source);
  EXPECT_EQ(kept, survey.tally);
  EXPECT_EQ(kept.read, static_cast<std::int64_t>(letters.size()));
  EXPECT_EQ(kept.kept, 2);
  EXPECT_EQ(kept.touches, 3);
  for (std::size_t i = 0; i < kReasons; ++i) {
    const auto why = static_cast<LeftOut>(i);
    const std::int64_t expected = why == LeftOut::not_mail || why == LeftOut::cut ||
                                          why == LeftOut::unreadable || why == LeftOut::excluded
                                      ? 0
                                  : why == LeftOut::wrong_date ? 2
                                                               : 1;
    EXPECT_EQ(kept.of(why), expected) << i;
  }
  EXPECT_THAT(Touches(jim_),
              testing::UnorderedElementsAre("Bill wrote 1", "Bill written to 3", "Ines written to 3"));
  const auto found = FindSourceOf(*db().Read(), kOrg, source.id);
  EXPECT_EQ(found->state, SourceState::kept);
  EXPECT_EQ(TallyOf(found->tally), kept);
}

// A file among others that is no mail is counted, and not passed over.
TEST_P(TrafficTest, AFileThatIsNoMailIsCounted) {
  const std::string mbox = folder_ + "/x.mbox";
  const std::string photo = folder_ + "/x.png";
  std::ofstream(mbox) << TextOf({{kBill, kJim}});
  std::ofstream(photo) << "PNG";
  const SpoolPlace place = Place();
  const auto look = [&](const std::vector<FileToLook>& files, const std::function<bool()>& should_stop) {
    return LookAt(
        {.database = db(), .place = place, .person_id = jim_, .now = kNow, .should_stop = should_stop}, files,
        [&](const auto& make) {
          MailSource source;
          Act([&](action::Action& action) { source = make(action); });
          return source;
        });
  };
  const auto both = look({{photo, "x.png"}, {mbox, "x.mbox"}}, {});
  ASSERT_TRUE(both.has_value());
  EXPECT_EQ(TallyOf(both->tally).of(LeftOut::not_mail), 1);
  EXPECT_EQ(TallyOf(both->tally).read, 2);
  EXPECT_EQ(look({{photo, "x.png"}}, {}).error().message.key, "problem.mailbox.not_mail");
  EXPECT_EQ(look({{mbox, "x.mbox"}}, [] { return true; }).error().message.key, "problem.mail_source.stopped");
}

// All tables as text, by which it is seen that nothing else of a mail is kept.
TEST_P(TrafficTest, NoSubjectNoBodyAndNoStrangerIsInTheDatabase) {
  Import(jim_, {{kBill, kJim}, {"MARKNAME <markstranger@stranger.example>", kJim}});
  std::string all;
  for (const char* table : {"mail_source", "mail_touch", "mail_address", "mail_exclusion", "change", "action",
                            "job", "contact", "search_word"}) {
    const auto columns =
        db().Read()->engine() == db::Engine::sqlite
            ? db().Read()->Query<std::string>("SELECT name FROM pragma_table_info('" + std::string(table) +
                                              "') ORDER BY name")
            : db().Read()->Query<std::string>(
                  "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = '" +
                  std::string(table) + "' ORDER BY column_name");
    ASSERT_FALSE(columns.empty()) << table;
    for (const std::string& column : columns) {
      for (const auto& cell : db().Read()->Query<std::string>("SELECT COALESCE(CAST(" + column +
                                                              " AS TEXT), '') FROM " + table + " ORDER BY 1"))
        all += cell + "\n";
    }
  }
  EXPECT_THAT(all, testing::HasSubstr("larmar"));
  for (const char* mark :
       {"MARKSUBJECT", "MARKBODY", "MARKNAME", "markname", "markstranger", "stranger.example"})
    EXPECT_THAT(all, testing::Not(testing::HasSubstr(mark))) << mark;
}

TEST_P(TrafficTest, TheSameMailOfTwoMailboxesCountsOnceAndStaysWhenOneGoes) {
  const std::vector<Letter> letters = {{kBill, kJim}};
  Import(jim_, letters);
  const MailSource second = LookAtMbox(jim_, letters);
  KeepAll(second);
  EXPECT_EQ(Count("mail_touch"), 2);
  EXPECT_THAT(Touches(jim_), ElementsAre("Bill wrote 1"));
  Act([&](action::Action& action) { RemoveSource(action, *FindSourceOf(action.tx(), kOrg, second.id)); });
  EXPECT_THAT(Touches(jim_), ElementsAre("Bill wrote 1"));
}

TEST_P(TrafficTest, AQuickReplyIsOneToTheOtherSideWithinADay) {
  Import(jim_, {{kBill, kJim, "Mon, 17 Nov 2025 10:00:00 +0000", "a@x"},
                {kJim, kBill, "Mon, 17 Nov 2025 15:00:00 +0000", "b@x", "In-Reply-To: <a@x>\n"},
                {kJim, kBill, "Mon, 17 Nov 2025 16:00:00 +0000", "c@x", "In-Reply-To: <b@x>\n"},
                {kBill, kJim, "Wed, 19 Nov 2025 15:00:00 +0000", "d@x", "In-Reply-To: <c@x>\n"}});
  EXPECT_THAT(Touches(jim_),
              ElementsAre("Bill wrote 1", "Bill written to quickly 1", "Bill written to 1", "Bill wrote 1"));
}

TEST_P(TrafficTest, AMailThatWasNotedToIsNotCountedTwice) {
  Meet(larmar_, bill_, {jim_}, *ParseInstant("2025-11-21T10:30:00Z"), book::ActivityKind::email);
  Meet(larmar_, bill_, {jim_}, *ParseInstant("2025-11-20T10:30:00Z"), book::ActivityKind::email);
  Import(jim_, {{kBill, kJim}});
  EXPECT_THAT(Touches(jim_), ElementsAre("Bill mail 1", "Bill wrote 1"));
}

TEST_P(TrafficTest, WhoIsExcludedIsNeverKeptAndGoes) {
  Import(jim_, {{kBill, kJim}, {kJim, "ines@larmar.example", "Fri, 21 Nov 2025 11:00:00 +0000"}});
  EXPECT_EQ(Touches(jim_).size(), 2u);
  Act([&](action::Action& action) {
    EXPECT_TRUE(AddExclusion(action, jim_, " Bill@Larmar.example ").has_value());
    EXPECT_FALSE(AddExclusion(action, jim_, "not one").has_value());
  });
  EXPECT_THAT(Touches(jim_), ElementsAre("Ines written to 1"));
  EXPECT_EQ(Import(jim_, {{kBill, kJim}}).of(LeftOut::excluded), 1);
  Act([&](action::Action& action) {
    EXPECT_TRUE(AddExclusion(action, std::nullopt, "larmar.example").has_value());
  });
  EXPECT_THAT(Touches(jim_), IsEmpty());
}

TEST_P(TrafficTest, APersonAndAContactMayHaveFurtherAddresses) {
  const std::vector<Letter> letters = {{"b@home.example", "jim@old.example"},
                                       {"b@home.example", "jim@old.example"}};
  MailSource source = LookAtMbox(jim_, letters);
  EXPECT_EQ(SurveyOfAll(source).tally.of(LeftOut::not_yours), 2);
  ASSERT_EQ(SurveyOfAll(source).maybe_own.size(), 1u);
  EXPECT_EQ(SurveyOfAll(source).maybe_own[0].email, "jim@old.example");
  Act([&](action::Action& action) {
    EXPECT_TRUE(AddAddress(action, jim_, "Jim@Old.example").has_value());
    EXPECT_FALSE(AddAddress(action, jada_, "jim@old.example").has_value());
    EXPECT_FALSE(AddAddress(action, jim_, "bill@larmar.example").has_value());
  });
  EXPECT_EQ(SurveyOfAll(source).tally.of(LeftOut::unknown), 2);
  AddBillsAddress("b@home.example");
  EXPECT_EQ(KeepAll(source).touches, 2);
  EXPECT_THAT(Touches(jim_), ElementsAre("Bill wrote 1", "Bill wrote 1"));
}

TEST_P(TrafficTest, WhatIsOlderThanIsKeptGoes) {
  Import(jim_, {{kBill, kJim, "Fri, 1 Mar 2024 10:00:00 +0000"}, {kBill, kJim}});
  EXPECT_EQ(Count("mail_touch"), 2);
  Act([&](action::Action& action) { settings::PutSetting(action, "mail_keep_months", 3); });
  ForgetOld(db(), {.data_folder = folder_}, kOrg, kNow);
  EXPECT_EQ(Count("mail_touch"), 1);
}

TEST_P(TrafficTest, TiesAreLearntAgainAndAreThoseFromScratch) {
  ties::Learn(db(), kOrg, kNow);
  const MailSource source = LookAtMbox(jim_, {{kBill, kJim}});
  KeepAll(source);
  EXPECT_TRUE(ties::IsDue(*db().Read(), kOrg, kNow));
  EXPECT_EQ(ties::Learn(db(), kOrg, kNow)->pairs, 1);
  EXPECT_EQ(ties::Learn(db(), kOrg, kNow)->changed, 0);
  Act([&](action::Action& action) { RemoveSource(action, *FindSourceOf(action.tx(), kOrg, source.id)); });
  EXPECT_EQ(ties::Learn(db(), kOrg, kNow)->pairs, 0);
  EXPECT_EQ(Count("tie"), 0);
}

// A source that goes on is read piece by piece; cut and begun again it keeps nothing twice.
TEST_P(TrafficTest, AKeeperGoesOnWhereASourceStands) {
  const MailSource source = LookAtMbox(jim_, {{kBill, kJim, "Fri, 21 Nov 2025 10:00:00 +0000", "a@x"}});
  KeepAll(source);
  for (int i = 0; i < 2; ++i) {
    Keeper keeper(db(), *FindSourceOf(*db().Read(), kOrg, source.id), kNow);
    for (const char* id : {"a@x", "b@x"}) {
      keeper.Take(
          format::mime::ReadHeader(std::string("From: bill@larmar.example\nTo: jim@northwind.example\n"
                                               "Date: Fri, 21 Nov 2025 10:00:00 +0000\nMessage-ID: <") +
                                   id + ">\n\n"));
    }
    const Tally tally = keeper.Finish();
    EXPECT_EQ(tally.kept, i == 0 ? 1 : 0);
    EXPECT_EQ(tally.of(LeftOut::twice), i == 0 ? 1 : 2);
  }
  EXPECT_EQ(TallyOf(FindSourceOf(*db().Read(), kOrg, source.id)->tally).kept, 2);
  EXPECT_EQ(Count("mail_touch"), 2);
}

INSTANTIATE_TEST_SUITE_P(Engines, TrafficTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::traffic
