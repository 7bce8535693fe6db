#include "review/review_routes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "action/undo.h"
#include "coaching/promise_routes.h"
#include "handoff/team_for_test.h"

namespace baton::review {
namespace {

constexpr std::string_view kMarker = "QUIXOTEXT";

// Now is 2026-11-24 09:41 UTC.
class ReviewRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddReviewRoutes(router, {.key = &key_});
    coaching::AddPromiseRoutes(router);
  }

  std::string Ask(std::string_view more = "",
                  std::string_view text = "We are the leading maker.\\n\\nI look forward to it.") {
    const auto made = Post(jada_, "/api/v1/reviews",
                           R"({"title":"To Harbor","is_draft":false,"text":")" + std::string(text) + "\"" +
                               std::string(more) + "}");
    EXPECT_EQ(made.status, 201) << made.text;
    return "/api/v1/reviews/" + made.Said("/id");
  }
  handoff::TestReply Comment(Id person, const std::string& path, int position, int length,
                             std::string_view more, int on_version = 1) {
    return Post(person, path + "/comments",
                R"({"on_version":)" + std::to_string(on_version) + R"(,"position":)" +
                    std::to_string(position) + R"(,"length":)" + std::to_string(length) + "," +
                    std::string(more) + "}");
  }
  handoff::TestReply Revise(const std::string& path, std::string_view text, int based_on) {
    return Post(jada_, path + "/versions",
                R"({"text":")" + std::string(text) + R"(","based_on":)" + std::to_string(based_on) + "}");
  }
  std::int64_t VersionOf(const std::string& path) { return Get(jada_, path).Number("/version"); }
  // Takes the last deed back.
  void Undo(Id person) {
    action::Tables tables;
    AddTables(tables);
    coaching::AddTables(tables);
    tables.Add({.name = "notice"});
    ASSERT_TRUE(action_id_);
    db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, person}, "action.undo", now_);
      EXPECT_TRUE(action::Undo(undoing, *action_id_, tables).kept.empty());
    });
  }

  const seal::Key key_{{7, 8, 9}};
};

TEST_P(ReviewRoutesTest, IsSeenByTheTwoOnly) {
  const std::string path = Ask();
  EXPECT_EQ(NoticesOf(jim_), 1);
  EXPECT_EQ(Get(jada_, path).Said("/text"), "We are the leading maker.\n\nI look forward to it.");
  EXPECT_EQ(Get(jim_, path).Said("/state"), "waiting");
  EXPECT_EQ(Get(tom_, path).status, 404);
  EXPECT_EQ(Get(max_, path).status, 404);
  EXPECT_EQ(Get(dana_, path).status, 403);
  EXPECT_EQ(Get(ann_, path).status, 403);
  for (const std::string part : {"/versions/1", "/diff?from=1&to=1", "/remarks"}) {
    EXPECT_EQ(Get(jim_, path + part).status, 200) << part;
    EXPECT_EQ(Get(tom_, path + part).status, 404) << part;
  }
  EXPECT_EQ(Get(tom_, "/api/v1/reviews").at("/items").as_array().size(), 0U);
  EXPECT_EQ(Comment(tom_, path, 0, 2, R"("text":"no")").status, 404);
}

TEST_P(ReviewRoutesTest, ADraftIsTheRepsAlone) {
  const auto made =
      Post(jada_, "/api/v1/reviews", R"({"title":"To Harbor","text":"Dear Bill,","is_draft":true})");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string path = "/api/v1/reviews/" + made.Said("/id");
  EXPECT_EQ(NoticesOf(jim_), 0);
  EXPECT_EQ(Get(jim_, path).status, 404);
  action::Tables tables;
  AddTables(tables);
  const Id id = *ParseId(made.Said("/id"));
  EXPECT_EQ(tables.Find("review")->listeners(*db().Read(), kOrg, std::span(&id, 1)), std::vector{jada_});
  EXPECT_EQ(Post(jada_, path + "/hand-in", "", 9).status, 412);
  ASSERT_EQ(Post(jada_, path + "/hand-in", "", 1).status, 200);
  EXPECT_EQ(Get(jim_, path).Said("/asked_at"), "2026-11-24T09:41:00Z");
  EXPECT_EQ(NoticesOf(jim_), 1);
  auto heard = tables.Find("review")->listeners(*db().Read(), kOrg, std::span(&id, 1));
  EXPECT_EQ(heard.size(), 2U);
}

