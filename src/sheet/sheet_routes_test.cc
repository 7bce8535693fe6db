#include "sheet/sheet_routes.h"

#include <gtest/gtest.h>

#include "action/tables.h"
#include "action/undo.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"

namespace baton::sheet {
namespace {

constexpr const char* kOwnWords = R"({"text":"Spring is when they renew. I call Bill in January."})";

class SheetRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    handoff::AddHandoffRoutes(router);
    AddSheetRoutes(router);
  }
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    handoff_ = *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = larmar_, .from_id = jim_, .to_id = jada_};
      return handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
    path_ = "/api/v1/handoffs/" + ToString(handoff_) + "/sheet";
  }

  handoff::TestReply Write(Id person, std::string_view body, std::int64_t version) {
    return Ask(person, http::Method::patch, path_, body, version);
  }
  handoff::TestReply ReadBack(Id person, std::int64_t version, std::string_view body = kOwnWords) {
    return Post(person, path_ + "/read-back", body, version);
  }
  std::string PromisesPath() const { return "/api/v1/accounts/" + ToString(larmar_) + "/client-promises"; }

  Id handoff_;
  std::string path_;
};

TEST_P(SheetRoutesTest, WrittenReadBackAndCountedAsTransferNote) {
  EXPECT_EQ(Get(jada_, path_).Number("/version"), 0);
  const auto before = NoticesOf(jada_);
  const auto written = Write(jim_, R"({"importance":"  They renew in spring. ","risks":"None known."})", 0);
  ASSERT_EQ(written.status, 200) << written.text;
  EXPECT_EQ(written.Said("/importance"), "They renew in spring.");
  EXPECT_EQ(NoticesOf(jada_), before + 1);
  EXPECT_EQ(Write(jim_, R"({"summary":"All well."})", 1).Number("/version"), 2);
  EXPECT_EQ(NoticesOf(jada_), before + 1) << "the second time tells nobody";

  const auto jims = NoticesOf(jim_);
  const auto read = ReadBack(jada_, 2);
  ASSERT_EQ(read.status, 200) << read.text;
  EXPECT_FALSE(read.at("/is_changed_since").as_bool());
  EXPECT_EQ(NoticesOf(jim_), jims + 1);
  const auto handoff = Get(jada_, "/api/v1/handoffs/" + ToString(handoff_));
  EXPECT_EQ(handoff.Said("/steps/0/kind"), "transfer_note");
  EXPECT_TRUE(handoff.at("/steps/0/is_done").as_bool());
}

TEST_P(SheetRoutesTest, WhatIsAddedAfterwardsWantsToBeReadAgain) {
  ASSERT_EQ(Write(jim_, R"({"importance":"They renew in spring."})", 0).status, 200);
  ASSERT_EQ(ReadBack(jada_, 1).status, 200);
  ASSERT_EQ(Post(jim_, PromisesPath(), R"({"title":"A spare terminal"})").status, 201);
  EXPECT_TRUE(Get(jada_, path_).at("/is_changed_since").as_bool());
  ASSERT_EQ(ReadBack(jada_, 2).status, 200);
  EXPECT_FALSE(Get(jada_, path_).at("/is_changed_since").as_bool());
  ASSERT_EQ(Write(jim_, R"({"risks":"None."})", 3).status, 200);
  EXPECT_TRUE(Get(jada_, path_).at("/is_changed_since").as_bool()) << "at the same instant";
}

TEST_P(SheetRoutesTest, EachPartWritesItsOwn) {
  EXPECT_EQ(Write(jada_, R"({"importance":"x"})", 0).status, 403);
  EXPECT_EQ(ReadBack(jada_, 0).status, 409) << "nothing is written";
  ASSERT_EQ(Write(jim_, R"({"importance":"x"})", 0).status, 200);
  EXPECT_EQ(ReadBack(jim_, 1).status, 403);
  EXPECT_EQ(Get(tom_, path_).status, 404);
  EXPECT_EQ(Get(max_, path_).status, 404);
  EXPECT_EQ(Get(ann_, path_).status, 403) << "an administrator has no part in handoffs";
  EXPECT_EQ(Get(dana_, path_).status, 200);
  EXPECT_EQ(Write(dana_, R"({"importance":"y"})", 1).status, 403) << "a director reads";
}

