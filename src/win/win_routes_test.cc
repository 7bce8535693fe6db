#include "win/win_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/tables.h"
#include "action/undo.h"
#include "book/opportunity.h"
#include "handoff/team_for_test.h"
#include "win/look.h"

namespace baton::win {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC.
class WinRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddWinRoutes(router); }

  book::Opportunity Deal(Id account, Id owner, std::string_view closes_on,
                         book::OpportunityStatus status = book::OpportunityStatus::won) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
      book::Opportunity deal;
      deal.account_id = account;
      deal.owner_id = owner;
      deal.name = "15 terminals";
      deal.status = status;
      deal.amount_minor = 3'800'000;
      deal.currency = "USD";
      deal.opened_on = ParseDay("2026-10-01");
      deal.closes_on = ParseDay(closes_on);
      deal.created_at = now_;
      return action.Insert(deal);
    });
  }
  book::Opportunity Change(const book::Opportunity& before, book::OpportunityStatus status) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
      book::Opportunity after = before;
      after.status = status;
      return *action.Update(before, after);
    });
  }
  int LookNow() { return Look(db(), kOrg, now_); }
  handoff::TestReply Wins(Id person) { return Get(person, "/api/v1/wins"); }
  std::size_t Count(Id person) { return Wins(person).at("/items").as_array().size(); }
  handoff::TestReply Thank(Id person, std::string_view body, std::int64_t version = 1) {
    return Post(person, "/api/v1/wins/" + Wins(jim_).Said("/items/0/id") + "/thanks", body, version);
  }
};

TEST_P(WinRoutesTest, AWinIsToldOnce) {
  EXPECT_EQ(LookNow(), 0);  // there was nothing, and from here on it follows the log
  const auto told = NoticesOf(jim_);
  const auto open = Deal(larmar_, jada_, "2026-11-23", book::OpportunityStatus::open);
  EXPECT_EQ(LookNow(), 0);
  Change(open, book::OpportunityStatus::won);
  EXPECT_EQ(LookNow(), 1);
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(NoticesOf(jim_), told + 1);
  EXPECT_EQ(NoticesOf(jada_), 0);
  const auto wins = Wins(jim_);
  ASSERT_EQ(wins.at("/items").as_array().size(), 1u) << wins.text;
  EXPECT_EQ(wins.Said("/items/0/rep/name"), "Jada Ellis");
  EXPECT_EQ(wins.Said("/items/0/account/name"), "Larmar Freight");
  EXPECT_EQ(wins.Said("/items/0/deal"), "15 terminals");
  EXPECT_FALSE(wins.at("/items/0/facts/is_room_known").as_bool());
  EXPECT_TRUE(wins.at("/items/0/facts/introduced_on").is_null());
}

TEST_P(WinRoutesTest, SeveralAtOnceAreOneNotice) {
  Deal(larmar_, jada_, "2026-11-23");
  Deal(bexley_, tom_, "2026-11-22");
  EXPECT_EQ(LookNow(), 2);  // a first look
  EXPECT_EQ(NoticesOf(jim_), 1);
  EXPECT_EQ(Wins(jim_).Said("/items/0/rep/name"), "Jada Ellis");  // the latest first
}

TEST_P(WinRoutesTest, WhatIsNoWinOfARepIsNotTold) {
  LookNow();
  Deal(larmar_, jim_, "2026-11-23");   // his own
  Deal(larmar_, jada_, "2026-11-01");  // long ago
  Deal(larmar_, jada_, "2026-12-24");  // to come
  Deal(larmar_, jada_, "2026-11-23", book::OpportunityStatus::lost);
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(NoticesOf(jim_), 0);
}

TEST_P(WinRoutesTest, WhatIsNoWinAnyMoreGoes) {
  LookNow();
  const auto won = Deal(larmar_, jada_, "2026-11-23");
  EXPECT_EQ(LookNow(), 1);
  Change(won, book::OpportunityStatus::open);
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(Count(jim_), 0u);
}

TEST_P(WinRoutesTest, FactsComeFromTheRowsOfTheTwo) {
  Meet(larmar_, {jada_}, *ParseInstant("2026-11-12T10:00:00Z"));
  Deal(larmar_, jada_, "2026-11-23");
  LookNow();
  EXPECT_TRUE(Wins(jim_).at("/items/0/facts/is_room_known").as_bool());
  EXPECT_EQ(Wins(jim_).Number("/items/0/facts/in_the_room"), 0);
  Meet(larmar_, {jim_, jada_}, *ParseInstant("2026-11-13T10:00:00Z"));
  EXPECT_EQ(Wins(jim_).Number("/items/0/facts/in_the_room"), 1);
}

TEST_P(WinRoutesTest, ThanksAreSaidOnceAndCanBeTakenBack) {
  Deal(larmar_, jada_, "2026-11-23");
  LookNow();
  EXPECT_EQ(Count(jada_), 0u);
  EXPECT_EQ(Thank(jim_, R"({"words":"  "})").status, 422);
  EXPECT_EQ(Thank(jim_, R"({"words":")" + std::string(601, 'x') + R"("})").status, 422);
  const auto thanked = Thank(jim_, R"({"words":"Well done, Jada."})");
  ASSERT_EQ(thanked.status, 200) << thanked.text;
  EXPECT_EQ(thanked.Said("/words"), "Well done, Jada.");
  EXPECT_EQ(thanked.at("/may").as_array().size(), 0u);
  EXPECT_EQ(NoticesOf(jada_), 1);
  ASSERT_EQ(Count(jada_), 1u);
  EXPECT_EQ(Wins(jada_).Said("/items/0/words"), "Well done, Jada.");
  EXPECT_TRUE(Wins(jada_).at("/items/0/facts").is_null());  // what he did is between him and himself
  const auto deed = *action_id_;
  EXPECT_EQ(Thank(jim_, R"({"words":"Again"})", 2).status, 409);
  db().Write([&](db::Tx& tx) {
    action::Tables tables;
    AddTables(tables);
    tables.Add({.name = "notice"});
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    EXPECT_TRUE(action::Undo(undoing, deed, tables).kept.empty());
  });
  EXPECT_EQ(Count(jada_), 0u);
  EXPECT_EQ(NoticesOf(jada_), 0);
  EXPECT_EQ(Thank(jim_, R"({"words":"Well done"})", 3).status, 200);
}

TEST_P(WinRoutesTest, ThanksOutliveTheDeal) {
  const auto won = Deal(larmar_, jada_, "2026-11-23");
  LookNow();
  ASSERT_EQ(Thank(jim_, R"({"words":"Well done"})").status, 200);
  Change(won, book::OpportunityStatus::open);
  LookNow();
  EXPECT_EQ(Count(jada_), 1u);
}

TEST_P(WinRoutesTest, OthersHaveNothingToDoWithIt) {
  Deal(larmar_, jada_, "2026-11-23");
  LookNow();
  for (const Id person : {max_, dana_, tom_, ann_}) EXPECT_EQ(Count(person), 0u);
  EXPECT_EQ(Thank(max_, R"({"words":"Well done"})").status, 404);
  EXPECT_EQ(Thank(jada_, R"({"words":"Well done"})").status, 403);
}

INSTANTIATE_TEST_SUITE_P(Engines, WinRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::win