TEST_P(ReviewRoutesTest, WhoReadsIt) {
  EXPECT_EQ(Post(jada_, "/api/v1/reviews",
                 R"({"title":"x","text":"y","is_draft":false,"manager_id":")" + ToString(max_) + "\"}")
                .status,
            422);
  EXPECT_EQ(
      Post(jada_, "/api/v1/reviews", R"({"title":" ","text":" ","language":"English","is_draft":false})")
          .at("/errors")
          .as_array()
          .size(),
      3U);
  EXPECT_EQ(Post(ann_, "/api/v1/reviews", R"({"title":"x","text":"y","is_draft":false})").status, 403);
}

TEST_P(ReviewRoutesTest, CommentsMoveWithTheLetterOrTheirPassageIsGone) {
  const std::string path = Ask();
  ASSERT_EQ(Comment(jim_, path, 11, 13, R"("text":"Says who?")").status, 201);  // leading maker
  ASSERT_EQ(Comment(jim_, path, 27, 21, R"("text":"Ask for something.")").status, 201);
  EXPECT_EQ(NoticesOf(jada_), 1);  // one sitting
  EXPECT_EQ(Comment(jim_, path, 40, 100, R"("text":"beyond")").status, 422);
  EXPECT_EQ(Comment(jim_, path, 0, 2, R"("text":" ")").status, 422);
  ASSERT_EQ(Revise(path, "Dear Bill,\\n\\nWe are the leading maker.\\n\\nMay I call?", 1).status, 201);
  const auto now = Get(jim_, path);
  EXPECT_EQ(now.Number("/comments/0/position"), 23);
  EXPECT_EQ(now.Number("/comments/0/length"), 13);
  EXPECT_FALSE(now.at("/comments/0/is_gone").as_bool());
  EXPECT_TRUE(now.at("/comments/1/is_gone").as_bool());
  EXPECT_EQ(now.Said("/comments/1/quote"), "I look forward to it.");
  EXPECT_EQ(NoticesOf(jim_), 2);
  // The version it was written on still shows it where it was.
  EXPECT_EQ(Get(jim_, path + "/versions/1").Number("/comments/1/position"), 27);
  Undo(jada_);
  EXPECT_EQ(Get(jim_, path).Number("/versions"), 1);
  EXPECT_FALSE(Get(jim_, path).at("/comments/1/is_gone").as_bool());
}

TEST_P(ReviewRoutesTest, ACommentOnAnOlderVersionFindsItsPlace) {
  const std::string path = Ask();
  ASSERT_EQ(Revise(path, "Dear Bill,\\n\\nWe are the leading maker.", 1).status, 201);
  ASSERT_EQ(Comment(jim_, path, 11, 13, R"("text":"Says who?")", 1).status, 201);
  EXPECT_EQ(Get(jim_, path).Number("/comments/0/position"), 23);
  EXPECT_EQ(Comment(jim_, path, 0, 2, R"("text":"x")", 3).status, 422);
}

TEST_P(ReviewRoutesTest, SuggestionsAreAcceptedTogether) {
  const std::string path = Ask();
  const auto first = Comment(jim_, path, 0, 6, R"("replacement":"You know")");
  const auto second =
      Comment(jim_, path, 27, 21, R"("replacement":"May I call on Tuesday?","text":"A step")");
  ASSERT_EQ(second.status, 201) << second.text;
  const auto body = [&](int based_on) {
    return R"({"comment_ids":[")" + first.Said("/id") + R"(",")" + second.Said("/id") + R"("],"based_on":)" +
           std::to_string(based_on) + "}";
  };
  EXPECT_EQ(Post(jim_, path + "/accept", body(1)).status, 403);
  EXPECT_EQ(Post(jada_, path + "/accept", body(2)).status, 409);
  ASSERT_EQ(Post(jada_, path + "/accept", body(1)).status, 200);
  const auto now = Get(jada_, path);
  EXPECT_EQ(now.Said("/text"), "You know the leading maker.\n\nMay I call on Tuesday?");
  EXPECT_EQ(now.Said("/comments/0/state"), "accepted");
  EXPECT_EQ(now.Said("/letter_versions/1/source"), "suggestion");
  EXPECT_EQ(Post(jada_, path + "/accept", body(2)).status, 409);
  Undo(jada_);
  EXPECT_EQ(Get(jada_, path).Said("/comments/0/state"), "open");
}

TEST_P(ReviewRoutesTest, TwoSuggestionsForTheSameWordsAreNotAcceptedTogether) {
  const std::string path = Ask();
  const auto first = Comment(jim_, path, 0, 6, R"("replacement":"You know")");
  const auto second = Comment(jim_, path, 3, 8, R"("replacement":"know the")");
  const auto both = Post(
      jada_, path + "/accept",
      R"({"comment_ids":[")" + first.Said("/id") + R"(",")" + second.Said("/id") + R"("],"based_on":1})");
  EXPECT_EQ(both.status, 409);
  EXPECT_EQ(Get(jada_, path).Number("/versions"), 1);
}

