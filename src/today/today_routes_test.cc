#include "today/today_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/activity.h"
#include "client/client_store.h"
#include "coaching/promise_for_test.h"
#include "db/statement_count.h"
#include "delegation/directory.h"
#include "door/door_routes.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "json/json.h"
#include "plan/explanation.h"
#include "plan/plan_routes.h"

namespace baton::today {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC.
class TodayRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddTodayRoutes(
        router, {.imports = [](const http::Call&) {
          return std::vector<ImportShort>{
              {.id = Id{5}, .source = "salesforce", .state = "uploaded", .created_at = {}, .counts = {}}};
        }});
    door::AddDoorRoutes(router);
    plan::AddPlanRoutes(router);
  }

  coaching::Promise Promised(Id rep, std::string_view due,
                             coaching::PromiseState state = coaching::PromiseState::open) {
    auto promise = coaching::PromiseOf(jim_, rep, due, now_ - 60 * kMillisecondsPerMinute, state);
    if (promise.kept_at) promise.kept_at = now_ - kMillisecondsPerMinute;
    return coaching::InsertPromise(db(), kOrg, promise);
  }

  handoff::Handoff Proposed(Id account, Id to, std::string_view on = "2026-11-30") {
    return *db().Write([&](db::Tx& tx) -> Result<handoff::Handoff> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = account,
                                       .from_id = jim_,
                                       .to_id = to,
                                       .plan_id = {},
                                       .introduction_on = *ParseDay(on)};
      return handoff::Propose(action, std::span(&proposal, 1)).front();
    });
  }

  void Meets(std::vector<Id> people, std::string_view at, std::optional<Id> account) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
      book::Activity activity;
      activity.subject = "Talk";
      activity.owner_id = people.front();
      activity.starts_at = *ParseInstant(at);
      activity.minutes = 30;
      activity.account_id = account;
      activity = action.Insert(activity);
      for (const Id person : people) {
        action.Insert(book::Attendance{
            .activity_id = activity.id, .starts_at = activity.starts_at, .person_id = person});
      }
    });
  }

  handoff::TestReply Today(Id person) { return Get(person, "/api/v1/today"); }
  static std::size_t Size(const handoff::TestReply& reply, std::string_view pointer) {
    return reply.at(pointer).as_array().size();
  }
};

TEST_P(TodayRoutesTest, AManagersDay) {
  Promised(jada_, "2026-11-24T10:30:00Z");
  Promised(tom_, "2026-11-20T10:30:00Z");
  Promised(lena_, "2026-11-24T08:00:00Z", coaching::PromiseState::kept);
  Promised(tom_, "2026-11-26T10:30:00Z", coaching::PromiseState::asked);
  Proposed(larmar_, jada_);
  Proposed(bexley_, tom_, "2027-03-01");
  Meets({jim_, tom_}, "2026-11-24T15:30:00Z", {});
  Meets({jim_}, "2026-11-24T11:45:00Z", bexley_);
  const auto today = Today(jim_);
  ASSERT_EQ(today.status, 200) << today.text;
  EXPECT_EQ(today.Said("/greeting/name"), "Jim");
  EXPECT_EQ(today.Said("/greeting/part_of_day"), "morning");
  EXPECT_EQ(today.Said("/statement/key"), "today.statement.exposure");
  EXPECT_EQ(today.Number("/statement/accounts"), 3);
  EXPECT_EQ(today.Number("/statement/revenue_minor"), 4'820'000 + 5'410'000 + 3'160'000);
  ASSERT_EQ(Size(today, "/day"), 4u);
  EXPECT_EQ(today.Said("/day/0/person/name"), "Lena Koch");  // kept at 8
  EXPECT_TRUE(today.at("/day/1/is_promise").as_bool());
  EXPECT_EQ(today.Said("/day/2/kind"), "selling");
  EXPECT_EQ(today.Said("/day/2/account/name"), "Bexley Motors");
  EXPECT_EQ(today.Said("/day/3/kind"), "coaching");
  ASSERT_EQ(Size(today, "/promises"), 3u);
  EXPECT_EQ(today.Said("/promises/0/rep/name"), "Tom Reyes");  // the longest overdue first
  EXPECT_TRUE(today.at("/promises/0/is_late").as_bool());
  EXPECT_EQ(today.Said("/promises/2/state"), "kept");
  EXPECT_EQ(today.Number("/promises_kept/due"), 2);  // Tom's and Lena's
  EXPECT_EQ(today.Number("/promises_kept/kept"), 0);
  ASSERT_EQ(Size(today, "/introductions"), 1u);  // not the one in March
  EXPECT_EQ(today.Said("/introductions/0/to/name"), "Jada Ellis");
  ASSERT_EQ(Size(today, "/waiting"), 1u);
  EXPECT_EQ(today.Said("/waiting/0/person/name"), "Tom Reyes");
  EXPECT_EQ(today.Said("/waiting/0/link"), "/promises");
  EXPECT_EQ(Size(today, "/imports"), 1u);
  EXPECT_EQ(Size(today, "/coming_to_me"), 0u);
}

