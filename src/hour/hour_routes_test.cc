#include "hour/hour_routes.h"

#include <gtest/gtest.h>

#include "base/zone.h"
#include "book/opportunity.h"
#include "calendar/calendar.h"
#include "coaching/session_words.h"
#include "db/statement_count.h"
#include "handoff/team_for_test.h"
#include "hour/gather.h"
#include "hour/logged_hour.h"
#include "week/plan.h"

namespace baton::hour {
namespace {

// Now is Tuesday 2026-11-24; the year that is looked at ends on Sunday the 22nd.
class HourRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddHourRoutes(router); }

  handoff::TestReply Of(Id person, Id asker, const std::string& more = "") {
    return Get(asker, "/api/v1/people/" + ToString(person) + "/hour" + more);
  }
  Day Today() const { return DayIn(now_, "UTC"); }

  template <class Row>
  Row Insert(Row row, Instant at) {
    return *db().Write([&](db::Tx& tx) -> Result<Row> {
      action::Action action(tx, {kOrg, jim_}, "test.insert", at);
      return action.Insert(row);
    });
  }
  void Deal(Id account, Id owner, int days_ago, std::int64_t amount = 10'000'000) {
    book::Opportunity deal;
    deal.account_id = account;
    deal.owner_id = owner;
    deal.name = "Deal";
    deal.status = book::OpportunityStatus::won;
    deal.amount_minor = amount;
    deal.currency = "USD";
    deal.opened_on = Today() - days_ago - 30;
    deal.closes_on = Today() - days_ago;
    deal.created_at = now_;
    Insert(deal, now_);
  }
  void Logged(Id person, int days_ago, std::int32_t minutes, HourKind kind = HourKind::selling) {
    Insert(LoggedHour{.person_id = person,
                      .starts_at = DaysFromNow(-days_ago),
                      .minutes = minutes,
                      .kind = kind,
                      .logged_at = now_},
           now_);
  }
  coaching::Session Coached() {
    coaching::Session session;
    session.manager_id = jim_;
    session.state = coaching::SessionState::held;
    session.starts_at = session.tagged_at = DaysFromNow(-10);
    session.recorded_at = session.starts_at;
    session.minutes = 60;
    session.held_minutes = 60;
    session.created_at = session.starts_at;
    return session;
  }
  std::string Hour(const std::string& at, int minutes, const std::string& kind) {
    return R"({"starts_at":")" + at + R"(","minutes":)" + std::to_string(minutes) + R"(,"kind":")" + kind +
           "\"}";
  }
  static const json::Value* Input(const handoff::TestReply& reply, std::string_view key) {
    for (const json::Value& one : reply.at("/inputs").as_array()) {
      if (one.at("key").as_string() == key) return &one;
    }
    return nullptr;
  }
};

