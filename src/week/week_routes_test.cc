#include "week/week_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/tables.h"
#include "action/undo.h"
#include "calendar/calendar.h"
#include "coaching/promise_for_test.h"
#include "coaching/promise_routes.h"
#include "coaching/session.h"
#include "delegation/directory.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "week/plan_store.h"

namespace baton::week {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC.
class WeekRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddWeekRoutes(router, [this] { return seed_++; });
  }

  void Held(Id rep, Instant at, std::int32_t minutes) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "coaching_session.hold", now_);
      const auto session = action.Insert(coaching::Session{.manager_id = jim_,
                                                           .state = coaching::SessionState::held,
                                                           .starts_at = at,
                                                           .minutes = 15,
                                                           .held_minutes = minutes,
                                                           .recorded_at = at,
                                                           .tagged_at = at,
                                                           .created_at = at});
      action.Insert(coaching::SessionRep{.session_id = session.id, .rep_id = rep});
    });
  }

  coaching::Promise Promised(Id rep, std::string_view due, std::int32_t minutes,
                             std::optional<std::string_view> kept = {}) {
    auto promise = coaching::PromiseOf(jim_, rep, due, now_ - kMillisecondsPerDay * 50,
                                       kept ? coaching::PromiseState::kept : coaching::PromiseState::open);
    promise.minutes = minutes;
    if (kept) promise.kept_at = *ParseInstant(*kept);
    return coaching::InsertPromise(db(), kOrg, promise);
  }

  handoff::TestReply Week(const std::string& query = "") { return Get(jim_, "/api/v1/week" + query); }
  handoff::TestReply DrawIt(std::string_view body = "{}") { return Post(jim_, "/api/v1/week/draws", body); }
  std::vector<std::string> Order(const handoff::TestReply& reply) {
    std::vector<std::string> names;
    for (const auto& one : reply.at("/draw/order").as_array()) {
      names.emplace_back(one.at("name").as_string());
    }
    return names;
  }
  std::string PathOf(const handoff::TestReply& week, int place, const std::string& deed) {
    return "/api/v1/week/places/" + week.Said("/places/" + std::to_string(place) + "/id") + "/" + deed;
  }
  std::size_t Size(const handoff::TestReply& reply, std::string_view pointer) {
    return reply.at(pointer).as_array().size();
  }
  action::Tables AllTables() {
    action::Tables tables;
    AddTables(tables);
    coaching::AddTables(tables);
    tables.Add({.name = "notice"});
    return tables;
  }

  std::int64_t seed_ = 1;
};

TEST_P(WeekRoutesTest, BeforeADrawThereIsTheNeedAndNoOrder) {
  Promised(tom_, "2026-11-26T10:00:00Z", 60);
  Promised(tom_, "2026-11-30T00:00:00Z", 90);  // next week
  Held(jada_, *ParseInstant("2026-11-20T10:00:00Z"), 45);
  Held(lena_, *ParseInstant("2026-11-24T16:00:00Z"), 45);  // this afternoon: it counts when it has been
  const auto week = Week();
  ASSERT_EQ(week.status, 200) << week.text;
  EXPECT_EQ(week.Said("/week_on"), "2026-11-23");
  EXPECT_EQ(week.Number("/minutes"), kUsualMinutes);
  EXPECT_FALSE(week.at("/is_minutes_set").as_bool());
  EXPECT_TRUE(week.at("/draw").is_null());
  EXPECT_EQ(week.Number("/owed_minutes"), 60);
  ASSERT_EQ(Size(week, "/places"), 3u);
  EXPECT_EQ(week.Said("/places/0/rep/name"), "Tom Reyes");
  EXPECT_EQ(week.Said("/places/0/stratum"), "promised");
  EXPECT_EQ(Size(week, "/places/0/promises"), 1u);
  EXPECT_EQ(week.Said("/places/1/rep/name"), "Lena Koch");
  EXPECT_EQ(week.Said("/places/1/stratum"), "long_without");
  EXPECT_EQ(week.Said("/places/2/stratum"), "other");
  EXPECT_EQ(week.Number("/places/2/days_without"), 4);
  EXPECT_TRUE(week.at("/places/2/id").is_null());
  EXPECT_EQ(Size(week, "/places/2/may"), 0u);
  EXPECT_EQ(week.Number("/coverage/2/minutes"), 45);
  EXPECT_TRUE(week.at("/least").is_null());  // Lena and Tom alike
}

