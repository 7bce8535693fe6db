// A director's plan for the managers below: who makes, sees, changes and approves it, and what comes of it.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "action/undo.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "plan/plan_routes.h"
#include "plan/plan_store.h"

namespace baton::plan {
namespace {

class PlanOfSeveralTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "people.create", now_);
      rosa_ = AddPerson(action, "Rosa Diaz", access::Role::rep, max_);
      otto_ = AddPerson(action, "Otto Lind", access::Role::director, {});
      nina_ = AddPerson(action, "Nina Falk", access::Role::manager, otto_);
      orrin_ = AddAccount(action, "Orrin Mills", "Textile", 2'000'000, max_);
      dock_ = AddAccount(action, "Dock Freight", "Freight", 1'000'000, max_);
      own_ = AddAccount(action, "Dana's own", "Cars", 500'000, dana_);
      far_ = AddAccount(action, "Far away", "Cars", 500'000, nina_);
      for (int i = 0; i < 3; ++i) AddAccount(action, "Mill " + std::to_string(i), "Textile", 100'000, rosa_);
    });
  }

  void AddRoutes(http::Router& router) override {
    AddPlanRoutes(router);
    handoff::AddHandoffRoutes(router);
  }

  static std::string ListOf(const std::vector<Id>& ids) {
    std::string text;
    for (const Id id : ids) text += (text.empty() ? "\"" : ",\"") + ToString(id) + "\"";
    return "[" + text + "]";
  }
  handoff::TestReply MadeFor(Id lead, const std::vector<Id>& managers) {
    return Post(lead, "/api/v1/plans",
                R"({"rules":{"keep_below_fit":0.2},"manager_ids":)" + ListOf(managers) + "}");
  }
  static std::string PathOf(const handoff::TestReply& plan) { return "/api/v1/plans/" + plan.Said("/id"); }
  static json::Value LineOf(const handoff::TestReply& plan, Id account) {
    for (const json::Value& line : plan.at("/lines").as_array()) {
      if (line.at_pointer("/account/id").as_string() == ToString(account)) return line;
    }
    return nullptr;
  }
  static std::string At(const json::Value& line, std::string_view pointer) {
    return std::string(line.at_pointer(pointer).as_string());
  }

  Id rosa_, otto_, nina_, orrin_, dock_, own_, far_;
};

TEST_P(PlanOfSeveralTest, OneProblemOverTwoManagersWithEachLinesOwn) {
  const auto plan = MadeFor(dana_, {jim_, max_});
  ASSERT_EQ(plan.status, 201) << plan.text;
  EXPECT_EQ(plan.Said("/manager/id"), ToString(dana_));
  EXPECT_EQ(plan.Said("/managers/0/name"), "Jim Calder");
  EXPECT_EQ(plan.Said("/managers/1/name"), "Max Orr");
  EXPECT_FALSE(plan.at("/is_partial").as_bool());
  EXPECT_EQ(plan.Said("/status"), "optimal");
  EXPECT_EQ(plan.Said("/weeks_status"), "optimal");
  EXPECT_EQ(plan.at("/lines").as_array().size(), 5u);
  EXPECT_EQ(plan.at("/loads").as_array().size(), 4u);
  EXPECT_EQ(At(LineOf(plan, larmar_), "/from/name"), "Jim Calder");
  EXPECT_EQ(At(LineOf(plan, orrin_), "/from/name"), "Max Orr");
  EXPECT_EQ(At(LineOf(plan, orrin_), "/successor/name"), "Rosa Diaz");
  // Jada knows freight, and Max's client goes to Jim's team for that.
  EXPECT_EQ(At(LineOf(plan, dock_), "/successor/name"), "Jada Ellis");
  EXPECT_NE(plan.text.find("Does not work for Max Orr"), std::string::npos);
  EXPECT_EQ(Get(dana_, PathOf(plan)).body, plan.body);
  const auto csv = Get(dana_, PathOf(plan) + ".csv");
  EXPECT_NE(csv.text.find("Orrin Mills,Max Orr,20000.00,USD,Rosa Diaz"), std::string::npos) << csv.text;

  // With the own clients too, chosen ones only.
  const auto chosen =
      Post(dana_, "/api/v1/plans",
           R"({"manager_ids":)" + ListOf({dana_, max_}) + R"(,"account_ids":)" + ListOf({own_, dock_}) + "}");
  ASSERT_EQ(chosen.status, 201) << chosen.text;
  EXPECT_EQ(chosen.at("/lines").as_array().size(), 2u);
  EXPECT_EQ(At(LineOf(chosen, own_), "/from/name"), "Dana Ruiz");
  EXPECT_EQ(Post(dana_, "/api/v1/plans", "{}").at("/lines").as_array().size(), 1u) << "only the own ones";
}