TEST_P(HourRoutesTest, ComparesFromWhatIsRecorded) {
  const auto nothing = Of(jim_, jim_);
  ASSERT_EQ(nothing.status, 200) << nothing.text;
  EXPECT_EQ(nothing.Said("/saying"), "nothing");
  EXPECT_EQ(nothing.Said("/to_on"), "2026-11-22");
  EXPECT_EQ(nothing.Said("/from_on"), "2025-11-24");

  Deal(larmar_, jim_, 20, 20'000'000);
  for (int i = 0; i < 4; ++i) Deal(bexley_, jada_, 20 + 30 * i);
  Deal(wren_, tom_, 1);  // of the running week: not counted
  for (int week = 1; week <= 10; ++week) {
    Logged(jim_, 7 * week, 600);
    Logged(jim_, 7 * week - 1, 600);
  }
  Logged(jim_, 100, 60);  // a week of which an hour is told is not known
  const auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_NE(reply.Said("/saying"), "nothing");
  EXPECT_EQ(reply.at("/priors").as_array().size(), 3U);
  EXPECT_EQ(reply.Said("/evidence"), "assumption");
  EXPECT_FALSE(reply.at("/may_show_money").as_bool());
  EXPECT_EQ(reply.Number("/recorded/minutes"), 12'000);
  EXPECT_EQ(reply.Number("/recorded/known_weeks"), 10);
  EXPECT_EQ(reply.Number("/recorded/weeks"), 10) << "since the first that is known";
  EXPECT_EQ(reply.Number("/recorded/wins"), 1);
  EXPECT_EQ(reply.Said("/guard"), "none");
  EXPECT_EQ(reply.Number("/own_closed/won"), 1);
  EXPECT_EQ(reply.Number("/reps_closed/won"), 4);
  EXPECT_EQ(Input(reply, "margin")->at("count").as_int64(), 5);
  EXPECT_NEAR(Input(reply, "margin")->at("value").to_number<double>(), 0.3 * 12'000'000, 1e-6);
  EXPECT_NEAR(Input(reply, "base_wins")->at("value").to_number<double>(), 4.0 / (3 * 52), 1e-12);
  EXPECT_FALSE(reply.at("/break_even").is_null());
}

// Who came first won once in the four weeks after; drawn again for a reason, which tells nothing.
TEST_P(HourRoutesTest, TheOrderByLotIsLookedAt) {
  EXPECT_TRUE(Of(jim_, jim_).at("/lots").is_null());
  const std::vector<Id> reps{jada_, tom_, lena_};
  constexpr int kDraws = 8;
  for (int i = 0; i < kDraws; ++i) {
    const Day monday = MondayOf(Today()) - 7 * (6 + 5 * i);
    for (const int number : {1, 2}) {
      const auto draw = Insert(
          week::WeekDraw{.manager_id = jim_, .week_on = monday, .number = number, .drawn_at = now_}, now_);
      for (int place = 1; place <= 3; ++place) {
        const int who = number == 1 ? i + place - 1 : i - place + 1 + 3;
        Insert(
            week::WeekPlace{
                .draw_id = draw.id, .rep_id = reps[static_cast<std::size_t>(who % 3)], .place = place},
            now_);
      }
    }
    Deal(bexley_, reps[static_cast<std::size_t>(i % 3)], Today() - (monday + 10));
  }
  // The four weeks after are not over.
  const auto late =
      Insert(week::WeekDraw{.manager_id = jim_, .week_on = MondayOf(Today()) - 28, .drawn_at = now_}, now_);
  Insert(week::WeekPlace{.draw_id = late.id, .rep_id = tom_, .place = 1}, now_);
  Insert(week::WeekPlace{.draw_id = late.id, .rep_id = lena_, .place = 2}, now_);
  const auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200) << reply.text;
  ASSERT_TRUE(reply.at("/lots").is_object()) << reply.text;
  EXPECT_EQ(reply.Number("/lots/draws"), kDraws);
  EXPECT_EQ(reply.Number("/lots/places"), 3 * kDraws);
  EXPECT_NEAR(reply.at("/lots/effect").to_number<double>(), 0.5, 1e-12);
  EXPECT_LT(reply.at("/lots/p_value").to_number<double>(), 0.01);
  EXPECT_EQ(reply.Said("/evidence"), "assumption") << "eight wins are no twenty";
}

// Two who were promised an hour and two who were not: two groups, each with its own order, in one draw.
TEST_P(HourRoutesTest, ADrawOfTwoNeedsIsOneDraw) {
  const Id nora = db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, dana_}, "person.create", now_);
    return AddPerson(action, "Nora Vance", access::Role::rep, jim_);
  });
  const Day monday = MondayOf(Today()) - 7 * 6;
  const auto draw = Insert(week::WeekDraw{.manager_id = jim_, .week_on = monday, .drawn_at = now_}, now_);
  int place = 0;
  for (const Id rep : {jada_, tom_, lena_, nora}) {
    const auto stratum = ++place <= 2 ? week::Stratum::promised : week::Stratum::other;
    Insert(week::WeekPlace{.draw_id = draw.id, .rep_id = rep, .place = place, .stratum = stratum}, now_);
  }
  Deal(bexley_, jada_, Today() - (monday + 10));
  const auto reply = Of(jim_, jim_);
  ASSERT_TRUE(reply.at("/lots").is_object()) << reply.text;
  EXPECT_EQ(reply.Number("/lots/draws"), 1);
  EXPECT_EQ(reply.Number("/lots/places"), 4);
}

