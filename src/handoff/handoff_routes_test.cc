#include "handoff/handoff_routes.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "db/statement_count.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"

namespace baton::handoff {
namespace {

class HandoffRoutesTest : public TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddHandoffRoutes(router); }

  Id Proposed(Id account, Id to) {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const Proposal proposal{.account_id = account,
                              .from_id = jim_,
                              .to_id = to,
                              .plan_id = {},
                              .introduction_on = *ParseDay("2026-11-30")};
      return Propose(action, std::span(&proposal, 1)).front().id;
    });
  }

  TestReply Step(Id person, Id handoff, std::string_view stage, std::int64_t version,
                 std::string_view reason = "") {
    return Post(person, "/api/v1/handoffs/" + ToString(handoff) + "/stage",
                "{\"stage\":\"" + std::string(stage) + "\",\"reason\":\"" + std::string(reason) + "\"}",
                version);
  }
};

TEST_P(HandoffRoutesTest, TheWholeWay) {
  const Id id = Proposed(larmar_, jada_);
  EXPECT_EQ(NoticesOf(jada_), 1);
  EXPECT_EQ(Step(jada_, id, "accepted", 1).status, 200);
  EXPECT_EQ(NoticesOf(jim_), 1);
  EXPECT_EQ(Step(jim_, id, "introduced", 2).status, 200);
  EXPECT_EQ(Step(jada_, id, "expectations", 3).status, 200);
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  const auto owned = Step(jada_, id, "owned", 4);
  ASSERT_EQ(owned.status, 200) << owned.text;
  EXPECT_EQ(OwnerOf(larmar_), jada_);
  EXPECT_EQ(owned.Said("/stage"), "owned");
  EXPECT_EQ(owned.Number("/version"), 5);
  EXPECT_EQ(owned.Said("/dates/owned_at"), "2026-11-24T09:41:00Z");
  Meet(larmar_, {jada_}, DaysFromNow(3));
  now_ = DaysFromNow(30);
  const auto confirmed = Step(jim_, id, "confirmed", 5);
  EXPECT_EQ(confirmed.status, 200) << confirmed.text;
  EXPECT_EQ(confirmed.Said("/dates/ended_at"), "2026-12-24T09:41:00Z");
  EXPECT_TRUE(confirmed.at("/next_steps").as_array().empty());
  EXPECT_EQ(Step(jim_, id, "returned", 6, "Late").status, 409);
}

TEST_P(HandoffRoutesTest, ThePastNamesWhoTookEachStep) {
  const Id id = Proposed(larmar_, jada_);
  Step(jada_, id, "accepted", 1);
  Step(jim_, id, "introduced", 2);
  const auto past = Get(jada_, "/api/v1/handoffs/" + ToString(id) + "/history");
  ASSERT_EQ(past.status, 200) << past.text;
  ASSERT_EQ(past.at("/items").as_array().size(), 3U);
  EXPECT_EQ(past.Said("/items/0/stage"), "introduced");
  EXPECT_EQ(past.Said("/items/0/person/id"), ToString(jim_));
  EXPECT_EQ(past.Said("/items/1/person/id"), ToString(jada_));
  EXPECT_EQ(past.Said("/items/2/stage"), "proposed");
  EXPECT_EQ(Get(tom_, "/api/v1/handoffs/" + ToString(id) + "/history").status, 404) << "not his to see";
}

TEST_P(HandoffRoutesTest, GivenBackAfterItWasOwned) {
  const Id id = Proposed(larmar_, jada_);
  Step(jim_, id, "introduced", 1);
  Step(jim_, id, "expectations", 2);
  Step(jim_, id, "owned", 3);
  EXPECT_EQ(OwnerOf(larmar_), jada_);
  EXPECT_EQ(Step(jada_, id, "returned", 4, "").status, 422);
  EXPECT_EQ(Step(jada_, id, "returned", 4, "They want Jim").status, 200);
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  EXPECT_FALSE(FindOpenHandoff(*db().Read(), kOrg, larmar_));
}

// An account that was given to another team while it was on its way stays there.
TEST_P(HandoffRoutesTest, TakesNothingFromAnotherTeam) {
  const auto give = [&](Id account, Id owner) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, ann_}, "account.change", now_);
      EXPECT_TRUE(book::MoveOwnership(action, account, owner));
    });
  };
  const Id id = Proposed(larmar_, jada_);
  Step(jim_, id, "introduced", 1);
  Step(jim_, id, "expectations", 2);
  give(larmar_, max_);
  EXPECT_EQ(Step(jim_, id, "owned", 3).status, 409);
  EXPECT_EQ(Step(jim_, id, "returned", 3, "Max has it").status, 200);
  EXPECT_EQ(OwnerOf(larmar_), max_);

  const Id other = Proposed(bexley_, tom_);
  Step(jim_, other, "introduced", 1);
  Step(jim_, other, "expectations", 2);
  Step(jim_, other, "owned", 3);
  give(bexley_, max_);
  EXPECT_EQ(Step(jim_, other, "returned", 4, "Max has it").status, 200);
  EXPECT_EQ(OwnerOf(bexley_), max_);
}