TEST_P(TodayRoutesTest, AManagersHoursOfTheWeekBefore) {
  EXPECT_TRUE(Today(jim_).at("/last_week").is_null()) << "nothing is recorded";
  Meets({jim_, tom_}, "2026-11-17T15:30:00Z", wren_);
  Meets({jim_, tom_}, "2026-11-19T15:30:00Z", {});  // without a client nobody knows what it was
  Meets({jim_}, "2026-11-17T11:45:00Z", bexley_);
  Meets({jim_}, "2026-11-23T11:45:00Z", bexley_);  // of this week
  auto promise = coaching::PromiseOf(jim_, lena_, "2026-11-18T10:30:00Z", now_, coaching::PromiseState::kept);
  promise.kept_at = *ParseInstant("2026-11-20T16:00:00Z");  // later than it was agreed
  coaching::InsertPromise(db(), kOrg, promise);
  const auto today = Today(jim_);
  EXPECT_EQ(today.Number("/last_week/coaching_minutes"), 30 + promise.minutes) << today.text;
  EXPECT_EQ(today.Number("/last_week/selling_minutes"), 30);
  EXPECT_EQ(today.Said("/last_week/days/0/on"), "2026-11-16");
  EXPECT_EQ(today.Number("/last_week/days/1/coaching_minutes"), 30);
  EXPECT_EQ(today.Number("/last_week/days/4/coaching_minutes"), promise.minutes) << "on the day it was kept";
  EXPECT_TRUE(Today(lena_).at("/last_week").is_null()) << "a manager's only";
}

TEST_P(TodayRoutesTest, APausedIntroductionWaitsElsewhere) {
  Proposed(larmar_, jada_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE handoff SET paused_until_on = $2, pause_reason = 'Stocktaking' WHERE org_id = $1",
               kOrg, *ParseDay("2026-12-10"));
  });
  EXPECT_EQ(Size(Today(jim_), "/introductions"), 0u);
}

// Thirty days after Jada owned it one of the team, who is neither of the two, is to ask the client.
TEST_P(TodayRoutesTest, OneOfTheTeamIsToAskAClientHowItGoes) {
  Proposed(larmar_, jada_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE handoff SET stage = 'owned', owned_at = $2 WHERE org_id = $1", kOrg,
               now_ - 31 * kMillisecondsPerDay);
  });
  const auto toms = Today(tom_);
  const auto lenas = Today(lena_);
  ASSERT_EQ(Size(toms, "/waiting") + Size(lenas, "/waiting"), 1u);
  const auto& asked = Size(toms, "/waiting") == 1 ? toms : lenas;
  EXPECT_EQ(asked.Said("/waiting/0/kind"), "check");
  EXPECT_EQ(asked.Said("/waiting/0/title"), "Larmar Freight");
  EXPECT_EQ(asked.Said("/waiting/0/person/name"), "Jada Ellis");
  EXPECT_EQ(asked.Said("/waiting/0/link").rfind("/?open=check/", 0), 0u);
  EXPECT_EQ(Size(Today(jada_), "/waiting"), 0u);
}