TEST_P(SheetRoutesTest, TwoWritersAtOnceLoseNothing) {
  ASSERT_EQ(Write(jim_, R"({"importance":"mine"})", 0).status, 200);
  EXPECT_EQ(Write(jim_, R"({"importance":"theirs"})", 0).status, 412);
  EXPECT_EQ(Write(jim_, R"({"importance":"theirs"})", 1).status, 200);
}

TEST_P(SheetRoutesTest, UndoTakesTheReadBackAndItsStepBack) {
  ASSERT_EQ(Write(jim_, R"({"importance":"They renew in spring."})", 0).status, 200);
  ASSERT_EQ(ReadBack(jada_, 1).status, 200);
  action::Tables tables;
  handoff::AddTables(tables);
  AddTables(tables);
  tables.Add({.name = "notice"});
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jada_}, "action.undo", now_);
    EXPECT_TRUE(action::Undo(undoing, *action_id_, tables).kept.empty());
  });
  const auto sheet = Get(jada_, path_);
  EXPECT_EQ(sheet.Said("/read_back"), "");
  EXPECT_EQ(sheet.Said("/importance"), "They renew in spring.");
  EXPECT_FALSE(Get(jada_, "/api/v1/handoffs/" + ToString(handoff_)).at("/steps/0/is_done").as_bool());
}

TEST_P(SheetRoutesTest, PromisesToTheClientStandOnTheSheet) {
  EXPECT_EQ(Post(jim_, PromisesPath(), R"({"title":" "})").status, 422);
  const auto made =
      Post(jim_, PromisesPath(), R"({"title":"Old terminals are bought back","due_on":"2026-12-15"})");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string path = "/api/v1/client-promises/" + made.Said("/id");
  EXPECT_EQ(Get(jada_, path_).Said("/promises/0/title"), "Old terminals are bought back");
  EXPECT_EQ(Ask(tom_, http::Method::patch, path, R"({"is_kept":true})", 1).status, 404) << "not his client";
  const auto kept = Ask(jim_, http::Method::patch, path, R"({"is_kept":true})", 1);
  ASSERT_EQ(kept.status, 200) << kept.text;
  EXPECT_EQ(kept.Said("/kept_at"), "2026-11-24T09:41:00Z");
  EXPECT_EQ(Ask(jim_, http::Method::remove, path).status, 204);
  EXPECT_TRUE(Get(jada_, path_).at("/promises").as_array().empty());
}

TEST_P(SheetRoutesTest, WhoSaidNoSeesTheAccountsPromisesNoMore) {
  ASSERT_EQ(Post(jim_, PromisesPath(), R"({"title":"A spare terminal"})").status, 201);
  EXPECT_EQ(Get(jada_, path_).at("/promises").as_array().size(), 1u);
  Post(jada_, "/api/v1/handoffs/" + ToString(handoff_) + "/stage",
       R"({"stage":"declined","reason":"No time"})", 1);
  EXPECT_TRUE(Get(jada_, path_).at("/promises").as_array().empty());
  EXPECT_EQ(Get(jim_, path_).at("/promises").as_array().size(), 1u);
}

TEST_P(SheetRoutesTest, AnEndedHandoffIsOnlyRead) {
  ASSERT_EQ(Write(jim_, R"({"importance":"They renew in spring."})", 0).status, 200);
  ASSERT_EQ(Post(jim_, "/api/v1/handoffs/" + ToString(handoff_) + "/stage",
                 R"({"stage":"returned","reason":"Not now"})", 1)
                .status,
            200);
  EXPECT_EQ(Write(jim_, R"({"importance":"x"})", 1).status, 409);
  EXPECT_EQ(ReadBack(jada_, 1).status, 409);
  EXPECT_FALSE(Get(jim_, path_).at("/may_write").as_bool());
}

INSTANTIATE_TEST_SUITE_P(Engines, SheetRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::sheet