TEST_P(HourRoutesTest, WhatIsTriedIsNotKept) {
  for (int i = 0; i < 4; ++i) Deal(bexley_, jada_, 20 + 30 * i);
  const double usual = Of(jim_, jim_).at("/break_even").to_number<double>();
  const auto tried = Of(jim_, jim_, "?reps=3&moved_hours=2&weekly_hours=8");
  ASSERT_EQ(tried.status, 200) << tried.text;
  EXPECT_EQ(tried.Number("/assumed/reps"), 3);
  EXPECT_EQ(tried.Number("/usual/reps"), 1);
  EXPECT_EQ(tried.Said("/guard"), "said");
  EXPECT_LT(tried.at("/break_even").to_number<double>(), usual)
      << "an hour for three costs one of the manager";
  EXPECT_NEAR(static_cast<double>(tried.Number("/moved/gained/median_minor")),
              2 * 13 * static_cast<double>(tried.Number("/priors/1/coach/median_minor")), 30);
  EXPECT_DOUBLE_EQ(Of(jim_, jim_).at("/break_even").to_number<double>(), usual);
  EXPECT_EQ(Of(jim_, jim_, "?reps=9").status, 422);
  EXPECT_EQ(Of(jim_, jim_, "?margin_share=0").status, 422);
}

TEST_P(HourRoutesTest, IsForThePersonAndThoseAbove) {
  Deal(bexley_, jada_, 20);
  EXPECT_EQ(Of(jim_, dana_).status, 200);
  EXPECT_FALSE(Of(jim_, dana_).at("/is_self").as_bool());
  EXPECT_EQ(Of(jim_, max_).status, 404);
  EXPECT_EQ(Of(jim_, jada_).status, 404);
  EXPECT_EQ(Of(jim_, ann_).status, 403);
  EXPECT_EQ(Of(dana_, dana_).status, 404) << "a director's is compared with nothing";
  const auto rep = Of(jada_, jada_);
  ASSERT_EQ(rep.status, 200) << rep.text;
  EXPECT_EQ(rep.Said("/saying"), "own");
  EXPECT_TRUE(rep.at("/priors").as_array().empty());
  EXPECT_EQ(Of(jada_, tom_).status, 404);
  EXPECT_EQ(Of(jada_, jim_).status, 200);
}

TEST_P(HourRoutesTest, OneTapSaysWhatAnHourWas) {
  const auto said = Post(jim_, "/api/v1/hours", Hour("2026-11-23T10:00:00Z", 60, "selling"));
  ASSERT_EQ(said.status, 200) << said.text;
  EXPECT_EQ(said.Number("/weeks/7/selling_minutes"), 60);
  EXPECT_EQ(said.Number("/weeks/7/working_minutes"), 480) << "Monday; today is not over";
  EXPECT_EQ(said.Number("/weeks/7/missing_minutes"), 420);
  EXPECT_EQ(said.Number("/weeks/6/missing_minutes"), 2400);
  EXPECT_EQ(said.at("/logged").as_array().size(), 1U);

  EXPECT_EQ(Post(jim_, "/api/v1/hours", Hour("2026-11-23T10:30:00Z", 60, "admin")).status, 422)
      << "said already";
  EXPECT_EQ(Post(jim_, "/api/v1/hours", Hour("2026-11-25T10:00:00Z", 60, "admin")).status, 422) << "to come";
  EXPECT_EQ(Post(jim_, "/api/v1/hours", Hour("2026-08-23T10:00:00Z", 60, "admin")).status, 422) << "long ago";
  EXPECT_EQ(Post(jim_, "/api/v1/hours", Hour("2026-11-23T12:00:00Z", 2, "admin")).status, 422);
  EXPECT_EQ(Post(ann_, "/api/v1/hours", Hour("2026-11-23T12:00:00Z", 60, "admin")).status, 403);
  EXPECT_EQ(Post(jada_, "/api/v1/hours", Hour("2026-11-23T10:00:00Z", 60, "selling")).status, 200);
  EXPECT_EQ(Get(dana_, "/api/v1/hours").at("/logged").as_array().size(), 0U) << "one's own only";
  EXPECT_EQ(Get(jim_, "/api/v1/hours").at("/logged").as_array().size(), 1U);

  const std::string path = "/api/v1/hours/" + said.Said("/logged/0/id");
  EXPECT_EQ(Ask(jada_, http::Method::remove, path, "", 1).status, 404) << "somebody else's";
  EXPECT_EQ(Ask(jim_, http::Method::remove, path, "", 7).status, 412);
  const auto gone = Ask(jim_, http::Method::remove, path, "", 1);
  ASSERT_EQ(gone.status, 200) << gone.text;
  EXPECT_EQ(gone.Number("/weeks/7/selling_minutes"), 0);
}

