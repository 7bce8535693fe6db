#include "coaching/session_text.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "coaching/promise_routes.h"
#include "coaching/session_routes.h"
#include "handoff/team_for_test.h"
#include "seal/unused.h"
#include "skill/skill_routes.h"

namespace baton::coaching {
namespace {

// Now is Tuesday 2026-11-24 09:41 UTC.
class SessionTextTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    AddTables(tables_);
    AddSessionTables(tables_);
    tables_.Add({.name = "notice"});
    const auto made = Post(jim_, "/api/v1/coaching-sessions",
                           R"({"kind":"one_to_one","purpose":"skill","starts_at":"2026-11-24T08:00:00Z",)"
                           R"("minutes":30,"rep_ids":[")" +
                               ToString(jada_) + R"("]})");
    EXPECT_EQ(made.status, 201) << made.text;
    planning_ = action_id_.value_or(Id{});
    session_ = "/api/v1/coaching-sessions/" + made.Said("/id");
    const auto note = Post(jim_, session_ + "/notes", R"({"text":"She hurries","visibility":"the_two"})");
    EXPECT_EQ(note.status, 201) << note.text;
    note_ = "/api/v1/coaching-notes/" + note.Said("/id");
  }
  void AddRoutes(http::Router& router) override { AddSessionRoutes(router, options_); }

  // The last deed of jim's; empty, or the problem that keeps him from it.
  std::string Undo(Id action_id) {
    return *db().Write([&](db::Tx& tx) -> Result<std::string> {
      const access::Principal jim{.org_id = kOrg, .person_id = jim_, .role = access::Role::manager};
      const access::Scope own{access::Reach::own, kOrg, jim_};
      if (const auto why = action::WhyNotUndo(tx, jim, own, action_id, tables_, now_))
        return why->message.key;
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      EXPECT_TRUE(action::Undo(undoing, action_id, tables_).kept.empty());
      action_id_ = undoing.id();
      return std::string();
    });
  }
  void Remove() {
    const auto removed = Ask(jim_, http::Method::remove, note_, "", VersionOfNote());
    ASSERT_EQ(removed.status, 204) << removed.text;
  }
  std::int64_t VersionOfNote() { return Get(jim_, session_).Number("/notes/0/version"); }
  std::size_t Notes() { return Get(jada_, session_).at("/notes").as_array().size(); }
  void Wait(int days) { now_ = now_ + days * kMillisecondsPerDay; }
  int Sweep() { return ForgetUnusedTexts(db(), kOrg, now_); }
  std::int64_t Count(const std::string& table) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + table + " WHERE org_id = $1",
                                                  kOrg);
  }

  const seal::Key key_{{7, 8, 9}};
  const SessionOptions options_{.key = &key_};
  action::Tables tables_;
  std::string session_, note_;
  Id planning_;
};

TEST_P(SessionTextTest, ARemovedNoteComesBackForAMonthAndIsGoneThen) {
  Remove();
  EXPECT_EQ(Sweep(), 0);
  Wait(29);
  EXPECT_EQ(Sweep(), 0);
  ASSERT_EQ(Undo(*action_id_), "");
  EXPECT_EQ(Get(jada_, session_).Said("/notes/0/text"), "She hurries");

  Remove();
  const Id removing = *action_id_;
  Sweep();
  Wait(seal::kUndoDays);
  EXPECT_EQ(Undo(removing), "problem.action.too_late");
  EXPECT_EQ(Sweep(), 0) << "a day longer than an undo may begin";
  Wait(1);
  EXPECT_EQ(Sweep(), 1);
  EXPECT_EQ(Count("coaching_text"), 0);
  EXPECT_EQ(Count("coaching_note"), 0);
  EXPECT_EQ(Undo(removing), "problem.action.too_late");
  EXPECT_EQ(Get(jim_, session_).status, 200);
}

// The month counts from the last deed, though the job saw the words unused before.
TEST_P(SessionTextTest, TheMonthBeginsAnewWithEachRemoval) {
  Remove();
  Sweep();
  Wait(20);
  ASSERT_EQ(Undo(*action_id_), "");
  Remove();
  Wait(15);
  EXPECT_EQ(Sweep(), 0);
  ASSERT_EQ(Undo(*action_id_), "");
  EXPECT_EQ(Get(jada_, session_).Said("/notes/0/text"), "She hurries");
  Wait(40);
  EXPECT_EQ(Sweep(), 0);
  EXPECT_EQ(Notes(), 1U);
}

TEST_P(SessionTextTest, WordsThatWereRewrittenGo) {
  ASSERT_EQ(Ask(jim_, http::Method::patch, note_, R"({"text":"She asks"})", 1).status, 200);
  const Id changing = *action_id_;
  EXPECT_EQ(Count("coaching_text"), 2);
  Sweep();
  Wait(31);
  EXPECT_EQ(Sweep(), 1);
  EXPECT_EQ(Count("coaching_text"), 1);
  EXPECT_EQ(Get(jada_, session_).Said("/notes/0/text"), "She asks");
  EXPECT_EQ(Undo(changing), "problem.action.too_late");
}

TEST_P(SessionTextTest, TheWordsOfASessionThatWasTakenBackGoWithIt) {
  ASSERT_EQ(Undo(planning_), "");
  const Id undoing = *action_id_;
  EXPECT_EQ(Get(jim_, session_).status, 404);
  Sweep();
  ASSERT_EQ(Undo(undoing), "");
  EXPECT_EQ(Notes(), 1U);
  Wait(31);
  EXPECT_EQ(Sweep(), 0);
  now_ = now_ + -31 * kMillisecondsPerDay;
  ASSERT_EQ(Undo(*action_id_), "");
  Sweep();
  Wait(31);
  EXPECT_EQ(Sweep(), 1);
  EXPECT_EQ(Count("coaching_note"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionTextTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::coaching