TEST_P(ReviewRoutesTest, ACommentIsItsWriters) {
  const std::string path = Ask();
  const auto made = Comment(jim_, path, 0, 2, R"("text":"Who?")");
  const std::string comment = "/api/v1/review-comments/" + made.Said("/id");
  const auto patch = [&](Id person, std::int64_t version) {
    return TeamTest::Ask(person, http::Method::patch, comment, R"({"text":"Who is we?"})", version).status;
  };
  EXPECT_EQ(patch(jada_, 1), 403);
  EXPECT_EQ(patch(tom_, 1), 404);
  EXPECT_EQ(patch(jim_, 1), 200);
  EXPECT_EQ(patch(jim_, 1), 412);
  EXPECT_EQ(Get(jada_, path).Said("/comments/0/text"), "Who is we?");
  Undo(jim_);
  EXPECT_EQ(Get(jada_, path).Said("/comments/0/text"), "Who?");
  EXPECT_EQ(Post(jim_, comment + "/settle", R"({"state":"done"})", 3).status, 403);
  EXPECT_EQ(Post(jada_, comment + "/settle", R"({"state":"refused"})", 3).status, 409);
  EXPECT_EQ(Post(jada_, comment + "/settle", R"({"state":"done"})", 3).status, 200);
  EXPECT_EQ(Get(jim_, path).Number("/open_comments"), 0);
  const std::int64_t now = Get(jim_, path).Number("/comments/0/version");
  EXPECT_EQ(TeamTest::Ask(jada_, http::Method::remove, comment, "", now).status, 403);
  EXPECT_EQ(TeamTest::Ask(jim_, http::Method::remove, comment).status, 428);
  EXPECT_EQ(TeamTest::Ask(jim_, http::Method::remove, comment, "", now + 1).status, 412);
  EXPECT_EQ(TeamTest::Ask(jim_, http::Method::remove, comment, "", now).status, 204);
  EXPECT_TRUE(Get(jim_, path).at("/comments").as_array().empty());
}

TEST_P(ReviewRoutesTest, AVerdictKeepsThePromise) {
  const auto promised =
      Post(jim_, "/api/v1/promises",
           R"({"kind":"letter_review","title":"Review the letter","minutes":60,"rep_id":")" +
               ToString(jada_) + R"(","due_at":"2026-11-24T10:30:00Z"})");
  ASSERT_EQ(promised.status, 201);
  const std::string promise = promised.Said("/id");
  const std::string path = Ask(R"(,"promise_id":")" + promise + "\"");
  EXPECT_EQ(Get(jim_, path).Said("/promise/state"), "open");
  EXPECT_EQ(Post(jada_, path + "/verdict", R"({"verdict":"ready"})", VersionOf(path)).status, 403);
  EXPECT_EQ(Post(jada_, path + "/thanks", R"({"text":"Thanks"})", VersionOf(path)).status, 409);
  const auto told = NoticesOf(jada_);
  ASSERT_EQ(Post(jim_, path + "/verdict", R"({"verdict":"again","text":"Shorter."})", VersionOf(path)).status,
            200);
  EXPECT_EQ(NoticesOf(jada_), told + 1);  // once a deed, although the promise is kept by it
  EXPECT_EQ(Get(jada_, path).Said("/promise/state"), "kept");
  EXPECT_EQ(Get(jada_, path).Said("/state"), "returned");
  EXPECT_EQ(Get(jada_, path).Said("/verdict_text"), "Shorter.");
  Undo(jim_);
  EXPECT_EQ(Get(jada_, path).Said("/promise/state"), "open");
  EXPECT_EQ(Get(jada_, path).Said("/state"), "waiting");
  ASSERT_EQ(Post(jim_, path + "/verdict", R"({"verdict":"ready"})", VersionOf(path)).status, 200);
  EXPECT_EQ(Revise(path, "Changed", 1).status, 409);
  EXPECT_EQ(Post(jada_, path + "/thanks", R"({"text":"That helped."})").status, 428);
  EXPECT_EQ(Post(jada_, path + "/thanks", R"({"text":"That helped."})", 1).status, 412);
  ASSERT_EQ(Post(jada_, path + "/thanks", R"({"text":"That helped."})", VersionOf(path)).status, 200);
  EXPECT_EQ(Get(jim_, path).Said("/thanks_text"), "That helped.");
  EXPECT_EQ(Post(jada_, path + "/thanks", R"({"text":"Again"})", VersionOf(path)).status, 409);
}