TEST_P(HourRoutesTest, TheCalendarAsksWhatAnHourWas) {
  db().Write([&](db::Tx& tx) {
    const auto calendar = calendar::AddReadCalendar(
        tx,
        {.org_id = kOrg, .id = {}, .person_id = jim_, .name = "Work", .read_at = now_, .created_at = now_});
    std::vector<calendar::BusyRow> rows;
    for (const auto& [from, title] : {std::pair("2026-11-20T09:00:00Z", "Call"),
                                      {"2026-11-20T11:00:00Z", "Forecast"},
                                      {"2026-11-25T11:00:00Z", "To come"}}) {
      const Instant at = *ParseInstant(from);
      rows.push_back({.org_id = kOrg,
                      .id = {},
                      .calendar_id = calendar.id,
                      .person_id = jim_,
                      .starts_at = at,
                      .ends_at = at + 60 * kMillisecondsPerMinute,
                      .title = title});
    }
    calendar::ReplaceBusy(tx, calendar, rows);
  });
  const auto own = Get(jim_, "/api/v1/hours");
  ASSERT_EQ(own.at("/untold").as_array().size(), 2U) << own.text;
  EXPECT_EQ(own.Said("/untold/0/title"), "Forecast");
  EXPECT_EQ(own.Said("/untold/0/starts_at"), "2026-11-20T11:00:00Z") << "the latest first";
  const auto said = Post(jim_, "/api/v1/hours", Hour("2026-11-20T11:00:00Z", 60, "deal_help"));
  EXPECT_EQ(said.at("/untold").as_array().size(), 1U);
  EXPECT_EQ(said.Number("/weeks/6/deal_help_minutes"), 60);
  EXPECT_TRUE(Get(dana_, "/api/v1/hours").at("/untold").as_array().empty());
}

// Who reports to Jim, whom he coached, and a hundred of the others: what the rest wins is not read, and the answer says so.
TEST_P(HourRoutesTest, OfALargeTeamSomeAreCountedAndItSaysSo) {
  EXPECT_EQ(Of(jim_, jim_).Number("/reps"), 3);
  EXPECT_EQ(Of(jim_, jim_).Number("/reps_of"), 3);
  constexpr int kFar = 240;
  std::vector<Id> far;
  db().Write([&](db::Tx& tx) {
    std::vector<people::Person> people;
    const auto add = [&](access::Role role, Id manager) {
      people::Person person{.org_id = kOrg, .id = tx.NewId(), .version = 1};
      person.name = person.name_fold = "far " + std::to_string(people.size());
      person.role = role;
      person.manager_id = manager;
      people.push_back(person);
      return person.id;
    };
    const Id middle = add(access::Role::manager, jim_);
    for (int i = 0; i < kFar; ++i) far.push_back(add(access::Role::rep, middle));
    tx.InsertMany(people::Person::kTable, people);
  });
  Deal(larmar_, far.front(), 20);
  Deal(larmar_, far.back(), 20);
  auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.Number("/reps"), 3 + 100);
  EXPECT_EQ(reply.Number("/reps_of"), 3 + kFar);
  EXPECT_EQ(reply.Number("/reps_closed/won"), 1);
  Insert(coaching::SessionRep{.session_id = Insert(Coached(), now_).id, .rep_id = far.back()}, now_);
  reply = Of(jim_, jim_);
  EXPECT_EQ(reply.Number("/reps"), 3 + 1 + 100);
  EXPECT_EQ(reply.Number("/reps_closed/won"), 2) << "whom he coached is near";
}

TEST_P(HourRoutesTest, AsksAsManyQuestionsForManyAsForFew) {
  const access::Principal reader{kOrg, jim_, access::Role::manager, access::TokenScope::all, Id{}, "en"};
  const auto person = people::FindPerson(*db().Read(), kOrg, jim_);
  const auto ask = [&] {
    const auto before = db::StatementsRun();
    GatherWorth(*db().Read(), {*person, reader, now_, "UTC", "USD"});
    return db::StatementsRun() - before;
  };
  Deal(bexley_, jada_, 20);
  Logged(jim_, 8, 60);
  const auto few = ask();
  for (int i = 0; i < 20; ++i) {
    Deal(i % 2 == 0 ? bexley_ : wren_, i % 2 == 0 ? jada_ : tom_, 8 + i);
    Logged(jada_, 9 + i, 60);
  }
  EXPECT_EQ(ask(), few);
}

INSTANTIATE_TEST_SUITE_P(Engines, HourRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::hour
