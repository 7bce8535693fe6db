// After a no: who could be asked, and asking. And a plan that is taken back as a whole while its handoffs are on their way.
#include <gtest/gtest.h>

#include <algorithm>

#include "action/undo.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "plan/next.h"
#include "plan/plan_routes.h"
#include "plan/plan_store.h"

namespace baton::plan {
namespace {

class NextRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddPlanRoutes(router);
    handoff::AddHandoffRoutes(router);
  }

  // Jim's three accounts are on their way; returns the handoff of one of them and to whom it goes.
  void Approve(const std::string& rules = R"({"keep_below_fit":0.1})") {
    const auto plan = Post(jim_, "/api/v1/plans", R"({"rules":)" + rules + "}");
    ASSERT_EQ(plan.status, 201) << plan.text;
    const auto approved = Post(jim_, "/api/v1/plans/" + plan.Said("/id") + "/approval", "", 1);
    ASSERT_EQ(approved.status, 200) << approved.text;
    approval_ = *action_id_;
    const auto open = handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_);
    ASSERT_TRUE(open);
    larmars_ = *open;
  }
  std::string Path(Id handoff, const std::string& rest) const {
    return "/api/v1/handoffs/" + ToString(handoff) + "/" + rest;
  }
  handoff::TestReply Step(Id person, Id handoff, const std::string& stage, std::int64_t version,
                          const std::string& more = "") {
    return Post(person, Path(handoff, "stage"), R"({"stage":")" + stage + "\"" + more + "}", version);
  }
  handoff::TestReply Ask(Id person, Id handoff, Id to) {
    return Post(person, Path(handoff, "next"), R"({"to_id":")" + ToString(to) + "\"}");
  }
  action::Undone Undo(Id action) {
    action::Tables tables;
    AddTables(tables);
    handoff::AddTables(tables);
    tables.Add({.name = "ownership"});
    tables.Add({.name = "notice"});
    return db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      return action::Undo(undoing, action, tables);
    });
  }

  handoff::Handoff larmars_;
  Id approval_;
};

TEST_P(NextRoutesTest, AfterTheRepsNoThePlansNextBestIsOffered) {
  Approve();
  EXPECT_TRUE(Get(jim_, Path(larmars_.id, "next")).at("/items").as_array().empty()) << "nobody has said no";
  ASSERT_EQ(Step(larmars_.to_id, larmars_.id, "declined", 1, R"(,"reason":"No hour before March")").status,
            200);
  const auto next = Get(jim_, Path(larmars_.id, "next"));
  ASSERT_EQ(next.status, 200) << next.text;
  ASSERT_GE(next.at("/items").as_array().size(), 1u);
  const Id best = *ParseId(next.Said("/items/0/person/id"));
  EXPECT_NE(best, larmars_.to_id);
  EXPECT_NE(next.Said("/items/0/why").find("fits by"), std::string::npos);
  const auto others = Get(larmars_.to_id, Path(larmars_.id, "next"));
  EXPECT_TRUE(others.at("/items").as_array().empty()) << "how colleagues fit is not for who said no";

  EXPECT_EQ(Ask(best, larmars_.id, best).status, 404) << "it is not for the next one to take";
  EXPECT_EQ(Ask(larmars_.to_id, larmars_.id, best).status, 403);
  EXPECT_EQ(Ask(jim_, larmars_.id, max_).status, 422) << "of another team";
  EXPECT_EQ(Ask(jim_, larmars_.id, jim_).status, 422);
  const auto notices = NoticesOf(best);
  const auto asked = Ask(jim_, larmars_.id, best);
  ASSERT_EQ(asked.status, 201) << asked.text;
  EXPECT_EQ(asked.Said("/stage"), "proposed");
  EXPECT_EQ(asked.Said("/to/id"), ToString(best));
  EXPECT_EQ(NoticesOf(best), notices + 1);
  EXPECT_EQ(Ask(jim_, larmars_.id, best).Said("/code"), "problem.plan.under_way");
  EXPECT_TRUE(Get(jim_, Path(larmars_.id, "next")).at("/items").as_array().empty());

  // The second no leaves neither of the two.
  const Id second = *ParseId(asked.Said("/id"));
  ASSERT_EQ(Step(best, second, "declined", 1, R"(,"reason":"Nor I")").status, 200);
  const auto left = Get(jim_, Path(second, "next"));
  for (const auto& item : left.at("/items").as_array()) {
    EXPECT_NE(item.at_pointer("/person/id").as_string(), ToString(best));
    EXPECT_NE(item.at_pointer("/person/id").as_string(), ToString(larmars_.to_id));
  }
}

// For the client's page, before anybody has said no: not the successor, nor who has refused this client before.
TEST_P(NextRoutesTest, WhomAClientMayWishForIsSomebodyElse) {
  Approve();
  const auto others = [&](const handoff::Handoff& handoff) {
    std::vector<Id> ids;
    auto found = FindCandidates(*db().Read(), kOrg, std::span(&handoff, 1), 9);
    for (const Candidate& one : found[handoff.id]) ids.push_back(one.person_id);
    return ids;
  };
  const auto before = others(larmars_);
  ASSERT_FALSE(before.empty());
  EXPECT_EQ(std::ranges::count(before, larmars_.to_id), 0);
  ASSERT_EQ(Step(larmars_.to_id, larmars_.id, "declined", 1, R"(,"reason":"No hour before March")").status,
            200);
  const auto asked = Ask(jim_, larmars_.id, before.front());
  ASSERT_EQ(asked.status, 201) << asked.text;
  auto now = handoff::FindHandoffById(*db().Read(), kOrg, *ParseId(asked.Said("/id")));
  now->plan_id = larmars_.plan_id;
  const auto after = others(*now);
  EXPECT_EQ(std::ranges::count(after, larmars_.to_id), 0) << "who said no";
  EXPECT_EQ(std::ranges::count(after, before.front()), 0);
}