TEST_P(ReviewRoutesTest, TurnaroundIsFromHandingInToTheFirstAnswer) {
  const std::string path = Ask();
  now_ = now_ + 90 * kMillisecondsPerMinute;
  ASSERT_EQ(Comment(jada_, path, 0, 2, R"("text":"Is this right?")").status, 201);
  EXPECT_EQ(Get(jada_, "/api/v1/reviews/turnaround").Number("/longest_wait_minutes"), 90);
  ASSERT_EQ(Comment(jim_, path, 0, 2, R"("text":"Yes")").status, 201);
  const auto counted = Get(jim_, "/api/v1/reviews/turnaround");
  EXPECT_EQ(counted.Number("/answered"), 1);
  EXPECT_EQ(counted.Number("/within_day"), 1);
  EXPECT_TRUE(counted.at("/median_minutes").is_null());
  EXPECT_EQ(Get(jim_, path).Said("/answered_at"), "2026-11-24T11:11:00Z");
  EXPECT_EQ(Get(tom_, "/api/v1/reviews/turnaround").Number("/answered"), 0);
}

TEST_P(ReviewRoutesTest, WhatIsWithdrawnIsGoneAndComesBack) {
  const std::string path = Ask();
  EXPECT_EQ(TeamTest::Ask(jim_, http::Method::remove, path, "", VersionOf(path)).status, 403);
  EXPECT_EQ(TeamTest::Ask(jada_, http::Method::remove, path).status, 428);
  EXPECT_EQ(TeamTest::Ask(jada_, http::Method::remove, path, "", VersionOf(path) - 1).status, 412);
  ASSERT_EQ(TeamTest::Ask(jada_, http::Method::remove, path, "", VersionOf(path)).status, 204);
  EXPECT_EQ(Get(jim_, path).status, 404);
  EXPECT_EQ(Get(jim_, "/api/v1/reviews/turnaround").Number("/waiting"), 0);
  Undo(jada_);
  EXPECT_EQ(Get(jim_, path).status, 200);
}

// A revision goes back with the number of the latest version; not by itself, under a verdict that was given on it.
TEST_P(ReviewRoutesTest, AnUndoTakesAVersionOnlyWithItsReview) {
  const std::string path = Ask("", "Dear Bill, may I call?");
  ASSERT_EQ(Revise(path, "Dear Bill, may I call you?", 1).status, 201);
  Undo(jada_);
  EXPECT_EQ(Get(jim_, path).Said("/text"), "Dear Bill, may I call?");
  EXPECT_EQ(Get(jim_, path).Number("/versions"), 1);
  EXPECT_EQ(Get(jim_, path + "/versions/2").status, 404);

  ASSERT_EQ(Revise(path, "Dear Bill, may I visit?", 1).status, 201);
  const Id revising = *action_id_;
  ASSERT_EQ(Post(jim_, path + "/verdict", R"({"verdict":"again"})", VersionOf(path)).status, 200);
  action::Tables tables;
  AddTables(tables);
  tables.Add({.name = "notice"});
  const access::Principal jada{.org_id = kOrg, .person_id = jada_, .role = access::Role::rep};
  const access::Scope own{access::Reach::own, kOrg, jada_};
  const auto undone = db().Write([&](db::Tx& tx) -> Result<action::Undone> {
    EXPECT_FALSE(action::WhyNotUndo(tx, jada, own, revising, tables, now_));
    action::Action undoing(tx, {kOrg, jada_}, "action.undo", now_);
    auto done = action::Undo(undoing, revising, tables);
    if (auto why = action::WhyOutOfReach(tx, jada, own, revising, tables)) return Fail(std::move(*why));
    return done;
  });
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().message.key, "problem.action.out_of_reach_between_two");
  EXPECT_EQ(Get(jim_, path).Said("/text"), "Dear Bill, may I visit?");
}

