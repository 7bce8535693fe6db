#include "review/review_text.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "coaching/promise_routes.h"
#include "handoff/team_for_test.h"
#include "review/review_routes.h"
#include "seal/unused.h"

namespace baton::review {
namespace {

class ReviewTextTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    AddTables(tables_);
    coaching::AddTables(tables_);
    tables_.Add({.name = "notice"});
    const auto made = Post(jada_, "/api/v1/reviews",
                           R"({"title":"To Harbor","text":"Dear Bill, may I call?","is_draft":false})");
    EXPECT_EQ(made.status, 201) << made.text;
    letter_ = "/api/v1/reviews/" + made.Said("/id");
    const auto comment =
        Post(jim_, letter_ + "/comments", R"({"on_version":1,"position":5,"length":4,"text":"Which Bill?"})");
    EXPECT_EQ(comment.status, 201) << comment.text;
    comment_ = "/api/v1/review-comments/" + comment.Said("/id");
  }
  void AddRoutes(http::Router& router) override { AddReviewRoutes(router, {.key = &key_}); }

  std::string Undo(Id person, access::Role role) {
    return *db().Write([&](db::Tx& tx) -> Result<std::string> {
      const access::Principal who{.org_id = kOrg, .person_id = person, .role = role};
      const access::Scope own{access::Reach::own, kOrg, person};
      if (const auto why = action::WhyNotUndo(tx, who, own, *action_id_, tables_, now_))
        return why->message.key;
      action::Action undoing(tx, {kOrg, person}, "action.undo", now_);
      EXPECT_TRUE(action::Undo(undoing, *action_id_, tables_).kept.empty());
      return std::string();
    });
  }
  std::int64_t VersionOf(const std::string& pointer = "/version") {
    return Get(jada_, letter_).Number(pointer);
  }
  void Wait(int days) { now_ = now_ + days * kMillisecondsPerDay; }
  int Sweep() { return ForgetUnusedTexts(db(), kOrg, now_); }
  std::int64_t Count(const std::string& what) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + what + " WHERE org_id = $1",
                                                  kOrg);
  }

  const seal::Key key_{{7, 8, 9}};
  action::Tables tables_;
  std::string letter_, comment_;
};

TEST_P(ReviewTextTest, AWithdrawnLetterComesBackForAMonthAndIsGoneThen) {
  ASSERT_EQ(Post(jim_, letter_ + "/verdict", R"({"verdict":"again","text":"Shorter"})", VersionOf()).status,
            200);
  ASSERT_EQ(Post(jada_, letter_ + "/thanks", R"({"text":"Thank you"})", VersionOf()).status, 200);
  EXPECT_EQ(Count("review_text"), 4);
  const auto withdraw = [&] {
    ASSERT_EQ(Ask(jada_, http::Method::remove, letter_, "", VersionOf()).status, 204);
  };
  withdraw();
  EXPECT_EQ(Sweep(), 0);
  Wait(20);
  ASSERT_EQ(Undo(jada_, access::Role::rep), "");
  EXPECT_EQ(Get(jim_, letter_).Said("/comments/0/text"), "Which Bill?");
  EXPECT_EQ(Get(jim_, letter_).Said("/thanks_text"), "Thank you");
  withdraw();
  Wait(11);
  EXPECT_EQ(Sweep(), 0) << "the month counts from the last deed";
  Wait(seal::kUndoDays - 11);
  EXPECT_EQ(Undo(jada_, access::Role::rep), "problem.action.too_late");
  Wait(12);
  EXPECT_EQ(Sweep(), 4);
  for (const std::string table : {"review_text", "review_version", "review_comment"})
    EXPECT_EQ(Count(table), 0);
  EXPECT_EQ(Count("review"), 1);
  EXPECT_EQ(Get(jada_, letter_).status, 404);
  EXPECT_EQ(Sweep(), 0);
}

TEST_P(ReviewTextTest, WordsOfARemovedOrRewrittenCommentGo) {
  ASSERT_EQ(Ask(jim_, http::Method::patch, comment_, R"({"text":"Who is he?"})", 1).status, 200);
  Sweep();
  Wait(31);
  EXPECT_EQ(Sweep(), 1);
  EXPECT_EQ(Get(jada_, letter_).Said("/comments/0/text"), "Who is he?");
  EXPECT_EQ(Undo(jim_, access::Role::manager), "problem.action.too_late");
  ASSERT_EQ(Ask(jim_, http::Method::remove, comment_, "", VersionOf("/comments/0/version")).status, 204);
  Sweep();
  Wait(31);
  EXPECT_EQ(Sweep(), 1);
  EXPECT_EQ(Count("review_comment"), 0);
  EXPECT_EQ(Get(jada_, letter_).Said("/text"), "Dear Bill, may I call?");
}

INSTANTIATE_TEST_SUITE_P(Engines, ReviewTextTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::review