TEST_P(PlanOfSeveralTest, TheLimitOfIntroductionsIsEachManagersOwn) {
  const auto plan = Post(dana_, "/api/v1/plans",
                         R"({"rules":{"keep_below_fit":0,"introductions_per_manager":1},"manager_ids":)" +
                             ListOf({jim_, max_}) + "}");
  ASSERT_EQ(plan.status, 201) << plan.text;
  std::map<std::string, std::set<std::string>> weeks;
  std::size_t introductions = 0;
  for (const json::Value& line : plan.at("/lines").as_array()) {
    if (line.at("week_on").is_null()) continue;
    weeks[At(line, "/from/name")].insert(At(line, "/week_on"));
    ++introductions;
  }
  EXPECT_EQ(introductions, 5u);
  EXPECT_EQ(weeks["Jim Calder"], (std::set<std::string>{"2026-11-30", "2026-12-07", "2026-12-14"}));
  EXPECT_EQ(weeks["Max Orr"], (std::set<std::string>{"2026-11-30", "2026-12-07"}));
}

TEST_P(PlanOfSeveralTest, WhoMayMakeOneForWhom) {
  const auto refused = [&](Id lead, const std::vector<Id>& managers, const std::string& where) {
    const auto reply = MadeFor(lead, managers);
    EXPECT_EQ(reply.status, 422) << reply.text;
    EXPECT_NE(reply.text.find(where), std::string::npos) << reply.text;
  };
  refused(jim_, {max_}, "manager_ids[0]");
  refused(jim_, {jim_, dana_}, "manager_ids[1]");
  refused(dana_, {jim_, nina_}, "manager_ids[1]");
  refused(dana_, {jada_}, "manager_ids[0]");
  refused(dana_, {jim_, jim_}, "manager_ids[1]");
  refused(dana_, {}, "manager_ids");
  EXPECT_EQ(MadeFor(jada_, {jada_}).status, 403);
  EXPECT_EQ(MadeFor(ann_, {jim_}).status, 403);
  EXPECT_EQ(MadeFor(jim_, {jim_}).status, 201);
  // Accounts of others are no part of it.
  const auto foreign =
      Post(dana_, "/api/v1/plans",
           R"({"manager_ids":)" + ListOf({jim_}) + R"(,"account_ids":)" + ListOf({dock_}) + "}");
  EXPECT_NE(foreign.status, 201);
}