TEST_P(WeekRoutesTest, ADrawIsKeptWithItsSeedAndEverybodyInIt) {
  const auto drawn = DrawIt();
  ASSERT_EQ(drawn.status, 200) << drawn.text;
  EXPECT_EQ(drawn.Number("/draw/seed"), 1);
  EXPECT_EQ(drawn.Number("/draw/number"), 1);
  const std::vector<Need> needs{{.rep_id = jada_}, {.rep_id = tom_}, {.rep_id = lena_}};
  const auto expected = Draw(needs, 1);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(drawn.Said("/places/" + std::to_string(i) + "/rep/id"), ToString(expected[i].need.rep_id));
    EXPECT_EQ(drawn.Number("/places/" + std::to_string(i) + "/place"), static_cast<std::int64_t>(i) + 1);
  }
  // What happens afterwards changes neither the order nor the need that stood then.
  Promised(lena_, "2026-11-26T10:00:00Z", 60);
  EXPECT_EQ(Order(Week()), Order(drawn));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Week().Said("/places/" + std::to_string(i) + "/stratum"), "long_without");
  }
}

TEST_P(WeekRoutesTest, NobodyDrawsAgainInSilence) {
  const auto first = DrawIt();
  const auto undo = db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    return AllTables().WhyKept("week.draw");
  });
  EXPECT_EQ(undo, "problem.week.draw_stays");
  const auto refused = DrawIt();
  EXPECT_EQ(refused.status, 422) << refused.text;
  EXPECT_EQ(DrawIt(R"({"reason":"  "})").status, 422);
  const auto again = DrawIt(R"({"reason":"Tom is ill"})");
  ASSERT_EQ(again.status, 200) << again.text;
  EXPECT_EQ(again.Number("/draw/number"), 2);
  EXPECT_EQ(again.Said("/draw/reason"), "Tom is ill");
  ASSERT_EQ(Size(again, "/earlier"), 1u);
  EXPECT_EQ(again.Number("/earlier/0/seed"), 1);
  EXPECT_EQ(Size(again, "/earlier/0/order"), 3u);
  // A place of the first draw is over.
  EXPECT_EQ(Post(jim_, PathOf(first, 0, "skip"), R"({"reason":"rep_away"})", 1).status, 409);
}

TEST_P(WeekRoutesTest, OneDeedMakesAPromise) {
  const auto drawn = DrawIt();
  const auto told = NoticesOf(*ParseId(drawn.Said("/places/0/rep/id")));
  EXPECT_EQ(drawn.Said("/places/0/starts_at"), "2026-11-24T10:00:00Z");  // the next half hour
  EXPECT_EQ(drawn.Said("/places/1/starts_at"), "2026-11-25T09:00:00Z");
  const auto made = Post(jim_, PathOf(drawn, 0, "promise"), "{}", 1);
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(made.Said("/places/0/state"), "promised");
  ASSERT_EQ(Size(made, "/places/0/promises"), 1u);
  EXPECT_EQ(made.Said("/places/0/promises/0/title"), "One-to-one");
  EXPECT_EQ(made.Said("/places/0/promises/0/due_at"), "2026-11-24T10:00:00Z");
  EXPECT_EQ(made.Number("/owed_minutes"), 30);
  EXPECT_EQ(NoticesOf(*ParseId(drawn.Said("/places/0/rep/id"))), told + 1);
  EXPECT_EQ(Post(jim_, PathOf(drawn, 0, "promise"), "{}", 2).status, 409);  // once
  const auto undone = db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    return action::Undo(undoing, *action_id_, AllTables());
  });
  EXPECT_TRUE(undone.kept.empty());
  EXPECT_EQ(Week().Said("/places/0/state"), "proposed");
  EXPECT_EQ(Size(Week(), "/places/0/promises"), 0u);
}

TEST_P(WeekRoutesTest, ATimeOfOnesOwn) {
  const auto drawn = DrawIt();
  EXPECT_EQ(Post(jim_, PathOf(drawn, 0, "promise"), R"({"due_at":"2026-11-20T10:00:00Z"})", 1).status, 422);
  const auto made = Post(jim_, PathOf(drawn, 0, "promise"), R"({"due_at":"2026-11-27T15:00:00Z"})", 1);
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(made.Said("/places/0/promises/0/due_at"), "2026-11-27T15:00:00Z");
}

