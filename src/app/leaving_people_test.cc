#include "app/leaving_people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/undo.h"
#include "coaching/directory.h"
#include "coaching/promise_for_test.h"
#include "coaching/promise_routes.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "notice/notice_routes.h"
#include "people/people_routes.h"
#include "session/secret.h"
#include "session/session_store.h"

namespace baton::app {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC.
class LeavingPeopleTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    people::AddPeopleRoutes(router, LeavingPeople());
    handoff::AddHandoffRoutes(router);
    coaching::AddPromiseRoutes(router);
  }

  // Larmar is on its way to this rep, whose letter Jim will review.
  void GiveWork(Id rep) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = larmar_, .from_id = jim_, .to_id = rep};
      handoff::Propose(action, std::span(&proposal, 1));
    });
    coaching::InsertPromise(db(), kOrg, coaching::PromiseOf(jim_, rep, "2026-11-24T10:41:00Z", now_));
  }
  handoff::TestReply Remove(Id who, Id person, const std::string& query = "") {
    return Ask(who, http::Method::remove, "/api/v1/people/" + ToString(person) + query);
  }
  std::size_t PromisesOf(Id person) { return coaching::FindPending(*db().Read(), kOrg, person).size(); }
};

TEST_P(LeavingPeopleTest, AsksBeforeWorkEnds) {
  GiveWork(lena_);
  const auto asked = Remove(jim_, lena_);
  ASSERT_EQ(asked.status, 409) << asked.text;
  EXPECT_EQ(asked.Said("/code"), "problem.person.work_ends");
  EXPECT_THAT(asked.Said("/detail"), testing::StartsWith("One client is on the way to Lena Koch"));
  EXPECT_TRUE(handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_).has_value());
  EXPECT_EQ(PromisesOf(jim_), 1u);

  EXPECT_EQ(Remove(jim_, lena_, "?ends_work=true").status, 204);
  EXPECT_FALSE(handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_).has_value());
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  EXPECT_EQ(PromisesOf(jim_), 0u);
  EXPECT_TRUE(Get(jim_, "/api/v1/promises?state=open").at("/items").as_array().empty());
  const auto ended = Get(jim_, "/api/v1/handoffs?ended=true");
  EXPECT_EQ(ended.Said("/items/0/stage"), "returned");
  EXPECT_EQ(ended.Said("/items/0/reason"), "Lena Koch has left");
}

TEST_P(LeavingPeopleTest, WhoHoldsNothingIsRemovedUnasked) { EXPECT_EQ(Remove(jim_, lena_).status, 204); }

TEST_P(LeavingPeopleTest, AccountsNeedAnOwnerFirst) {
  GiveWork(jada_);
  EXPECT_EQ(Remove(jim_, jada_, "?ends_work=true").Said("/code"), "problem.person.owns_accounts");
}

TEST_P(LeavingPeopleTest, TheOtherOneOfAPromiseIsTold) {
  GiveWork(lena_);
  const auto before = NoticesOf(jim_);
  EXPECT_EQ(Remove(ann_, lena_, "?ends_work=true").status, 204);
  EXPECT_EQ(NoticesOf(jim_), before + 2);  // the promise, and the client who stays
}

TEST_P(LeavingPeopleTest, AnUndoBringsTheWorkBackButNoKeys) {
  GiveWork(lena_);
  db().Write([&](db::Tx& tx) {
    session::InsertApiToken(tx, {tx.NewId(), session::TokenHash("robot"), kOrg, lena_, "robot",
                                 access::TokenScope::all, now_, now_ + session::kSessionLife, std::nullopt});
  });
  EXPECT_EQ(Remove(jim_, lena_, "?ends_work=true").status, 204);
  EXPECT_FALSE(session::FindApiToken(*db().Read(), "robot", now_).has_value());
  action::Tables tables;
  people::AddTables(tables);
  handoff::AddTables(tables);
  notice::AddTables(tables);
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    EXPECT_TRUE(action::Undo(undoing, *action_id_, tables).kept.empty());
  });
  EXPECT_TRUE(handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_).has_value());
  EXPECT_EQ(PromisesOf(jim_), 1u);
  EXPECT_FALSE(session::FindApiToken(*db().Read(), "robot", now_).has_value());
}

TEST_P(LeavingPeopleTest, WhatTheSuccessorOwnsDoesNotGoBackToWhoLeft) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    for (const Id account : {larmar_, bexley_, wren_}) {
      EXPECT_TRUE(book::MoveOwnership(action, account, account == larmar_ ? lena_ : jada_));
    }
    const handoff::Proposal proposal{.account_id = larmar_, .from_id = tom_, .to_id = lena_};
    const auto proposed = handoff::Propose(action, std::span(&proposal, 1)).front();
    handoff::Handoff owned = proposed;
    owned.stage = handoff::Stage::owned;
    EXPECT_TRUE(action.Update(proposed, owned));
    for (const Id account : book::FindOwnedAccounts(tx, kOrg, tom_)) {
      EXPECT_TRUE(book::MoveOwnership(action, account, jada_));
    }
  });
  EXPECT_EQ(Remove(jim_, tom_).status, 204);  // the client is Lena's already: nothing ends
  const auto handoff = *handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_);
  const std::string path = "/api/v1/handoffs/" + ToString(handoff.id) + "/stage";
  const auto back = Post(lena_, path, R"({"stage":"returned","reason":"No"})", handoff.version);
  EXPECT_EQ(back.Said("/code"), "problem.handoff.former_left");
  Meet(larmar_, {lena_}, DaysFromNow(3));
  now_ = DaysFromNow(30);
  EXPECT_EQ(Post(lena_, path, R"({"stage":"confirmed"})", handoff.version).status, 200);
}

INSTANTIATE_TEST_SUITE_P(Engines, LeavingPeopleTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