TEST_P(TodayRoutesTest, ARepsDay) {
  Promised(jada_, "2026-11-24T10:30:00Z");
  Promised(tom_, "2026-11-24T14:00:00Z");
  Proposed(larmar_, jada_);
  const auto today = Today(jada_);
  ASSERT_EQ(today.status, 200) << today.text;
  EXPECT_EQ(today.Said("/statement/key"), "today.statement.book");
  EXPECT_EQ(today.Number("/statement/accounts"), 3);
  ASSERT_EQ(Size(today, "/promises"), 1u);  // never another rep's
  EXPECT_EQ(today.Said("/promises/0/manager/name"), "Jim Calder");
  ASSERT_EQ(Size(today, "/coming_to_me"), 1u);
  EXPECT_EQ(today.Said("/coming_to_me/0/account/name"), "Larmar Freight");
  EXPECT_EQ(today.Number("/coming_to_me/0/account_row/revenue_minor"), 4'820'000);
  EXPECT_EQ(Size(today, "/imports"), 0u);  // no right to them
  EXPECT_EQ(Size(Today(lena_), "/promises"), 0u);
}

// Jada is told what speaks for her, and nothing of how others compare.
TEST_P(TodayRoutesTest, WhoIsAskedToTakeAClientReadsWhy) {
  const auto plan = Post(jim_, "/api/v1/plans", R"({"rules":{"keep_below_fit":0.1}})");
  ASSERT_EQ(plan.status, 201) << plan.text;
  ASSERT_EQ(Post(jim_, "/api/v1/plans/" + plan.Said("/id") + "/approval", "", 1).status, 200);
  const auto larmars = handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_);
  ASSERT_TRUE(larmars);
  const auto today = Today(larmars->to_id);
  bool is_there = false;
  for (const auto& coming : today.at("/coming_to_me").as_array()) {
    if (coming.at_pointer("/account/name").as_string() != "Larmar Freight") continue;
    is_there = true;
    EXPECT_THAT(json::ToText(coming.at("why")), testing::HasSubstr("clients in Freight"));
    for (const auto& line : plan.at("/lines").as_array()) {
      if (line.at_pointer("/account/name").as_string() != "Larmar Freight") continue;
      for (const auto& reason : line.at("reasons").as_array()) {
        const bool is_told =
            json::ToText(coming.at("why")).find(reason.at("text").as_string()) != std::string::npos;
        EXPECT_EQ(is_told, reason.at("kind").as_string() == "for") << reason.at("text").as_string();
      }
    }
  }
  EXPECT_TRUE(is_there) << today.text;

  plan::Explanation explanation;
  explanation.reasons = {
      {plan::Store({"plan.reason.better_spread", {{"person", std::string("Tom Reyes")}}}), true},
      {plan::Store({"plan.reason.territory", {{"territory", std::string("North")}}}), true}};
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE plan_line SET explanation = $2 WHERE org_id = $1", kOrg, json::ToText(explanation));
  });
  const auto told = Today(larmars->to_id);
  EXPECT_EQ(json::ToText(told.at("/coming_to_me/0/why")), R"(["Works in North"])");
}

TEST_P(TodayRoutesTest, WhatTheClientAnsweredComesWithTheClient) {
  const auto handoff = Proposed(larmar_, jada_);
  Proposed(bexley_, jada_);
  EXPECT_TRUE(Today(jada_).at("/coming_to_me/0/answer").is_null());
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "client_answer.create", now_);
    const Id contact = book::FindContacts(tx, kOrg, larmar_).front().id;
    const auto made = client::InsertLink(action, handoff.id, contact, 30);
    client::InsertAnswer(action,
                         {.link_id = made.link.id,
                          .handoff_id = handoff.id,
                          .contact_id = contact,
                          .kind = client::AnswerKind::question},
                         "Who sends the bill?");
  });
  const auto today = Today(jada_);
  ASSERT_EQ(Size(today, "/coming_to_me"), 2u);
  EXPECT_EQ(today.Said("/coming_to_me/0/answer/text"), "Who sends the bill?");
  EXPECT_EQ(today.Said("/coming_to_me/0/answer/contact/name"), "Bill of Larmar Freight");
  EXPECT_TRUE(today.at("/coming_to_me/1/answer").is_null());
}

