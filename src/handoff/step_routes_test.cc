#include <gtest/gtest.h>

#include "action/undo.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"

namespace baton::handoff {
namespace {

class StepRoutesTest : public TeamTest {
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
  TestReply Mark(Id person, const std::string& kind, const char* body = "{}", std::int64_t version = 1) {
    return Post(person, Path("steps/" + kind), body, version);
  }
  TestReply Unmark(Id person, const std::string& kind, std::int64_t version = 1) {
    return Ask(person, http::Method::remove, Path("steps/" + kind), "", version);
  }
  void Undo(Id person) {
    action::Tables tables;
    AddTables(tables);
    tables.Add({.name = "ownership"});
    tables.Add({.name = "notice"});
    const Id action = *action_id_;
    db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, person}, "action.undo", now_);
      EXPECT_TRUE(action::Undo(undoing, action, tables).kept.empty());
    });
  }
  static json::Value StepOf(const TestReply& reply, std::string_view kind) {
    for (const json::Value& step : reply.at("/steps").as_array()) {
      if (step.at("kind").as_string() == kind) return step;
    }
    return nullptr;
  }
  double Completion() { return Get(jim_, Path()).at("/completion").to_number<double>(); }
  void Own() {
    std::int64_t version = 1;
    for (const char* stage : {"introduced", "expectations", "owned"}) {
      EXPECT_EQ(Post(jim_, Path("stage"), std::string(R"({"stage":")") + stage + "\"}", version++).status,
                200);
    }
  }

  Id id_;
};

TEST_P(StepRoutesTest, AMarkCountsOnceAndIsTakenBack) {
  EXPECT_EQ(Completion(), 0);
  const auto marked = Mark(jada_, "transfer_note", R"({"note":" Read back with Jim "})");
  ASSERT_EQ(marked.status, 200) << marked.text;
  const auto step = StepOf(marked, "transfer_note");
  EXPECT_TRUE(step.at("is_done").as_bool());
  EXPECT_EQ(step.at("how").as_string(), "marked");
  EXPECT_EQ(step.at("note").as_string(), "Read back with Jim");
  EXPECT_EQ(step.at_pointer("/person/name").as_string(), "Jada Ellis");
  EXPECT_EQ(step.at("done_at").as_string(), "2026-11-24T09:41:00Z");
  EXPECT_NEAR(Completion(), 0.2, 1e-9);

  EXPECT_EQ(Mark(jim_, "transfer_note").status, 200);
  EXPECT_EQ(StepOf(Get(jim_, Path()), "transfer_note").at_pointer("/person/name").as_string(), "Jada Ellis");
  EXPECT_EQ(Unmark(jim_, "transfer_note").status, 200);
  EXPECT_EQ(Completion(), 0);
  EXPECT_EQ(Unmark(jim_, "transfer_note").status, 200);
  EXPECT_EQ(Mark(jim_, "transfer_note").status, 200);
  EXPECT_NEAR(Completion(), 0.2, 1e-9);
}

TEST_P(StepRoutesTest, OtherWordsAreWhoseTheyAre) {
  Mark(jada_, "transfer_note", R"({"note":"Read back with Jim"})");
  const auto step = StepOf(Mark(jim_, "transfer_note", R"({"note":"Not read yet"})"), "transfer_note");
  EXPECT_EQ(step.at("note").as_string(), "Not read yet");
  EXPECT_EQ(step.at_pointer("/person/name").as_string(), "Jim Calder");
}

TEST_P(StepRoutesTest, MarkingAndTakingBackAreUndone) {
  Mark(jada_, "briefing");
  Undo(jada_);
  EXPECT_EQ(Completion(), 0);
  Mark(jada_, "briefing");
  EXPECT_NEAR(Completion(), 0.1, 1e-9);
  Unmark(jada_, "briefing");
  Undo(jada_);
  EXPECT_NEAR(Completion(), 0.1, 1e-9);
}

TEST_P(StepRoutesTest, WhoMayMark) {
  EXPECT_EQ(Mark(jim_, "briefing", "{}", 7).status, 412);
  EXPECT_EQ(Post(jim_, Path("steps/briefing"), "{}").status, 428);
  EXPECT_EQ(Mark(tom_, "briefing").status, 404);
  EXPECT_EQ(Mark(max_, "briefing").status, 404);
  EXPECT_EQ(Mark(dana_, "briefing").status, 403);
  EXPECT_EQ(Mark(jim_, "overlap").Said("/code"), "problem.handoff.step_is_seen");
  EXPECT_EQ(Mark(jim_, "dancing").status, 404);
  const auto marks = Get(jada_, Path()).at("/marks");
  EXPECT_EQ(boost::json::serialize(marks), R"(["transfer_note","briefing","client_choice"])");
  EXPECT_TRUE(Get(dana_, Path()).at("/marks").as_array().empty());
  Post(jada_, Path("stage"), R"({"stage":"declined","reason":"No time"})", 1);
  EXPECT_EQ(Mark(jada_, "briefing", "{}", 2).Said("/code"), "problem.handoff.ended");
}

