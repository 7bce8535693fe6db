#include "board/board_routes.h"

#include <gtest/gtest.h>

#include "board/board.h"
#include "db/statement_count.h"
#include "handoff/handoff.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "plan/plan_routes.h"

namespace baton::board {
namespace {

class BoardTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddBoardRoutes(router);
    plan::AddPlanRoutes(router);
    handoff::AddHandoffRoutes(router);
  }

  static json::Value Column(const handoff::TestReply& board, std::string_view stage) {
    for (const json::Value& column : board.at("/stages").as_array()) {
      if (column.at("stage").as_string() == stage) return column;
    }
    return nullptr;
  }
  void Step(Id person, std::string_view handoff, const char* stage, int version) {
    const auto reply = Post(person, "/api/v1/handoffs/" + std::string(handoff) + "/stage",
                            std::string("{\"stage\":\"") + stage + "\"}", version);
    EXPECT_EQ(reply.status, 200) << reply.text;
  }
};

TEST_P(BoardTest, WithoutAnythingAllIsStillMine) {
  const auto board = Get(jim_, "/api/v1/board?manager=me");
  ASSERT_EQ(board.status, 200) << board.text;
  EXPECT_EQ(Column(board, "mine").at("count").as_int64(), 3);
  EXPECT_EQ(board.Number("/statement/accounts"), 3);
  EXPECT_EQ(board.Number("/statement/revenue_minor"), 4'820'000 + 5'410'000 + 3'160'000);
  EXPECT_EQ(board.Number("/statement/this_month"), 0);
  EXPECT_TRUE(board.at("/draft").is_null());
  EXPECT_TRUE(Column(board, "accepted").is_null());
  EXPECT_EQ(Column(board, "confirmed").at("count").as_int64(), 0);
}

TEST_P(BoardTest, DraftThenHandoffs) {
  const auto plan = Post(jim_, "/api/v1/plans", R"({"rules":{"keep_below_fit":0.2}})");
  ASSERT_EQ(plan.status, 201) << plan.text;
  const auto drafted = Get(jim_, "/api/v1/board");
  EXPECT_EQ(drafted.Said("/draft/plan_id"), plan.Said("/id"));
  EXPECT_FALSE(drafted.at("/stages/0/items/0/line").is_null());
  EXPECT_TRUE(drafted.at("/stages/0/items/0/handoff").is_null());
  EXPECT_GT(drafted.Number("/statement/this_month"), 0);

  Post(jim_, "/api/v1/plans/" + plan.Said("/id") + "/approval", "", 1);
  const auto proposed = Get(jim_, "/api/v1/board");
  EXPECT_TRUE(proposed.at("/draft").is_null());
  EXPECT_EQ(Column(proposed, "mine").at("count").as_int64(), 3);
  EXPECT_EQ(proposed.Said("/stages/0/items/0/handoff/stage"), "proposed");

  const auto coming = Get(jada_, "/api/v1/handoffs?role=to_me");
  const std::string id = coming.Said("/items/0/id");
  Step(jada_, id, "accepted", 1);
  const auto accepted = Get(jim_, "/api/v1/board");
  EXPECT_EQ(Column(accepted, "accepted").at("count").as_int64(), 1);
  EXPECT_EQ(accepted.Number("/statement/accounts"), 3);  // still his until the introduction
  Step(jim_, id, "introduced", 2);
  Step(jim_, id, "expectations", 3);
  Step(jim_, id, "owned", 4);
  const auto owned = Get(jim_, "/api/v1/board");
  EXPECT_EQ(Column(owned, "owned").at("count").as_int64(), 1);
  EXPECT_EQ(owned.Number("/statement/accounts"), 2);
  const std::string owned_account(Column(owned, "owned").at_pointer("/items/0/account/id").as_string());
  Meet(*ParseId(owned_account), {jada_}, DaysFromNow(3));
  now_ = DaysFromNow(30);
  Step(jim_, id, "confirmed", 5);
  const auto confirmed = Get(jim_, "/api/v1/board");
  EXPECT_EQ(Column(confirmed, "confirmed").at("count").as_int64(), 1);
  EXPECT_EQ(Column(confirmed, "owned").at("count").as_int64(), 0);
}