// Jim's three: one late, one late but paused, one owned. Max has nothing. Counts only, and for the director only.
TEST_P(TodayRoutesTest, ADirectorSeesHowFarEachManagerIs) {
  Proposed(larmar_, jada_, "2026-11-16");
  const auto paused = Proposed(bexley_, jada_, "2026-11-16");
  const auto owned = Proposed(wren_, tom_, "2026-11-16");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE handoff SET paused_until_on = $3 WHERE org_id = $1 AND id = $2", kOrg, paused.id,
               *ParseDay("2026-12-10"));
    tx.Execute("UPDATE handoff SET stage = 'owned', owned_at = $3 WHERE org_id = $1 AND id = $2", kOrg,
               owned.id, now_);
  });
  const auto managers = Get(dana_, "/api/v1/today/managers");
  ASSERT_EQ(managers.status, 200) << managers.text;
  ASSERT_EQ(Size(managers, "/items"), 2u);
  EXPECT_EQ(managers.Said("/items/0/manager/name"), "Jim Calder");
  EXPECT_EQ(managers.Number("/items/0/book/only_me"), 3);
  EXPECT_EQ(managers.Number("/items/0/on_the_way"), 2);
  EXPECT_EQ(managers.Number("/items/0/handed_over"), 1);
  EXPECT_EQ(managers.Number("/items/0/late"), 1);
  ASSERT_EQ(Size(managers, "/items/0/stages"), 2u);
  EXPECT_EQ(managers.Said("/items/0/stages/0/stage"), "proposed");
  EXPECT_EQ(managers.Number("/items/0/stages/0/count"), 2);
  EXPECT_EQ(managers.Said("/items/0/stages/1/stage"), "owned");
  EXPECT_EQ(managers.Said("/items/1/manager/name"), "Max Orr");
  EXPECT_EQ(Size(managers, "/items/1/stages"), 0u);
  EXPECT_EQ(managers.text.find("Jada"), std::string::npos) << "no rep";
  EXPECT_EQ(managers.text.find("Larmar"), std::string::npos) << "no client";
  for (const Id person : {jim_, jada_, max_})
    EXPECT_EQ(Size(Get(person, "/api/v1/today/managers"), "/items"), 0u);
}

// A no, and a week that is not over yet, are not late; a client that was refused once counts once.
TEST_P(TodayRoutesTest, AManagersProgressCountsEachClientOnce) {
  const auto refused = Proposed(larmar_, jada_, "2026-11-09");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jada_}, "handoff.declined", now_);
    EXPECT_TRUE(
        handoff::TakeStep(action, refused, handoff::Stage::declined, handoff::Part::successor, "No time"));
  });
  Proposed(larmar_, tom_, "2026-11-23");
  const auto managers = Get(dana_, "/api/v1/today/managers");
  EXPECT_EQ(managers.Number("/items/0/on_the_way"), 1);
  EXPECT_EQ(managers.Number("/items/0/late"), 0);
}

TEST_P(TodayRoutesTest, OthersSeeNoCoaching) {
  Promised(jada_, "2026-11-24T10:30:00Z");
  for (const Id person : {dana_, ann_, max_}) {
    const auto today = Today(person);
    ASSERT_EQ(today.status, 200) << today.text;
    EXPECT_EQ(Size(today, "/promises"), 0u);
    EXPECT_EQ(Size(today, "/day"), 0u);
    EXPECT_EQ(Size(today, "/receipts"), 0u);
  }
  EXPECT_EQ(Today(dana_).Number("/statement/accounts"), 3);  // Jim's
  EXPECT_EQ(Today(dana_).Said("/statement/key"), "today.statement.team");
  EXPECT_EQ(Size(Today(ann_), "/imports"), 1u);
}

TEST_P(TodayRoutesTest, ADirectorsDayAsksAsLittleForManyManagersAsForFew) {
  const auto statements_of_today = [&] {
    const auto before = db::StatementsRun();
    EXPECT_EQ(Today(dana_).status, 200);
    EXPECT_EQ(Get(dana_, "/api/v1/today/managers").status, 200);
    return db::StatementsRun() - before;
  };
  const auto with_two = statements_of_today();
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "test", now_);
    for (int i = 0; i < 60; ++i) {
      const std::string name = "M" + std::to_string(i);
      const Id manager = AddPerson(action, name + " Boss", access::Role::manager, dana_);
      AddAccount(action, name + " Mills", "Textile", 100, manager);
    }
  });
  EXPECT_EQ(statements_of_today(), with_two);
  EXPECT_LE(with_two, 38);
  EXPECT_EQ(Today(dana_).Number("/statement/accounts"), 3 + 60);
}