TEST_P(ReviewRoutesTest, ADismissedRemarkStaysSoWhileThePassageIsTheSame) {
  const std::string path = Ask("", "Dear NAME, we have a termnal for you. May I call?");
  const auto find = [&](std::string_view kind) {
    const auto remarks = Get(jada_, path + "/remarks");
    for (const auto& item : remarks.at("/items").as_array()) {
      if (item.at("kind").as_string() == kind) return json::Object(item.as_object());
    }
    return json::Object();
  };
  const auto placeholder = find("placeholder");
  ASSERT_FALSE(placeholder.empty());
  EXPECT_EQ(placeholder.at("position").as_int64(), 5);
  EXPECT_FALSE(find("spelling").empty());
  const std::string key(placeholder.at("key").as_string());
  EXPECT_EQ(key.find("NAME"), std::string::npos);
  const std::string body = R"({"key":")" + key + R"(","is_dismissed":true})";
  EXPECT_EQ(Post(jim_, path + "/remarks/dismiss", body).status, 403);
  ASSERT_EQ(Post(jada_, path + "/remarks/dismiss", body).status, 204);
  EXPECT_TRUE(find("placeholder").at("is_dismissed").as_bool());
  ASSERT_EQ(Revise(path, "Hello, dear NAME, we have a terminal for you. May I call?", 1).status, 201);
  EXPECT_TRUE(find("placeholder").at("is_dismissed").as_bool());
  ASSERT_EQ(Post(jada_, path + "/remarks/dismiss", R"({"key":")" + key + R"(","is_dismissed":false})").status,
            204);
  EXPECT_FALSE(find("placeholder").at("is_dismissed").as_bool());
}

TEST_P(ReviewRoutesTest, LettersThatWorkedAreTheTeams) {
  const std::string path = Ask();
  const std::string body =
      R"({"title":"A first letter","used_for":"Couriers","outcome":"Two of five answered","text":"Dear ..."})";
  EXPECT_EQ(Post(jada_, path + "/worked", body).status, 409);
  ASSERT_EQ(Post(jim_, path + "/verdict", R"({"verdict":"ready"})", VersionOf(path)).status, 200);
  const auto saved = Post(jim_, path + "/worked", body);
  ASSERT_EQ(saved.status, 201) << saved.text;
  const auto seen = [&](Id person) {
    return Get(person, "/api/v1/worked-letters").at("/items").as_array().size();
  };
  EXPECT_EQ(seen(tom_), 1U);
  EXPECT_EQ(seen(jada_), 1U);
  EXPECT_EQ(seen(max_), 0U);
  EXPECT_EQ(Get(ann_, "/api/v1/worked-letters").status, 403);
  EXPECT_EQ(Get(tom_, "/api/v1/worked-letters").Said("/items/0/text"), "Dear ...");
  const std::string worked = "/api/v1/worked-letters/" + saved.Said("/id");
  EXPECT_EQ(TeamTest::Ask(tom_, http::Method::patch, worked, R"({"outcome":"None"})", 1).status, 403);
  EXPECT_EQ(TeamTest::Ask(jim_, http::Method::patch, worked, R"({"outcome":"Three"})", 1).status, 200);
  EXPECT_EQ(TeamTest::Ask(max_, http::Method::remove, worked, "", 2).status, 404);
  EXPECT_EQ(TeamTest::Ask(jada_, http::Method::remove, worked, "", 1).status, 412);
  EXPECT_EQ(TeamTest::Ask(jada_, http::Method::remove, worked, "", 2).status, 204);
  EXPECT_EQ(seen(tom_), 0U);
}

// Sealed in its table, and in no other: not in the log, nor in what is kept for repeated requests.
TEST_P(ReviewRoutesTest, NoTableHoldsAWordOfIt) {
  const std::string path = Ask("", "Dear QUIXOTEXT, may I call?");
  ASSERT_EQ(Comment(jim_, path, 5, 9, R"("text":"QUIXOTEXT","replacement":"QUIXOTEXT 2")").status, 201);
  ASSERT_EQ(Revise(path, "Dear QUIXOTEXT, may I call you?", 1).status, 201);
  ASSERT_EQ(
      Post(jim_, path + "/verdict", R"({"verdict":"again","text":"QUIXOTEXT"})", VersionOf(path)).status,
      200);
  ASSERT_EQ(Post(jada_, path + "/thanks", R"({"text":"QUIXOTEXT"})", VersionOf(path)).status, 200);
  const auto holds = [&](std::string_view column, std::string_view table) {
    const auto values = db().Read()->Query<std::optional<std::string>>(
        "SELECT " + std::string(column) + " FROM " + std::string(table) + " WHERE org_id = $1", kOrg);
    return std::ranges::any_of(
        values, [](const auto& value) { return value && value->find(kMarker) != std::string::npos; });
  };
  EXPECT_FALSE(holds("old_values", "change"));
  EXPECT_FALSE(holds("new_values", "change"));
  EXPECT_FALSE(holds("cause", "action"));
  EXPECT_FALSE(holds("message_arguments", "notice"));
  EXPECT_FALSE(holds("sealed", "review_text"));
  EXPECT_FALSE(holds("body", "idempotency"));
}

INSTANTIATE_TEST_SUITE_P(Engines, ReviewRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::review