TEST_P(BoardTest, EachAccountStandsOnce) {
  const auto plan = Post(jim_, "/api/v1/plans", R"({"rules":{"keep_below_fit":0.2}})");
  Post(jim_, "/api/v1/plans/" + plan.Said("/id") + "/approval", "", 1);
  const std::string id = Get(jada_, "/api/v1/handoffs?role=to_me").Said("/items/0/id");
  const auto declined = Post(jada_, "/api/v1/handoffs/" + id + "/stage",
                             R"({"stage":"declined","reason":"Too many already"})", 1);
  EXPECT_EQ(declined.status, 200) << declined.text;
  const auto board = Get(jim_, "/api/v1/board");
  const std::string account = declined.Said("/account/id");
  const json::Value mine = Column(board, "mine");
  for (const json::Value& card : mine.at("items").as_array()) {
    if (card.at_pointer("/account/id").as_string() != account) continue;
    EXPECT_EQ(card.at_pointer("/refusal/reason").as_string(), "Too many already");
    EXPECT_EQ(card.at_pointer("/refusal/refused_by").as_string(), "successor");
    EXPECT_EQ(card.at_pointer("/refusal/person/name").as_string(), "Jada Ellis");
    EXPECT_FALSE(card.at_pointer("/refusal/next_best/person").is_null());
    EXPECT_TRUE(card.at("handoff").is_null());
  }
  std::int64_t all = 0;
  for (const json::Value& column : board.at("/stages").as_array()) all += column.at("count").as_int64();
  EXPECT_EQ(all, 3);
}

TEST_P(BoardTest, OfAllTeamsWithTheDraftThatCounts) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, max_}, "test", now_);
    AddAccount(action, "Orrin Mills", "Textile", 2'000'000, max_);
  });
  const auto all = Get(dana_, "/api/v1/board?manager=team");
  ASSERT_EQ(all.status, 200) << all.text;
  EXPECT_EQ(all.Said("/manager/name"), "Dana Ruiz");
  EXPECT_EQ(all.at("/managers").as_array().size(), 3u);
  EXPECT_EQ(Column(all, "mine").at("count").as_int64(), 4);
  EXPECT_TRUE(all.at("/draft").is_null());
  EXPECT_EQ(Get(jim_, "/api/v1/board?manager=team").at("/managers").as_array().size(), 1u);
  EXPECT_EQ(Column(Get(jada_, "/api/v1/board?manager=team"), "mine").at("count").as_int64(), 3) << "her own";

  // Of whoever looks, else of whose clients they are, else of somebody above.
  const auto of_dana = Post(dana_, "/api/v1/plans",
                            R"({"rules":{"keep_below_fit":0},"manager_ids":[")" + ToString(jim_) + R"(",")" +
                                ToString(max_) + "\"]}");
  ASSERT_EQ(of_dana.status, 201) << of_dana.text;
  const auto read = Get(jim_, "/api/v1/board");
  EXPECT_EQ(read.Said("/draft/plan_id"), of_dana.Said("/id"));
  EXPECT_EQ(read.Said("/draft/manager/name"), "Dana Ruiz");
  EXPECT_FALSE(read.at("/stages/0/items/0/line").is_null());
  const auto of_jim = Post(jim_, "/api/v1/plans", R"({"rules":{"keep_below_fit":0}})");
  EXPECT_EQ(Get(jim_, "/api/v1/board").Said("/draft/plan_id"), of_jim.Said("/id"));
  EXPECT_EQ(Get(max_, "/api/v1/board").Said("/draft/plan_id"), of_dana.Said("/id"));
  const auto hers = Get(dana_, "/api/v1/board?manager=" + ToString(jim_));
  EXPECT_EQ(hers.Said("/draft/plan_id"), of_dana.Said("/id"));
  EXPECT_EQ(Column(hers, "mine").at("count").as_int64(), 3);
  EXPECT_EQ(Get(dana_, "/api/v1/board?manager=team").Said("/draft/plan_id"), of_dana.Said("/id"));
  ASSERT_EQ(Ask(dana_, http::Method::remove, "/api/v1/plans/" + of_dana.Said("/id")).status, 204);
  EXPECT_EQ(Get(dana_, "/api/v1/board?manager=" + ToString(jim_)).Said("/draft/plan_id"), of_jim.Said("/id"));
  EXPECT_TRUE(Get(max_, "/api/v1/board").at("/draft").is_null());
}

