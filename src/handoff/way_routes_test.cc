// What may hold a handoff up: missing evidence, a pause, a no; as routes.
#include <gtest/gtest.h>

#include "action/undo.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"

namespace baton::handoff {
namespace {

class WayRoutesTest : public TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddHandoffRoutes(router); }

  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    id_ = *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const Proposal proposal{.account_id = larmar_, .from_id = jim_, .to_id = jada_};
      return Propose(action, std::span(&proposal, 1)).front().id;
    });
  }

  std::string Path(const std::string& rest = "") const {
    return "/api/v1/handoffs/" + ToString(id_) + (rest.empty() ? "" : "/" + rest);
  }
  TestReply Step(Id person, const std::string& stage, std::int64_t version, const std::string& more = "") {
    return Post(person, Path("stage"), R"({"stage":")" + stage + "\"" + more + "}", version);
  }
  void Own() {
    std::int64_t version = 1;
    for (const char* stage : {"introduced", "expectations", "owned"})
      EXPECT_EQ(Step(jim_, stage, version++).status, 200);
  }
  TestReply Pause(Id person, const std::string& until, const std::string& reason, std::int64_t version) {
    return Post(person, Path("pause"), R"({"until_on":")" + until + R"(","reason":")" + reason + "\"}",
                version);
  }
  TestReply Resume(Id person, std::int64_t version) {
    return Ask(person, http::Method::remove, Path("pause"), "", version);
  }
  std::string NextOf(Id person) { return boost::json::serialize(Get(person, Path()).at("/next_steps")); }

  Id id_;
};

TEST_P(WayRoutesTest, ConfirmedNeedsEvidence) {
  Own();
  const auto early = Step(jim_, "confirmed", 4);
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(early.Said("/code"), "problem.handoff.former_introduced");
  EXPECT_EQ(early.at("/errors").as_array().size(), 2u);
  EXPECT_EQ(NextOf(jim_), R"(["returned"])");
  EXPECT_EQ(Get(jim_, Path()).at("/confirm_missing").as_array().size(), 2u);

  Meet(larmar_, {jada_}, DaysFromNow(2));
  Meet(larmar_, {jim_}, DaysFromNow(12), book::ActivityKind::call);
  now_ = DaysFromNow(30);
  const auto called = Step(jada_, "confirmed", 4);
  EXPECT_EQ(called.Said("/code"), "problem.handoff.former_dealt");
  EXPECT_NE(
      called.text.find("Jim Calder called Bill of Larmar Freight on December 6, 2026; 12 days are missing."),
      std::string::npos)
      << called.text;
  now_ = DaysFromNow(12);
  EXPECT_EQ(NextOf(jada_), R"(["confirmed","returned"])");
  EXPECT_TRUE(Get(jim_, Path()).at("/confirm_missing").as_array().empty());
  EXPECT_EQ(Step(jada_, "confirmed", 4).status, 200);
}

TEST_P(WayRoutesTest, TheSilenceIsTheOrganizations) {
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO setting (org_id, id, version, name, value) VALUES ($1, 1, 1, 'silence_days', '10')",
        kOrg);
  });
  Own();
  Meet(larmar_, {jada_}, DaysFromNow(2));
  now_ = DaysFromNow(10);
  EXPECT_EQ(Step(jim_, "confirmed", 4).status, 200);
}