TEST_P(PlanOfSeveralTest, AManagerInItSeesTheOwnPartAndChangesNothing) {
  const auto plan = MadeFor(dana_, {jim_, max_});
  const auto seen = Get(max_, PathOf(plan));
  ASSERT_EQ(seen.status, 200) << seen.text;
  EXPECT_TRUE(seen.at("/is_partial").as_bool());
  EXPECT_EQ(seen.Said("/manager/name"), "Dana Ruiz");
  EXPECT_EQ(seen.at("/managers").as_array().size(), 1u);
  EXPECT_EQ(seen.at("/lines").as_array().size(), 2u);
  EXPECT_TRUE(LineOf(seen, larmar_).is_null());
  ASSERT_EQ(seen.at("/loads").as_array().size(), 1u);
  EXPECT_EQ(seen.Said("/loads/0/person/name"), "Rosa Diaz");
  EXPECT_EQ(seen.text.find("Larmar"), std::string::npos);
  EXPECT_EQ(Get(max_, "/api/v1/plans").at("/items").as_array().size(), 1u);
  const auto csv = Get(max_, PathOf(plan) + ".csv");
  EXPECT_NE(csv.text.find("Orrin Mills"), std::string::npos);
  EXPECT_EQ(csv.text.find("Larmar"), std::string::npos);
  const auto own = MadeFor(max_, {max_});
  const auto compared = Get(max_, PathOf(own) + "/comparison?with=" + plan.Said("/id"));
  ASSERT_EQ(compared.status, 200) << compared.text;
  EXPECT_EQ(compared.text.find("Larmar"), std::string::npos);

  const auto changed = Post(max_, PathOf(plan) + "/changes", "{}", 1);
  EXPECT_EQ(changed.status, 403);
  EXPECT_NE(changed.text.find("Dana Ruiz"), std::string::npos) << changed.text;
  EXPECT_EQ(Post(max_, PathOf(plan) + "/approval", "", 1).status, 403);
  EXPECT_EQ(Ask(max_, http::Method::remove, PathOf(plan)).status, 403);

  EXPECT_EQ(Get(jada_, PathOf(plan)).status, 403);
  EXPECT_EQ(Get(ann_, PathOf(plan)).status, 403);
  for (const Id other : {nina_, otto_}) {
    EXPECT_EQ(Get(other, PathOf(plan)).status, 404);
    EXPECT_EQ(Post(other, PathOf(plan) + "/changes", "{}", 1).status, 404);
    EXPECT_EQ(Post(other, PathOf(plan) + "/approval", "", 1).status, 404);
    EXPECT_EQ(Ask(other, http::Method::remove, PathOf(plan)).status, 404);
    EXPECT_TRUE(Get(other, "/api/v1/plans").at("/items").as_array().empty());
  }
  // Whose clients are not in it sees nothing of it.
  const auto of_jim = MadeFor(dana_, {jim_});
  EXPECT_EQ(Get(max_, PathOf(of_jim)).status, 404);
}

TEST_P(PlanOfSeveralTest, ChangesFollowTheBookAndTheTree) {
  const auto plan = MadeFor(dana_, {jim_, max_});
  const auto moved = Post(
      dana_, PathOf(plan) + "/changes",
      R"({"assign":[{"account_id":")" + ToString(larmar_) + R"(","person_id":")" + ToString(rosa_) + "\"}]}",
      1);
  ASSERT_EQ(moved.status, 200) << moved.text;
  EXPECT_EQ(Get(dana_, PathOf(plan)).body.at_pointer("/version").as_int64(), 2);
  EXPECT_EQ(At(LineOf(Get(dana_, PathOf(plan)), larmar_), "/successor/name"), "Rosa Diaz");
  // From Jim to Max meanwhile: the line is Max's then. To a rep: it leaves.
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "account.update", now_);
    EXPECT_TRUE(book::MoveOwnership(action, larmar_, max_));
    EXPECT_TRUE(book::MoveOwnership(action, bexley_, jada_));
  });
  ASSERT_EQ(Post(dana_, PathOf(plan) + "/changes", "{}", 2).status, 200);
  const auto followed = Get(dana_, PathOf(plan));
  EXPECT_EQ(At(LineOf(followed, larmar_), "/from/name"), "Max Orr");
  EXPECT_TRUE(LineOf(followed, bexley_).is_null());
  // Max leads for somebody else: his clients are not Dana's to plan any more.
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = $3 WHERE org_id = $1 AND id = $2", kOrg, max_, otto_);
  });
  const auto refused = Post(dana_, PathOf(plan) + "/approval", "", followed.Number("/version"));
  EXPECT_EQ(refused.status, 409) << refused.text;
  ASSERT_EQ(Post(dana_, PathOf(plan) + "/changes", "{}", followed.Number("/version")).status, 200);
  const auto left = Get(dana_, PathOf(plan));
  EXPECT_EQ(left.at("/managers").as_array().size(), 1u);
  EXPECT_EQ(left.Said("/managers/0/name"), "Jim Calder");
  EXPECT_EQ(Get(otto_, PathOf(plan)).status, 404);
}

