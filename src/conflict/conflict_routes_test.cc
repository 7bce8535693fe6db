#include "conflict/conflict_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "action/tables.h"
#include "action/undo.h"
#include "calendar/calendar_routes.h"
#include "coaching/directory.h"
#include "coaching/promise_routes.h"
#include "coaching/session_directory.h"
#include "coaching/session_routes.h"
#include "conflict/conflict.h"
#include "conflict/look.h"
#include "handoff/team_for_test.h"
#include "json/json.h"

namespace baton::conflict {
namespace {

using coaching::Cause;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPath = "/api/v1/conflicts";

// Now is Tuesday 2026-11-24, 09:41 UTC. Jim owes Jada an hour tomorrow at 10:30.
class ConflictRoutesTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    coaching::AddTables(tables_);
    coaching::AddSessionTables(tables_);
    AddTables(tables_);
    tables_.Add({.name = "notice"});
    letter_ = Promised(jada_, "2026-11-25T10:30:00Z", "letter_review");
  }
  void AddRoutes(http::Router& router) override {
    AddConflictRoutes(router);
    coaching::AddPromiseRoutes(router);
    coaching::AddSessionRoutes(router, options_);
  }

  Id Promised(Id rep, const std::string& due, const std::string& kind, int minutes = 60) {
    const auto made =
        Post(jim_, "/api/v1/promises",
             R"({"kind":")" + kind + R"(","title":"Review the letter","rep_id":")" + ToString(rep) +
                 R"(","minutes":)" + std::to_string(minutes) + R"(,"due_at":")" + due + "\"}");
    EXPECT_EQ(made.status, 201) << made.text;
    return *ParseId(made.Said("/id"));
  }
  Id Planned(const std::vector<Id>& reps, const std::string& at, int minutes = 30) {
    std::string ids;
    for (const Id rep : reps) ids += (ids.empty() ? "\"" : ",\"") + ToString(rep) + "\"";
    const std::string kind = reps.size() > 1 ? "group" : "role_play";
    const auto made =
        Post(jim_, "/api/v1/coaching-sessions",
             R"({"kind":")" + kind + R"(","purpose":"skill","starts_at":")" + at + R"(","minutes":)" +
                 std::to_string(minutes) + R"(,"skill_ids":[],"rep_ids":[)" + ids + "]}");
    EXPECT_EQ(made.status, 201) << made.text;
    return *ParseId(made.Said("/id"));
  }
  void Calendar(const std::vector<std::pair<std::string, std::string>>& events) {
    db().Write([&](db::Tx& tx) {
      if (!calendar_) {
        calendar_ = calendar::AddReadCalendar(tx, {.org_id = kOrg,
                                                   .id = {},
                                                   .person_id = jim_,
                                                   .name = "Work",
                                                   .host = "calendars.example",
                                                   .access_sealed = {},
                                                   .job_id = {},
                                                   .etag = {},
                                                   .modified = {},
                                                   .content_hash = {},
                                                   .read_at = now_,
                                                   .tried_at = {},
                                                   .failing_since = {},
                                                   .problem = {},
                                                   .created_at = now_});
      }
      std::vector<calendar::BusyRow> rows;
      for (const auto& [at, title] : events) {
        calendar::BusyRow row;
        row.starts_at = *ParseInstant(at);
        row.ends_at = row.starts_at + 60 * kMillisecondsPerMinute;
        row.title = title;
        rows.push_back(std::move(row));
      }
      calendar::ReplaceBusy(tx, *calendar_, rows);
    });
  }

  handoff::TestReply Asked(Id person) { return Get(person, kPath); }
  std::size_t Count(Id person) { return Asked(person).at("/items").as_array().size(); }
  // To the first question; `more` is of the body.
  handoff::TestReply Say(const std::string& answer, const std::string& more = "") {
    const auto asked = Asked(jim_);
    return Post(jim_, std::string(kPath) + "/answer",
                R"({"key":)" + boost::json::serialize(asked.at("/items/0/key")) + R"(,"answer":")" + answer +
                    "\"" + more + "}");
  }
  int LookNow() { return Look(db(), kOrg, now_); }
  coaching::Promise Letter() { return *coaching::FindPromise(*db().Read(), kOrg, jim_, letter_); }
  std::vector<std::string> Causes() {
    return db().Read()->Query<std::string>(
        "SELECT cause FROM displacement WHERE deleted_at IS NULL ORDER BY id");
  }
  Instant StartOf(Id session) {
    return *db().Read()->QueryValue<Instant>("SELECT starts_at FROM coaching_session WHERE id = $1", session);
  }
  void UndoIt() {
    db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      EXPECT_TRUE(action::Undo(undoing, *action_id_, tables_).kept.empty());
    });
  }
  Id MeetLarmar(const std::string& at = "2026-11-25T11:00:00Z") {
    return Meet(larmar_, {jim_}, *ParseInstant(at));
  }

  action::Tables tables_;
  coaching::SessionOptions options_;
  Id letter_;
  std::optional<calendar::PersonCalendar> calendar_;
};