TEST_P(WeekRoutesTest, ThereIsAReasonForLeavingSomebodyOut) {
  ASSERT_EQ(Post(jim_, "/api/v1/week/hours", R"({"minutes":60})", 0).status, 200);
  const auto drawn = DrawIt();
  EXPECT_TRUE(drawn.at("/places/1/fits").as_bool());
  EXPECT_FALSE(drawn.at("/places/2/fits").as_bool());  // two half hours are an hour
  EXPECT_EQ(Post(jim_, PathOf(drawn, 0, "skip"), "{}", 1).status, 422);
  EXPECT_EQ(Post(jim_, PathOf(drawn, 0, "skip"), R"({"reason":"rep_away"})").status, 428);
  const auto left = Post(jim_, PathOf(drawn, 0, "skip"), R"({"reason":"rep_away"})", 1);
  ASSERT_EQ(left.status, 200) << left.text;
  EXPECT_EQ(left.Said("/places/0/skip_reason"), "rep_away");
  EXPECT_TRUE(left.at("/places/2/fits").as_bool());
  EXPECT_EQ(left.Number("/proposed_minutes"), 60);
  EXPECT_EQ(Post(jim_, PathOf(drawn, 0, "skip"), R"({"reason":"no_time"})", 1).status, 412);
}

TEST_P(WeekRoutesTest, HoursHoldFromAWeekOn) {
  const std::string path = "/api/v1/week/hours";
  EXPECT_EQ(Post(jim_, path, R"({"minutes":-1})", 0).status, 422);
  EXPECT_EQ(Post(jim_, path, R"({"minutes":6000})", 0).status, 422);
  EXPECT_EQ(Post(jim_, path, R"({"minutes":180})").status, 428);
  const auto set = Post(jim_, path, R"({"minutes":180})", 0);
  ASSERT_EQ(set.status, 200);
  EXPECT_EQ(set.Number("/hours_version"), 1);
  const auto late = Post(jim_, path, R"({"minutes":60})", 0);
  EXPECT_EQ(late.status, 412) << "set in another window meanwhile";
  EXPECT_EQ(late.Said("/code"), "problem.stale");
  ASSERT_EQ(Post(jim_, path, R"({"minutes":240})", 1).status, 200);
  EXPECT_EQ(Week("?week=2026-12-10").Number("/hours_version"), 2)
      << "of the week it is now, which a change begins with";
  EXPECT_EQ(Week("?week=2026-12-10").Number("/minutes"), 240);
  EXPECT_EQ(Week("?week=2026-12-10").Said("/week_on"), "2026-12-07");
  EXPECT_FALSE(Week("?week=2026-11-20").at("/is_minutes_set").as_bool());
}

TEST_P(WeekRoutesTest, NeedsComeFromHandoffsAndLevels) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
    const std::vector<handoff::Proposal> proposals{
        {.account_id = larmar_, .from_id = jim_, .to_id = jada_, .introduction_on = ParseDay("2026-11-30")},
        {.account_id = bexley_, .from_id = jim_, .to_id = tom_, .introduction_on = ParseDay("2026-12-07")}};
    handoff::Propose(action, proposals);
    delegation::Delegation level;
    level.manager_id = jim_;
    level.rep_id = tom_;
    level.deal_kind = delegation::DealKind::new_business;
    const auto proposed = delegation::Propose(level, 2, jim_, now_);
    const auto saved = delegation::Save(action, level, proposed, delegation::LevelDeed::propose);
    EXPECT_TRUE(
        delegation::Save(action, *saved, delegation::Agree(*saved, now_), delegation::LevelDeed::agree));
  });
  const auto week = Week();
  EXPECT_EQ(week.Said("/places/0/stratum"), "client_coming");
  EXPECT_EQ(week.Said("/places/0/account/name"), "Larmar Freight");
  EXPECT_EQ(week.Said("/places/0/kind"), "call_practice");
  EXPECT_EQ(week.Said("/places/2/rep/name"), "Tom Reyes");  // his comes later
  EXPECT_EQ(week.Said("/places/2/kind"), "ride_along");
  EXPECT_EQ(week.Number("/places/2/level"), 2);
  const auto made = Post(jim_, PathOf(DrawIt(), 0, "promise"), "{}", 1);
  EXPECT_EQ(made.Said("/places/0/promises/0/title"), "Practise the introduction at Larmar Freight");
  EXPECT_EQ(made.Said("/places/0/promises/0/account/name"), "Larmar Freight");
}