TEST_P(PlanOfSeveralTest, ApprovalTellsEachOnceAndIsTakenBackAsOneDeed) {
  const auto plan = MadeFor(dana_, {jim_, max_});
  const auto approved = Post(dana_, PathOf(plan) + "/approval", "", 1);
  ASSERT_EQ(approved.status, 200) << approved.text;
  const Id action = *action_id_;
  const auto of_max = Get(max_, "/api/v1/handoffs?role=mine");
  EXPECT_EQ(of_max.at("/items").as_array().size(), 2u);
  EXPECT_EQ(of_max.Said("/items/0/from/name"), "Max Orr");
  EXPECT_EQ(Get(jim_, "/api/v1/handoffs?role=mine").at("/items").as_array().size(), 3u);
  for (const Id told : {jim_, max_, jada_, rosa_}) EXPECT_EQ(NoticesOf(told), 1);
  EXPECT_EQ(NoticesOf(dana_), 0);
  EXPECT_EQ(Get(max_, PathOf(plan)).Said("/state"), "approved");

  action::Tables tables;
  AddTables(tables);
  handoff::AddTables(tables);
  tables.Add({.name = "notice"});
  access::Principal dana;
  dana.org_id = kOrg;
  dana.person_id = dana_;
  dana.role = access::Role::director;
  const access::Scope own = access::ScopeOf(dana, access::Deed::change, access::Word::action);
  EXPECT_FALSE(action::WhyOutOfReach(*db().Read(), dana, own, action, tables));
  access::Principal max = dana;
  max.person_id = max_;
  max.role = access::Role::manager;
  EXPECT_TRUE(action::WhyOutOfReach(*db().Read(), max, own, action, tables));
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, dana_}, "action.undo", now_);
    EXPECT_TRUE(action::Undo(undoing, action, tables).kept.empty());
  });
  EXPECT_TRUE(Get(max_, "/api/v1/handoffs?role=mine").at("/items").as_array().empty());
  EXPECT_EQ(Get(dana_, PathOf(plan)).Said("/state"), "draft");
  EXPECT_EQ(NoticesOf(max_), 0);
}

TEST_P(PlanOfSeveralTest, WhatMovedOnIsNamed) {
  const auto plan = MadeFor(dana_, {jim_, max_});
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, max_}, "account.update", now_);
    EXPECT_TRUE(book::MoveOwnership(action, dock_, jim_));
  });
  const auto refused = Post(dana_, PathOf(plan) + "/approval", "", 1);
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.text.find("Dock Freight"), std::string::npos) << refused.text;
  EXPECT_TRUE(Get(jim_, "/api/v1/handoffs?role=mine").at("/items").as_array().empty());
}

TEST_P(PlanOfSeveralTest, WhoSaidNoIsFollowedByWhomThePlanCouldHaveAsked) {
  const auto plan = MadeFor(dana_, {max_});
  ASSERT_EQ(Post(dana_, PathOf(plan) + "/approval", "", 1).status, 200);
  const auto coming = Get(jada_, "/api/v1/handoffs?role=to_me");
  ASSERT_EQ(coming.at("/items").as_array().size(), 1u) << coming.text;
  const std::string path = "/api/v1/handoffs/" + coming.Said("/items/0/id");
  ASSERT_EQ(Post(jada_, path + "/stage", R"({"stage":"declined","reason":"No hour"})", 1).status, 200);
  const auto next = Get(max_, path + "/next");
  ASSERT_FALSE(next.at("/items").as_array().empty()) << next.text;
  const auto asked = Post(max_, path + "/next", R"({"to_id":")" + ToString(tom_) + "\"}");
  EXPECT_EQ(asked.status, 201) << asked.text;
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanOfSeveralTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::plan
