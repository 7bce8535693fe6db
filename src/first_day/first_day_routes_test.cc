#include "first_day/first_day_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/tables.h"
#include "action/undo.h"
#include "base/zone.h"
#include "coaching/promise_for_test.h"
#include "coaching/promise_routes.h"
#include "first_day/first_day.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "session/identity.h"
#include "session/invitation.h"

namespace baton::first_day {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC; Jada came in yesterday.
class FirstDayTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddFirstDayRoutes(router); }

  void SetUp() override {
    TeamTest::SetUp();
    if (!IsSkipped()) Joins(jada_, now_ - kMillisecondsPerDay);
  }

  void Joins(Id person, Instant at, session::InvitationKind kind = session::InvitationKind::join) {
    db().Write([&](db::Tx& tx) {
      if (kind == session::InvitationKind::reset) {  // of an account that there is
        const auto identity = session::InsertIdentity(tx, "lena@x.example", "hash", at);
        session::InsertMembership(tx, {identity.id, kOrg, person});
      }
      const std::string token = session::InsertInvitation(tx, kind, kOrg, person, at);
      const auto invitation = session::FindInvitation(tx, token, at);
      EXPECT_TRUE(invitation && session::UseInvitation(tx, invitation->id, at));
    });
  }
  handoff::TestReply Day(Id person) { return Get(person, "/api/v1/first-day"); }
  bool IsNow(Id person) { return Day(person).at("/is_now").as_bool(); }
};

TEST_P(FirstDayTest, SaysWhatANewRepHasToKnow) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
    const handoff::Proposal proposal{
        .account_id = larmar_, .from_id = jim_, .to_id = jada_, .introduction_on = ParseDay("2026-11-30")};
    handoff::Propose(action, std::span(&proposal, 1));
  });
  coaching::InsertPromise(db(), kOrg, coaching::PromiseOf(jim_, jada_, "2026-11-25T10:00:00Z", now_));
  const auto day = Day(jada_);
  ASSERT_EQ(day.status, 200) << day.text;
  EXPECT_TRUE(day.at("/is_now").as_bool());
  EXPECT_EQ(day.Said("/manager/name"), "Jim Calder");
  EXPECT_EQ(day.Number("/account_count"), 3);
  EXPECT_EQ(day.Said("/accounts/0/account/name").substr(0, 7), "Freight");
  EXPECT_EQ(day.Said("/coming/0/account/name"), "Larmar Freight");
  EXPECT_EQ(day.Said("/coming/0/introduction_on"), "2026-11-30");
  EXPECT_EQ(day.Said("/promises/0/title"), "Review the letter");
  EXPECT_EQ(day.Said("/request/kind"), "one_to_one");
  EXPECT_EQ(day.Said("/request/due_at"), "2026-11-25T10:00:00Z");
}

TEST_P(FirstDayTest, IsForWhoCameLatelyByAnInvitation) {
  EXPECT_FALSE(IsNow(tom_));
  Joins(tom_, now_ - 15 * kMillisecondsPerDay);
  EXPECT_FALSE(IsNow(tom_));
  Joins(lena_, now_, session::InvitationKind::reset);  // a new password is no first day
  EXPECT_FALSE(IsNow(lena_));
  Joins(jim_, now_);
  for (const Id person : {jim_, dana_, ann_}) EXPECT_FALSE(IsNow(person));
}

TEST_P(FirstDayTest, TheFirstRequestEndsItAndAnUndoBringsItBack) {
  const auto told = NoticesOf(jim_);
  const auto asked =
      Post(jada_, "/api/v1/first-day/request",
           R"({"kind":"one_to_one","title":"My first hour","minutes":30,"due_at":"2026-11-25T10:00:00Z"})");
  ASSERT_EQ(asked.status, 200) << asked.text;
  EXPECT_FALSE(asked.at("/is_now").as_bool());
  EXPECT_EQ(NoticesOf(jim_), told + 1);
  const auto pending = coaching::FindPending(*db().Read(), kOrg, jim_);
  ASSERT_EQ(pending.size(), 1u);
  EXPECT_EQ(pending[0].state, coaching::PromiseState::asked);
  EXPECT_EQ(pending[0].rep_id, jada_);
  db().Write([&](db::Tx& tx) {
    action::Tables tables;
    AddTables(tables);
    coaching::AddTables(tables);
    tables.Add({.name = "notice"});
    action::Action undoing(tx, {kOrg, jada_}, "action.undo", now_);
    EXPECT_TRUE(action::Undo(undoing, *action_id_, tables).kept.empty());
  });
  EXPECT_TRUE(IsNow(jada_));
  EXPECT_TRUE(coaching::FindPending(*db().Read(), kOrg, jim_).empty());
}

TEST_P(FirstDayTest, AsksWithFaultsSaid) {
  const auto refused =
      Post(jada_, "/api/v1/first-day/request",
           R"({"kind":"one_to_one","title":"","minutes":0,"due_at":"2026-11-20T10:00:00Z"})");
  EXPECT_EQ(refused.status, 422) << refused.text;
  EXPECT_EQ(refused.at("/errors").as_array().size(), 3u);
  EXPECT_TRUE(IsNow(jada_));
}

TEST_P(FirstDayTest, ARequestFromAnotherScreenEndsItToo) {
  coaching::InsertPromise(
      db(), kOrg,
      coaching::PromiseOf(jim_, jada_, "2026-11-25T10:00:00Z", now_, coaching::PromiseState::asked));
  EXPECT_FALSE(IsNow(jada_));
}

TEST_P(FirstDayTest, CanBePutAwayOnce) {
  ASSERT_EQ(Post(jada_, "/api/v1/first-day/dismissal", "").status, 200);
  EXPECT_FALSE(IsNow(jada_));
  EXPECT_EQ(Post(jada_, "/api/v1/first-day/dismissal", "").status, 409);
  EXPECT_EQ(Post(tom_, "/api/v1/first-day/dismissal", "").status, 409);  // not new
  EXPECT_EQ(Post(dana_, "/api/v1/first-day/dismissal", "").status, 403);
}

TEST_P(FirstDayTest, WithoutAManagerThereIsNobodyToAsk) {
  Id nia;
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "test", now_);
    nia = AddPerson(action, "Nia New", access::Role::rep, dana_);
  });
  Joins(nia, now_);
  EXPECT_TRUE(Day(nia).at("/request").is_null());
  EXPECT_EQ(
      Post(nia, "/api/v1/first-day/request",
           R"({"kind":"one_to_one","title":"My first hour","minutes":30,"due_at":"2026-11-25T10:00:00Z"})")
          .status,
      409);
}

TEST(FirstHourTest, IsTenOnTheNextWorkingDay) {
  const auto at = [](const char* day, int minute) { return ToInstant({*ParseDay(day), minute}, "UTC"); };
  EXPECT_EQ(FirstHour(at("2026-11-24", 900), "UTC"), at("2026-11-25", 600));
  EXPECT_EQ(FirstHour(at("2026-11-27", 100), "UTC"), at("2026-11-30", 600));  // from a Friday to Monday
  EXPECT_EQ(FirstHour(at("2026-11-29", 100), "UTC"), at("2026-11-30", 600));
}

INSTANTIATE_TEST_SUITE_P(Engines, FirstDayTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::first_day
