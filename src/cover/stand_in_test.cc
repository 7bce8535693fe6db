#include "cover/stand_in.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "action/tables.h"
#include "action/undo.h"
#include "book/book_routes.h"
#include "book/directory.h"
#include "book/work.h"
#include "cover/cover_routes.h"
#include "db/statement_count.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "notice/notice_routes.h"
#include "people/people_routes.h"

namespace baton::cover {
namespace {

// Somebody still to be hired has Jada's three clients of freight, a deal and a task at Jim's client Larmar Freight, and a task without a
// client.
class StandInTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddCoverRoutes(router); }
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    AddTables(tables_);
    book::AddTables(tables_);
    handoff::AddTables(tables_);
    notice::AddTables(tables_);
    people::AddTables(tables_);
    freight_ = book::FindOwnedAccounts(*db().Read(), kOrg, jada_);
    const auto made = Post(jim_, "/api/v1/people/" + ToString(jada_) + "/stand-in", R"({"name":"Somebody"})");
    EXPECT_EQ(made.status, 201) << made.text;
    stand_in_ = *ParseId(made.Said("/person/id"));
    made_in_ = *action_id_;
  }

  void AddWork() {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test", now_);
      action.Insert(book::Opportunity{.account_id = larmar_,
                                      .owner_id = stand_in_,
                                      .name = "Terminals",
                                      .status = book::OpportunityStatus::open,
                                      .currency = "USD",
                                      .created_at = now_});
      for (const std::optional<Id> account : {std::optional(larmar_), std::optional<Id>()}) {
        action.Insert(book::Activity{.kind = book::ActivityKind::task,
                                     .account_id = account,
                                     .owner_id = stand_in_,
                                     .subject = "Call",
                                     .starts_at = now_,
                                     .created_at = now_});
      }
    });
  }
  handoff::TestReply IsLena() {
    return Post(jim_, "/api/v1/people/" + ToString(stand_in_) + "/is-now",
                fmt::format(R"({{"person_id":"{}"}})", lena_.value));
  }
  // Gives it one client more.
  void Own(Id account) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test", now_);
      EXPECT_TRUE(book::MoveOwnership(action, account, stand_in_));
    });
  }
  // As many rows as were kept, and the action that took it back.
  std::pair<std::vector<action::KeptRow>, Id> TakeBack(Id action_id) {
    return *db().Write([&](db::Tx& tx) -> Result<std::pair<std::vector<action::KeptRow>, Id>> {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      return std::pair(action::Undo(undoing, action_id, tables_).kept, undoing.id());
    });
  }
  bool IsThere() { return people::FindPerson(*db().Read(), kOrg, stand_in_).has_value(); }
  book::Work WorkOf(Id person) { return book::FindAllWork(*db().Read(), kOrg, person, now_); }

  std::vector<Id> freight_;
  Id stand_in_;
  Id made_in_;  // the action
  action::Tables tables_;
};

TEST_P(StandInTest, LeavesNothingBehindAtClientsOfOthers) {
  AddWork();
  const auto now = IsLena();
  ASSERT_EQ(now.status, 200) << now.text;
  EXPECT_EQ(now.Number("/accounts"), 3);
  EXPECT_EQ(now.Number("/deals"), 1);
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  EXPECT_TRUE(WorkOf(stand_in_).open_deals.empty());
  EXPECT_TRUE(WorkOf(stand_in_).tasks.empty());
  EXPECT_EQ(WorkOf(lena_).open_deals.size(), 1u);
  EXPECT_EQ(WorkOf(lena_).tasks.size(), 2u);
  EXPECT_TRUE(TakeBack(*action_id_).first.empty());
  EXPECT_EQ(WorkOf(stand_in_).tasks.size(), 2u);
  EXPECT_EQ(OwnerOf(freight_[0]), stand_in_);
}

// A client costs what is written of it: its ownership ends, which the log says too.
TEST_P(StandInTest, AsksAsLittleForManyClientsAsForFew) {
  const auto statements = [&] {
    const auto before = db::StatementsRun();
    const auto now = IsLena();
    EXPECT_EQ(now.status, 200) << now.text;
    const auto run = db::StatementsRun() - before;
    TakeBack(*action_id_);
    return run;
  };
  const auto few = statements();
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    for (int i = 0; i < 20; ++i) AddAccount(action, "Mill " + std::to_string(i), "Textile", 100, stand_in_);
  });
  EXPECT_LE(statements(), few + 20 * 2);
}

TEST_P(StandInTest, StaysWhereItHoldsSomethingWhenItIsTakenBack) {
  Own(wren_);
  const auto [kept, undone_in] = TakeBack(made_in_);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].table_name, "person");
  EXPECT_EQ(kept[0].why, "still_used");
  EXPECT_TRUE(IsThere());
  EXPECT_EQ(OwnerOf(freight_[0]), jada_);
  EXPECT_EQ(OwnerOf(wren_), stand_in_);
}

TEST_P(StandInTest, GoesWhereItHoldsNothing) {
  EXPECT_TRUE(TakeBack(made_in_).first.empty());
  EXPECT_FALSE(IsThere());
}

// To say who it is, to take that back, and to take back the taking back: by then it may hold something again.
TEST_P(StandInTest, StaysAlsoWhenAnUndoIsUndone) {
  ASSERT_EQ(IsLena().status, 200);
  EXPECT_FALSE(IsThere());
  const Id undone_in = TakeBack(*action_id_).second;
  EXPECT_TRUE(IsThere());
  Own(wren_);
  const auto kept = TakeBack(undone_in).first;
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].why, "still_used");
  EXPECT_TRUE(IsThere());
  EXPECT_EQ(OwnerOf(freight_[0]), lena_);
}

INSTANTIATE_TEST_SUITE_P(Engines, StandInTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::cover