TEST_P(NextRoutesTest, AfterTheClientsNoToo) {
  Approve();
  Step(jim_, larmars_.id, "introduced", 1);
  Step(larmars_.to_id, larmars_.id, "returned", 2, R"(,"reason":"They want Tom","refused_by":"client")");
  EXPECT_FALSE(Get(jim_, Path(larmars_.id, "next")).at("/items").as_array().empty());
  EXPECT_EQ(Ask(jim_, larmars_.id, lena_).status, 201) << "anybody of the team may be asked";
}

TEST_P(NextRoutesTest, AskingIsUndone) {
  Approve();
  Step(larmars_.to_id, larmars_.id, "declined", 1, R"(,"reason":"No")");
  Ask(jim_, larmars_.id, lena_);
  EXPECT_TRUE(Undo(*action_id_).kept.empty());
  EXPECT_FALSE(handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_));
}

TEST_P(NextRoutesTest, NobodyIsOfferedWhomAForbiddenPairKeepsOut) {
  Approve();
  Step(larmars_.to_id, larmars_.id, "declined", 1, R"(,"reason":"No")");
  const Id best = *ParseId(Get(jim_, Path(larmars_.id, "next")).Said("/items/0/person/id"));
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "plan.change", now_);
    Forbidden pair;
    pair.account_id = larmar_;
    pair.person_id = best;
    action.Insert(pair);
  });
  const auto left = Get(jim_, Path(larmars_.id, "next"));
  for (const auto& item : left.at("/items").as_array())
    EXPECT_NE(item.at_pointer("/person/id").as_string(), ToString(best));
  EXPECT_EQ(Ask(jim_, larmars_.id, best).Said("/code"), "problem.handoff.forbidden_pair");
}

TEST_P(NextRoutesTest, WhatGoesAlongIsThePlansUnlessSaidOtherwise) {
  Approve(R"({"keep_below_fit":0.1,"moves":{"credit":true,"tasks":false}})");
  EXPECT_TRUE(larmars_.moves_credit);
  EXPECT_FALSE(larmars_.moves_tasks);
  EXPECT_TRUE(larmars_.moves_open_deals);
  Step(larmars_.to_id, larmars_.id, "declined", 1, R"(,"reason":"No")");
  EXPECT_TRUE(Ask(jim_, larmars_.id, lena_).at("/moves/credit").as_bool());
}

// The run of a plan is one deed. What somebody has taken further since stays and is listed; the rest goes.
TEST_P(NextRoutesTest, ARunIsUndoneAsAWholeAlsoOnItsWay) {
  Approve();
  const auto others = handoff::FindOpenHandoffs(*db().Read(), kOrg, std::vector{bexley_, wren_});
  ASSERT_EQ(others.size(), 2u);
  ASSERT_EQ(Step(larmars_.to_id, larmars_.id, "accepted", 1).status, 200);
  ASSERT_EQ(Post(others[0].to_id, Path(others[0].id, "steps/briefing"), "{}", 1).status, 200);
  const auto undone = Undo(approval_);
  ASSERT_EQ(undone.kept.size(), 2u);
  for (const action::KeptRow& kept : undone.kept) {
    EXPECT_EQ(kept.table_name, "handoff");
    const bool is_accepted = kept.row_id == larmars_.id;
    EXPECT_EQ(kept.why, is_accepted ? "changed_since" : "still_used");
  }
  EXPECT_EQ(Get(jim_, "/api/v1/handoffs").at("/items").as_array().size(), 2u);
  EXPECT_EQ(handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_)->stage, handoff::Stage::accepted);
  EXPECT_FALSE(handoff::FindOpenHandoff(*db().Read(), kOrg, others[1].account_id));
  EXPECT_EQ(OwnerOf(larmar_), jim_);
}

// Of two who move the same handoff at once the second is told, and nothing is lost.
TEST_P(NextRoutesTest, TwoWhoMoveTheSameHandoffAtOnce) {
  Approve();
  ASSERT_EQ(Step(larmars_.to_id, larmars_.id, "accepted", 1).status, 200);
  for (const auto& late :
       {Step(jim_, larmars_.id, "introduced", 1), Step(jim_, larmars_.id, "returned", 1, R"(,"reason":"No")"),
        Post(jim_, Path(larmars_.id, "pause"), R"({"until_on":"2026-12-10","reason":"Later"})", 1),
        Post(jim_, Path(larmars_.id, "steps/briefing"), "{}", 1),
        TeamTest::Ask(jim_, http::Method::patch, Path(larmars_.id, "moves"), R"({"credit":true})", 1)}) {
    EXPECT_EQ(late.status, 412);
    EXPECT_EQ(late.Said("/code"), "problem.stale") << late.text;
  }
  EXPECT_EQ(handoff::FindOpenHandoff(*db().Read(), kOrg, larmar_)->version, 2);
}

INSTANTIATE_TEST_SUITE_P(Engines, NextRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::plan