TEST_P(TodayRoutesTest, ReceiptsAreForTheTwo) {
  const auto promise = Promised(jada_, "2026-11-24T10:30:00Z");
  const auto taken = Post(jim_, "/api/v1/door/" + ToString(larmar_),
                          R"({"outcome":"taken","promise_id":")" + ToString(promise.id) +
                              R"(","new_due_at":"2026-11-24T15:00:00Z"})");
  ASSERT_EQ(taken.status, 201) << taken.text;
  const auto his = Today(jim_);
  ASSERT_EQ(Size(his, "/receipts"), 1u);
  EXPECT_THAT(his.Said("/receipts/0/brought/0"), testing::StartsWith("You took"));
  const auto hers = Today(jada_);
  ASSERT_EQ(Size(hers, "/receipts"), 1u);
  EXPECT_THAT(hers.Said("/receipts/0/brought/0"), testing::StartsWith("Jim Calder took"));
  EXPECT_THAT(hers.Said("/receipts/0/displaced/0"), testing::StartsWith("Review the letter: from"));
  EXPECT_EQ(Size(Today(tom_), "/receipts"), 0u);
  EXPECT_EQ(Size(Today(dana_), "/receipts"), 0u);
}

TEST_P(TodayRoutesTest, ARepsNoWaitsForTheManager) {
  const auto handoff = Proposed(larmar_, jada_);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jada_}, "handoff.declined", now_);
    EXPECT_TRUE(
        handoff::TakeStep(action, handoff, handoff::Stage::declined, handoff::Part::successor, "No time"));
  });
  const auto today = Today(jim_);
  ASSERT_EQ(Size(today, "/waiting"), 1u);
  EXPECT_EQ(today.Said("/waiting/0/kind"), "handoff");
  EXPECT_EQ(today.Said("/waiting/0/title"), "Larmar Freight");
  const Id other = Proposed(bexley_, jada_).id;
  EXPECT_EQ(Size(Today(jim_), "/waiting"), 1u);  // of another client
  Proposed(larmar_, tom_);
  EXPECT_EQ(Size(Today(jim_), "/waiting"), 0u);  // somebody else was asked
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jada_}, "handoff.declined", now_);
    EXPECT_TRUE(handoff::TakeStep(action, *handoff::FindHandoffById(tx, kOrg, other),
                                  handoff::Stage::declined, handoff::Part::successor, "No time"));
  });
  EXPECT_EQ(Today(jim_).Said("/waiting/0/title"), "Bexley Motors");
  now_ = DaysFromNow(15);
  EXPECT_EQ(Size(Today(jim_), "/waiting"), 0u);  // long ago
}

TEST_P(TodayRoutesTest, TakeoversAndProposalsWaitForWhomTheyConcern) {
  Proposed(larmar_, jada_);
  ASSERT_EQ(
      Post(jim_, "/api/v1/door/" + ToString(larmar_), R"({"outcome":"taken","reason":"rescue"})").status,
      201);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jada_}, "delegation.propose", now_);
    delegation::Delegation level;
    level.manager_id = jim_;
    level.rep_id = jada_;
    level.deal_kind = delegation::DealKind::existing_client;
    EXPECT_TRUE(delegation::Save(action, level, delegation::Propose(level, 6, jada_, now_),
                                 delegation::LevelDeed::propose));
  });
  const auto hers = Today(jada_);  // what was put on the record about her client
  ASSERT_EQ(Size(hers, "/takeovers"), 1u) << hers.text;
  EXPECT_EQ(hers.Said("/takeovers/0/reason"), "rescue");
  const auto his = Today(jim_);
  EXPECT_EQ(Size(his, "/takeovers"), 0u);  // answered
  ASSERT_EQ(Size(his, "/waiting"), 1u);
  EXPECT_EQ(his.Said("/waiting/0/kind"), "level");
  EXPECT_EQ(his.Said("/waiting/0/title"), "Existing clients: You do it, then tell me");
  EXPECT_EQ(his.Said("/waiting/0/link"), "/levels?rep=" + ToString(jada_));
  for (const Id person : {dana_, max_, tom_, ann_}) EXPECT_EQ(Size(Today(person), "/takeovers"), 0u);
}

INSTANTIATE_TEST_SUITE_P(Engines, TodayRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::today