TEST_P(WayRoutesTest, APausedHandoffWaitsUntilItsDay) {
  Step(jada_, "accepted", 1);
  EXPECT_EQ(Pause(tom_, "2026-12-10", "Stocktaking", 2).status, 404);
  EXPECT_EQ(Pause(dana_, "2026-12-10", "Stocktaking", 2).status, 403);
  EXPECT_EQ(Pause(jim_, "2026-12-10", " ", 2).status, 422);
  EXPECT_EQ(Pause(jim_, "2026-11-24", "Stocktaking", 2).status, 422) << "today";
  EXPECT_EQ(Pause(jim_, "2028-12-10", "Stocktaking", 2).status, 422) << "too far";
  EXPECT_EQ(Pause(jim_, "2026-12-10", "Stocktaking", 1).status, 412);
  const auto before = NoticesOf(jada_);
  const auto paused = Pause(jim_, "2026-12-10", "Stocktaking", 2);
  ASSERT_EQ(paused.status, 200) << paused.text;
  EXPECT_EQ(NoticesOf(jada_), before + 1);
  EXPECT_EQ(paused.Said("/paused_until_on"), "2026-12-10");
  EXPECT_EQ(paused.Said("/pause_reason"), "Stocktaking");
  EXPECT_EQ(boost::json::serialize(paused.at("/deeds")), R"(["resume","choose_moves"])");
  EXPECT_EQ(NextOf(jim_), R"(["returned"])");
  EXPECT_EQ(Step(jada_, "introduced", 3).Said("/code"), "problem.handoff.paused");
  EXPECT_EQ(Pause(jada_, "2026-12-11", "They asked", 3).status, 200) << "the other one moves the day";

  now_ = *ParseInstant("2026-12-10T23:00:00Z");
  EXPECT_EQ(Step(jada_, "introduced", 4).status, 409);
  now_ = *ParseInstant("2026-12-11T00:00:00Z");
  EXPECT_TRUE(Get(jim_, Path()).at("/paused_until_on").is_null()) << "it has gone on by itself";
  EXPECT_EQ(Resume(jim_, 4).Said("/code"), "problem.handoff.not_paused");
  EXPECT_EQ(Step(jada_, "introduced", 4).status, 200);
}

TEST_P(WayRoutesTest, APauseEndsByAHandAndByUndo) {
  Pause(jim_, "2026-12-10", "Stocktaking", 1);
  const Id pausing = *action_id_;
  EXPECT_EQ(Resume(jada_, 2).status, 200);
  EXPECT_EQ(NextOf(jada_), R"(["accepted","declined"])");
  Pause(jim_, "2026-12-10", "Stocktaking", 3);
  action::Tables tables;
  AddTables(tables);
  tables.Add({.name = "notice"});
  const auto undo = [&](Id action) {
    return db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      return action::Undo(undoing, action, tables).kept.size();
    });
  };
  EXPECT_EQ(undo(*action_id_), 0u);
  EXPECT_TRUE(Get(jim_, Path()).at("/paused_until_on").is_null());
  EXPECT_EQ(undo(pausing), 1u) << "changed since";
  Step(jada_, "declined", 5, R"(,"reason":"No time")");
  EXPECT_EQ(Pause(jim_, "2026-12-10", "Stocktaking", 6).Said("/code"), "problem.handoff.ended");
}

TEST_P(WayRoutesTest, APausedOneMayStillBeReturned) {
  Pause(jim_, "2026-12-10", "Stocktaking", 1);
  EXPECT_EQ(Step(jim_, "returned", 2, R"(,"reason":"I keep them")").status, 200);
}

TEST_P(WayRoutesTest, AClientsNoIsTheClients) {
  Step(jim_, "introduced", 1);
  EXPECT_EQ(Step(jada_, "returned", 2, R"(,"reason":"They want Rafael","refused_by":"former")").status, 422);
  const auto returned = Step(jada_, "returned", 2, R"(,"reason":"They want Rafael","refused_by":"client")");
  ASSERT_EQ(returned.status, 200) << returned.text;
  EXPECT_EQ(returned.Said("/refused_by"), "client");
  EXPECT_NE(Get(jim_, Path()).text.find("They want Rafael"), std::string::npos);
  const auto notice = db().Read()->QueryValue<std::string>(
      "SELECT message_key FROM notice WHERE org_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT 1", kOrg,
      jim_);
  EXPECT_EQ(notice, "notice.handoff.client_refused");
}

TEST_P(WayRoutesTest, ANoIsOfWhoSaysIt) {
  Step(jada_, "declined", 1, R"(,"reason":"No time")");
  EXPECT_EQ(Get(jim_, Path()).Said("/refused_by"), "successor");
}

INSTANTIATE_TEST_SUITE_P(Engines, WayRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::handoff