TEST_P(HandoffRoutesTest, WhoMayDoWhat) {
  const Id id = Proposed(larmar_, jada_);
  EXPECT_EQ(Step(jim_, id, "accepted", 1).status, 403);     // it is for the successor to say
  EXPECT_EQ(Step(tom_, id, "accepted", 1).status, 404);     // another rep does not see it
  EXPECT_EQ(Step(max_, id, "introduced", 1).status, 404);   // nor another manager
  EXPECT_EQ(Step(dana_, id, "introduced", 1).status, 403);  // a director sees, and changes nothing
  EXPECT_EQ(Get(dana_, "/api/v1/handoffs/" + ToString(id)).status, 200);
  EXPECT_EQ(Get(ann_, "/api/v1/handoffs/" + ToString(id)).status, 403);
  EXPECT_EQ(Step(jada_, id, "accepted", 7).status, 412);
  EXPECT_EQ(Post(jada_, "/api/v1/handoffs/" + ToString(id) + "/stage", "{\"stage\":\"accepted\"}").status,
            428);
  EXPECT_EQ(Step(jada_, id, "elsewhere", 1).status, 422);
  EXPECT_EQ(Step(jada_, id, "declined", 1, "No time before March").status, 200);
  EXPECT_EQ(Get(jim_, "/api/v1/handoffs/" + ToString(id)).Said("/reason"), "No time before March");
}

TEST_P(HandoffRoutesTest, Lists) {
  Proposed(larmar_, jada_);
  Proposed(bexley_, tom_);
  const auto count = [&](Id person, const char* query) {
    return Get(person, std::string("/api/v1/handoffs") + query).at("/items").as_array().size();
  };
  EXPECT_EQ(count(jim_, ""), 2u);
  EXPECT_EQ(count(jim_, "?role=mine"), 2u);
  EXPECT_EQ(count(jim_, "?role=to_me"), 0u);
  EXPECT_EQ(count(jada_, ""), 1u);
  EXPECT_EQ(count(jada_, "?role=to_me"), 1u);
  EXPECT_EQ(count(dana_, ""), 2u);
  EXPECT_EQ(count(max_, ""), 0u);
  const auto page = [&](const std::string& after) {
    return Get(jim_, "/api/v1/handoffs?limit=1" + (after.empty() ? "" : "&after=" + after));
  };
  const TestReply first = page("");
  const TestReply second = page(std::string(first.Said("/next")));
  EXPECT_NE(first.Said("/items/0/id"), second.Said("/items/0/id"));
  EXPECT_TRUE(page(std::string(second.Said("/next"))).at("/items").as_array().empty());
  EXPECT_EQ(page("yesterday").status, 422);
  const auto steps = Get(jada_, "/api/v1/handoffs").at("/items/0/next_steps");
  EXPECT_EQ(boost::json::serialize(steps), R"(["accepted","declined"])");
  EXPECT_TRUE(Get(dana_, "/api/v1/handoffs").at("/items/0/next_steps").as_array().empty());
}

TEST_P(HandoffRoutesTest, AStepIsTakenBack) {
  action::Tables tables;
  AddTables(tables);
  tables.Add({.name = "ownership"});
  tables.Add({.name = "notice"});
  const Id id = Proposed(larmar_, jada_);
  Step(jim_, id, "introduced", 1);
  Step(jim_, id, "expectations", 2);
  Step(jim_, id, "owned", 3);
  ASSERT_TRUE(action_id_);
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    const action::Undone undone = action::Undo(undoing, *action_id_, tables);
    EXPECT_TRUE(undone.kept.empty());
  });
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  EXPECT_EQ(Get(jim_, "/api/v1/handoffs/" + ToString(id)).Said("/stage"), "expectations");
}

// Of former owners each has a handoff; Dana sees them all, Jim is above them, Jada is the successor.
TEST_P(HandoffRoutesTest, ListsAskAsLittleForManyAsForFew) {
  int managers = 0;
  const auto add = [&](int count) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      for (int i = 0; i < count; ++i) {
        const std::string name = "M" + std::to_string(managers++);
        const Id manager = AddPerson(action, name + " Boss", access::Role::manager, jim_);
        const Proposal proposal{.account_id = AddAccount(action, name + " Mills", "Textile", 100, manager),
                                .from_id = manager,
                                .to_id = jada_,
                                .plan_id = {},
                                .introduction_on = *ParseDay("2026-11-30")};
        Propose(action, std::span(&proposal, 1));
      }
    });
  };
  const auto statements = [&](Id person, const std::string& path) {
    const auto before = db::StatementsRun();
    const TestReply reply = Get(person, path);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(std::ssize(reply.at("/items").as_array()), managers);
    return db::StatementsRun() - before;
  };
  const auto all = [&] {
    return std::vector{statements(dana_, "/api/v1/handoffs"), statements(jim_, "/api/v1/handoffs?role=any"),
                       statements(jada_, "/api/v1/handoffs?role=to_me&ended=true")};
  };
  add(2);
  const auto of_few = all();
  add(40);
  EXPECT_EQ(all(), of_few);
  EXPECT_LE(*std::max_element(of_few.begin(), of_few.end()), 14);
  EXPECT_FALSE(Get(jim_, "/api/v1/handoffs").at("/items/0/deeds").as_array().empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, HandoffRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::handoff