TEST_P(BoardTest, WhoSeesWhichBoard) {
  EXPECT_EQ(Get(dana_, "/api/v1/board?manager=" + ToString(jim_)).status, 200);
  EXPECT_EQ(Get(max_, "/api/v1/board?manager=" + ToString(jim_)).status, 404);
  EXPECT_EQ(Get(jada_, "/api/v1/board?manager=" + ToString(jim_)).status, 404);
  EXPECT_EQ(Get(jada_, "/api/v1/board").status, 200);
  EXPECT_EQ(Get(ann_, "/api/v1/board").status, 403);
  EXPECT_EQ(Get(jim_, "/api/v1/board?manager=nobody").status, 422);
}

// With a refusal, something accepted and a draft of the rest in both: what stands on a board costs no statement a card.
TEST_P(BoardTest, AsksAsLittleForManyCardsAsForFew) {
  const auto approve_and_answer = [&] {
    const auto plan = Post(jim_, "/api/v1/plans", R"({"rules":{"keep_below_fit":0}})");
    ASSERT_EQ(Post(jim_, "/api/v1/plans/" + plan.Said("/id") + "/approval", "", 1).status, 200);
    int answered = 0;
    for (const Id rep : {jada_, tom_, lena_}) {
      const auto coming = Get(rep, "/api/v1/handoffs?role=to_me");
      for (const json::Value& item : coming.at("/items").as_array()) {
        if (item.at("stage").as_string() != "proposed") continue;
        const std::string path = "/api/v1/handoffs/" + std::string(item.at("id").as_string()) + "/stage";
        const bool refuses = answered++ % 2 == 0;
        const auto step = Post(
            rep, path, refuses ? R"({"stage":"declined","reason":"No hour"})" : R"({"stage":"accepted"})", 1);
        EXPECT_EQ(step.status, 200) << step.text;
      }
    }
    Post(jim_, "/api/v1/plans", R"({"rules":{"keep_below_fit":0}})");  // for what was refused
  };
  const auto statements = [&](Id person, int cards) {
    const auto before = db::StatementsRun();
    const auto board = Get(person, "/api/v1/board?manager=" + ToString(jim_));
    const auto run = db::StatementsRun() - before;
    EXPECT_EQ(board.Number("/statement/accounts"), cards);
    EXPECT_GT(Column(board, "mine").at("count").as_int64(), cards / 3);
    EXPECT_GT(Column(board, "accepted").at("count").as_int64(), cards / 6);
    return run;
  };
  approve_and_answer();
  const auto his = statements(jim_, 3);
  const auto hers = statements(dana_, 3);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    for (int i = 0; i < 60; ++i) AddAccount(action, "Mill " + std::to_string(i), "Textile", 100, jim_);
  });
  approve_and_answer();
  EXPECT_EQ(statements(jim_, 63), his);
  EXPECT_EQ(statements(dana_, 63), hers);
  EXPECT_LE(his, 51);  // the ties of a client are three of them, twice
}

// A stage that only grows shows the first hundred; what came to pass with the others is not read.
TEST_P(BoardTest, ReadsWhatCameToPassOfCardsOnly) {
  Id last;
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    for (std::size_t i = 0; i <= kMaxCards; ++i) {
      last = AddAccount(action, "Mill " + std::to_string(i), "Textile", 1'000 - static_cast<int>(i), jada_);
      action.Insert(handoff::Handoff{.account_id = last,
                                     .from_id = jim_,
                                     .to_id = jada_,
                                     .stage = handoff::Stage::owned,
                                     .proposed_at = DaysFromNow(-90),
                                     .introduced_at = DaysFromNow(-80),
                                     .owned_at = DaysFromNow(-70)});
    }
  });
  const auto read = [&] {
    const auto before = db::RowsRead();
    const auto owned = Column(Get(jim_, "/api/v1/board"), "owned");
    EXPECT_EQ(owned.at("count").as_int64(), std::ssize(owned.at("items").as_array()) + 1);
    return db::RowsRead() - before;
  };
  Meet(last, {jada_}, DaysFromNow(-30));  // who knows it, and since when, is in its row
  const auto rows = read();
  for (int i = 0; i < 20; ++i) Meet(last, {jada_}, DaysFromNow(-31 - i));
  EXPECT_EQ(read(), rows);
}

INSTANTIATE_TEST_SUITE_P(Engines, BoardTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::board