TEST_P(WeekRoutesTest, APastWeekIsReadOnlyAndSaysTheLeastCoached) {
  const auto drawn = DrawIt();
  Held(jada_, now_, 60);
  Held(tom_, now_, 30);
  Promised(lena_, "2026-11-24T08:00:00Z", 15, "2026-11-24T08:00:00Z");
  EXPECT_EQ(Week().Said("/least/name"), "Lena Koch");
  now_ = *ParseInstant("2026-12-01T09:00:00Z");
  const auto past = Week("?week=2026-11-23");
  EXPECT_TRUE(past.at("/is_over").as_bool());
  EXPECT_EQ(Size(past, "/places"), 3u);
  EXPECT_EQ(Size(past, "/places/0/may"), 0u);
  EXPECT_EQ(Post(jim_, PathOf(drawn, 0, "promise"), R"({"due_at":"2026-12-02T15:00:00Z"})", 1).status, 409);
  EXPECT_TRUE(Week().at("/draw").is_null());  // the new week has none yet
  EXPECT_EQ(Size(Week("?week=2026-11-16"), "/places"), 0u);
}

TEST_P(WeekRoutesTest, ItIsTheManagersAlone) {
  const auto drawn = DrawIt();
  for (const Id person : {jada_, dana_}) {
    const auto refused = Get(person, "/api/v1/week");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.Said("/code"), "problem.week.managers_only");
  }
  EXPECT_EQ(Get(ann_, "/api/v1/week").status, 403);
  EXPECT_EQ(Post(max_, PathOf(drawn, 0, "skip"), R"({"reason":"no_time"})", 1).status, 404);
  EXPECT_EQ(Post(max_, "/api/v1/week/draws", "{}").status, 409);  // nobody reports to Max
  EXPECT_EQ(Post(jada_, "/api/v1/week/draws", "{}").status, 403);
}

TEST_P(WeekRoutesTest, WhoComesLaterStandsBehindTheOrder) {
  DrawIt();
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "test", now_);
    AddPerson(action, "Nia New", access::Role::rep, jim_);
  });
  const auto week = Week();
  ASSERT_EQ(Size(week, "/places"), 4u);
  EXPECT_EQ(week.Said("/places/3/rep/name"), "Nia New");
  EXPECT_TRUE(week.at("/places/3/place").is_null());
}

TEST_P(WeekRoutesTest, WhoHasLeftTheTeamIsPromisedNothing) {
  const auto drawn = DrawIt();
  const Id rep_id = *ParseId(drawn.Said("/places/0/rep/id"));
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "person.change", now_);
    const auto row = *people::FindPerson(tx, kOrg, rep_id);
    people::Person moved = row;
    moved.manager_id = max_;
    EXPECT_TRUE(action.Update(row, moved));
  });
  const auto refused = Post(jim_, PathOf(drawn, 0, "promise"), "{}", 1);
  EXPECT_EQ(refused.status, 422) << refused.text;
  EXPECT_EQ(refused.Said("/errors/0/code"), "problem.promise.not_in_team") << refused.text;
}

TEST_P(WeekRoutesTest, SaysWhatTheOwnCalendarLeaves) {
  EXPECT_TRUE(Week().at("/calendar").is_null());
  Promised(jada_, "2026-11-26T10:00:00Z", 60);
  db().Write([&](db::Tx& tx) {
    const auto calendar = calendar::AddReadCalendar(
        tx, {.org_id = kOrg, .person_id = jim_, .name = "Work", .read_at = now_, .created_at = now_});
    std::vector<calendar::BusyRow> rows(3);
    const auto put = [&](std::size_t i, std::string_view from, std::string_view to) {
      rows[i].starts_at = *ParseInstant(from);
      rows[i].ends_at = *ParseInstant(to);
    };
    put(0, "2026-11-25T09:00:00Z", "2026-11-25T12:00:00Z");
    put(1, "2026-11-25T11:00:00Z", "2026-11-25T13:00:00Z");
    put(2, "2026-11-26T10:00:00Z", "2026-11-26T11:00:00Z");  // the invitation to the promise, come back
    calendar::ReplaceBusy(tx, calendar, rows);
  });
  const auto week = Week();
  EXPECT_EQ(week.Number("/calendar/working_minutes"), 40 * 60) << week.text;
  EXPECT_FALSE(week.at("/calendar/is_working_set").as_bool());
  EXPECT_EQ(week.Number("/calendar/free_minutes"), 36 * 60);
  EXPECT_EQ(week.Said("/calendar/as_of"), "2026-11-24T09:41:00Z");
  EXPECT_TRUE(Week("?week=2027-02-08").at("/calendar").is_object());
  EXPECT_TRUE(Week("?week=2027-02-22").at("/calendar").is_null()) << "calendars are read for 90 days";
}

INSTANTIATE_TEST_SUITE_P(Engines, WeekRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::week