TEST_P(ConflictRoutesTest, AClientMeetingOverAnHourThatIsOwedIsAskedAboutOnce) {
  EXPECT_EQ(Count(jim_), 0u);
  MeetLarmar();
  const auto asked = Asked(jim_);
  ASSERT_EQ(asked.at("/items").as_array().size(), 1u) << asked.text;
  EXPECT_EQ(asked.Said("/items/0/title"), "Review the letter");
  EXPECT_EQ(asked.Said("/items/0/reps/0/name"), "Jada Ellis");
  EXPECT_EQ(asked.Said("/items/0/account/name"), "Larmar Freight");
  EXPECT_EQ(asked.Said("/items/0/other_title"), "Review");
  EXPECT_EQ(asked.Said("/items/0/key/other_at"), "2026-11-25T11:00:00Z");
  EXPECT_EQ(asked.Said("/items/0/new_at"), "2026-11-25T11:30:00Z") << "after it";
  EXPECT_EQ(Count(jada_), 0u);
  EXPECT_EQ(Count(max_), 0u);
  EXPECT_EQ(Get(ann_, kPath).status, 403);

  const auto told = NoticesOf(jada_);
  const auto kept = Say("keep");
  ASSERT_EQ(kept.status, 200) << kept.text;
  EXPECT_TRUE(kept.at("/items").as_array().empty());
  EXPECT_EQ(Count(jim_), 0u);
  EXPECT_EQ(Letter().due_at, *ParseInstant("2026-11-25T10:30:00Z"));
  EXPECT_EQ(NoticesOf(jada_), told) << "nothing moved";
  MeetLarmar("2026-11-25T11:15:00Z");
  EXPECT_EQ(Count(jim_), 1u) << "another meeting is another question";
  EXPECT_EQ(Say("fine").status, 200);
  EXPECT_EQ(Count(jim_), 0u);
}

TEST_P(ConflictRoutesTest, MovingItFindsATimeForBothAndIsInTheLedger) {
  MeetLarmar();
  Meet(bexley_, {jada_}, *ParseInstant("2026-11-25T11:30:00Z"));  // she is away then
  EXPECT_EQ(Asked(jim_).Said("/items/0/new_at"), "2026-11-25T12:00:00Z");
  const auto told = NoticesOf(jada_);
  EXPECT_EQ(Say("move", R"(,"new_at":"2026-11-25T11:30:00Z")").status, 422) << "not hers";
  EXPECT_EQ(Say("move", R"(,"new_at":"2026-11-23T11:30:00Z")").status, 422) << "over";
  EXPECT_EQ(Letter().moves, 0);
  ASSERT_EQ(Say("move").status, 200);
  EXPECT_EQ(Letter().due_at, *ParseInstant("2026-11-25T12:00:00Z"));
  EXPECT_EQ(Causes(), std::vector<std::string>{"own_deal"});
  EXPECT_EQ(NoticesOf(jada_), told + 1);
  EXPECT_EQ(Count(jim_), 0u);

  UndoIt();
  EXPECT_EQ(Letter().due_at, *ParseInstant("2026-11-25T10:30:00Z"));
  EXPECT_EQ(Causes(), std::vector<std::string>{});
  EXPECT_EQ(Count(jim_), 1u) << "the question is back";
  EXPECT_EQ(Say("move", R"(,"new_at":"2026-11-26T09:00:00Z")").status, 200);
  EXPECT_EQ(Letter().due_at, *ParseInstant("2026-11-26T09:00:00Z"));
}

TEST_P(ConflictRoutesTest, WhatTheOwnCalendarSaysHasNoClientAndItsTitleStaysWithItsOwner) {
  Calendar({{"2026-11-25T11:00:00Z", "Dentist"}});
  const auto asked = Asked(jim_);
  ASSERT_EQ(asked.at("/items").as_array().size(), 1u) << asked.text;
  EXPECT_TRUE(asked.at("/items/0/account").is_null());
  EXPECT_EQ(asked.Said("/items/0/other_title"), "Dentist");
  EXPECT_EQ(LookNow(), 1);
  const auto notices = db().Read()->Query<std::string>("SELECT message_arguments FROM notice ORDER BY id");
  for (const std::string& text : notices) EXPECT_THAT(text, Not(HasSubstr("Dentist")));

  Calendar({{"2026-11-25T11:00:00Z", "Dentist"}});  // read again, with new ids
  ASSERT_EQ(Say("move").status, 200);
  EXPECT_EQ(Causes(), std::vector<std::string>{"other"}) << "nobody knows that it is a deal";
  Calendar({{"2026-11-25T12:30:00Z", "Dentist"}});
  EXPECT_EQ(Count(jim_), 1u) << "both moved: another question";
}