TEST_P(StepRoutesTest, AThirdPersonChecks) {
  EXPECT_EQ(Mark(tom_, "check").Said("/code"), "problem.handoff.check_needs_owner");
  Own();
  EXPECT_EQ(Mark(jada_, "check", "{}", 4).Said("/code"), "problem.handoff.third_person");
  EXPECT_EQ(Mark(jim_, "check", "{}", 4).Said("/code"), "problem.handoff.third_person");
  EXPECT_EQ(Mark(max_, "check", "{}", 4).status, 404) << "of another team";
  EXPECT_EQ(Mark(tom_, "check", "{}", 4).Said("/code"), "problem.handoff.check_not_due");
  now_ = now_ + 61 * kMillisecondsPerDay;
  EXPECT_EQ(Mark(tom_, "check", R"({"after_days":90})", 4).Said("/code"), "problem.handoff.check_not_due");
  EXPECT_EQ(Mark(tom_, "check", R"({"after_days":45})", 4).status, 422);
  const auto first = Mark(tom_, "check", R"({"note":"They like Jada"})", 4);
  ASSERT_EQ(first.status, 200) << first.text;
  EXPECT_EQ(first.Number("/checks/0/after_days"), 30);
  EXPECT_EQ(first.Said("/checks/0/person/name"), "Tom Reyes");
  EXPECT_EQ(first.Said("/checks/0/note"), "They like Jada");
  EXPECT_TRUE(first.at("/checks/1/done_at").is_null());
  EXPECT_EQ(Mark(lena_, "check", "{}", 4).Said("/checks/1/person/name"), "Lena Koch");
  EXPECT_EQ(Mark(lena_, "check", "{}", 4).Said("/code"), "problem.handoff.check_not_due");
  EXPECT_FALSE(StepOf(Get(jim_, Path()), "check").at("is_done").as_bool());
  now_ = now_ + 30 * kMillisecondsPerDay;
  EXPECT_TRUE(StepOf(Mark(tom_, "check", "{}", 4), "check").at("is_done").as_bool());
  EXPECT_EQ(Mark(tom_, "check", "{}", 4).Said("/code"), "problem.handoff.checks_done");
  EXPECT_EQ(Unmark(tom_, "check", 4).status, 200);
  EXPECT_FALSE(StepOf(Get(jim_, Path()), "check").at("is_done").as_bool());
}

TEST_P(StepRoutesTest, OneOfTheTeamIsAskedToCheck) {
  Own();
  const auto checks = [&](Id person) { return Get(person, "/api/v1/handoff-checks").at("/items"); };
  EXPECT_TRUE(checks(tom_).as_array().empty()) << "not due";
  now_ = now_ + 30 * kMillisecondsPerDay;
  const json::Value toms = checks(tom_);
  const json::Value lenas = checks(lena_);
  ASSERT_EQ(toms.as_array().size(), 1u);
  ASSERT_EQ(lenas.as_array().size(), 1u);
  EXPECT_EQ(toms.at_pointer("/0/account/name").as_string(), "Larmar Freight");
  EXPECT_EQ(toms.at_pointer("/0/successor/name").as_string(), "Jada Ellis");
  EXPECT_EQ(toms.at_pointer("/0/due_on").as_string(), "2026-12-24");
  EXPECT_NE(toms.at_pointer("/0/is_mine").as_bool(), lenas.at_pointer("/0/is_mine").as_bool()) << "one is";
  for (const Id other : {jada_, jim_, max_}) EXPECT_TRUE(checks(other).as_array().empty());
  EXPECT_EQ(Mark(lena_, "check", "{}", 4).status, 200) << "anybody may";
  EXPECT_TRUE(checks(tom_).as_array().empty());
  now_ = now_ + 30 * kMillisecondsPerDay;
  EXPECT_EQ(checks(tom_).at_pointer("/0/after_days").as_int64(), 60);
  now_ = now_ + 200 * kMillisecondsPerDay;
  EXPECT_TRUE(checks(tom_).as_array().empty()) << "forgotten";
}

TEST_P(StepRoutesTest, WhatHappenedIsSeen) {
  Meet(larmar_, {jim_, jada_}, now_);
  Meet(larmar_, {jim_, jada_}, DaysFromNow(3));
  Meet(larmar_, {jim_, jada_}, DaysFromNow(300));  // not yet
  Own();
  const auto now = Get(jim_, Path());
  EXPECT_EQ(StepOf(now, "warm_introduction").at("how").as_string(), "seen");
  EXPECT_TRUE(StepOf(now, "warm_introduction").at("is_done").as_bool());
  EXPECT_EQ(StepOf(now, "overlap").at("seen").as_array().size(), 1u);
  now_ = now_ + 4 * kMillisecondsPerDay;
  const auto later = Get(jim_, "/api/v1/handoffs");
  EXPECT_NEAR(later.at("/items/0/completion").to_number<double>(), 0.4, 1e-9);
  EXPECT_EQ(StepOf(Get(jim_, Path()), "overlap").at_pointer("/seen/1/subject").as_string(), "Review");
}

INSTANTIATE_TEST_SUITE_P(Engines, StepRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::handoff