TEST_P(ConflictRoutesTest, TheManagerIsToldOnceALook) {
  const auto told = NoticesOf(jim_);
  EXPECT_EQ(LookNow(), 0);
  MeetLarmar();
  Promised(tom_, "2026-11-25T14:00:00Z", "ride_along");
  Meet(bexley_, {jim_}, *ParseInstant("2026-11-25T14:30:00Z"));
  EXPECT_EQ(LookNow(), 2);
  EXPECT_EQ(NoticesOf(jim_), told + 1);
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(NoticesOf(jim_), told + 1);
  EXPECT_EQ(Count(jim_), 2u) << "to be told is no answer";
  ASSERT_EQ(Say("fine").status, 200);
  EXPECT_EQ(Count(jim_), 1u);
  EXPECT_EQ(LookNow(), 0);
  UndoIt();
  EXPECT_EQ(Count(jim_), 2u);
  EXPECT_EQ(LookNow(), 0) << "it was told";
}

TEST_P(ConflictRoutesTest, AnAnswerIsToTheQuestionThatStands) {
  const Id meeting = MeetLarmar();
  const auto key = boost::json::serialize(Asked(jim_).at("/items/0/key"));
  const auto say = [&](Id person) {
    return Post(person, std::string(kPath) + "/answer", R"({"key":)" + key + R"(,"answer":"keep"})").status;
  };
  EXPECT_EQ(say(max_), 404) << "not his hour";
  EXPECT_EQ(say(jada_), 404);
  EXPECT_EQ(say(dana_), 403);
  LookNow();
  EXPECT_EQ(say(jim_), 200) << "also when he was told meanwhile";
  EXPECT_EQ(say(jim_), 409) << "answered";

  MeetLarmar("2026-11-25T10:45:00Z");
  const auto other = Asked(jim_);
  db().Write([&](db::Tx& tx) { tx.Execute("UPDATE activity SET deleted_at = 1 WHERE id <> $1", meeting); });
  EXPECT_EQ(Count(jim_), 0u);
  const auto late =
      Post(jim_, std::string(kPath) + "/answer",
           R"({"key":)" + boost::json::serialize(other.at("/items/0/key")) + R"(,"answer":"fine"})");
  EXPECT_EQ(late.status, 404);
  EXPECT_EQ(late.Said("/code"), "problem.conflict.over") << "the meeting is gone";
}

TEST_P(ConflictRoutesTest, ASessionMovesByItsOwnDeed) {
  const Id group = Planned({jada_, tom_}, "2026-11-26T13:00:00Z");
  Meet(larmar_, {jim_}, *ParseInstant("2026-11-26T13:15:00Z"));
  const auto asked = Asked(jim_);
  ASSERT_EQ(asked.at("/items").as_array().size(), 1u) << asked.text;
  EXPECT_EQ(asked.Said("/items/0/title"), "Group session");
  EXPECT_EQ(asked.at("/items/0/reps").as_array().size(), 2u);
  const auto told = NoticesOf(tom_);
  ASSERT_EQ(Say("move").status, 200);
  EXPECT_EQ(StartOf(group), *ParseInstant("2026-11-26T14:00:00Z"));
  EXPECT_EQ(NoticesOf(tom_), told + 1);
  EXPECT_EQ(Causes(), std::vector<std::string>{}) << "a session has no ledger";
  UndoIt();
  EXPECT_EQ(StartOf(group), *ParseInstant("2026-11-26T13:00:00Z"));
}

TEST_P(ConflictRoutesTest, ASessionWithinThePromiseIsThatHourAndMovesWithIt) {
  const Id session = Planned({jada_}, "2026-11-25T10:45:00Z");
  MeetLarmar();
  EXPECT_EQ(Count(jim_), 1u);
  ASSERT_EQ(Say("move").status, 200);
  EXPECT_EQ(Letter().due_at, *ParseInstant("2026-11-25T11:30:00Z"));
  EXPECT_EQ(StartOf(session), *ParseInstant("2026-11-25T11:45:00Z"));
  EXPECT_EQ(Count(jim_), 0u);
}

TEST_P(ConflictRoutesTest, AsksOfWhatIsAheadAndOfAFewAtATime) {
  Promised(tom_, "2026-11-27T11:00:00Z", "answer", 10);  // a yes or no: nobody is there then
  Meet(larmar_, {jim_}, *ParseInstant("2026-11-27T11:00:00Z"));
  Promised(tom_, "2026-12-09T10:00:00Z", "deal_review");
  Meet(larmar_, {jim_}, *ParseInstant("2026-12-09T10:00:00Z"));
  EXPECT_EQ(Count(jim_), 0u);
  for (int i = 0; i < 4; ++i) MeetLarmar("2026-11-25T11:0" + std::to_string(i) + ":00Z");
  EXPECT_EQ(Count(jim_), kMostAsked);
  now_ = now_ + kMillisecondsPerDay + 60 * kMillisecondsPerMinute;  // the hour has begun
  EXPECT_EQ(Count(jim_), 1u) << "of the 9th of December now";
}

INSTANTIATE_TEST_SUITE_P(Engines, ConflictRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::conflict
