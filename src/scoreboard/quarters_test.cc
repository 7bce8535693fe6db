#include "scoreboard/quarters.h"

#include <gtest/gtest.h>

#include "json/json.h"
#include "scoreboard/scoreboard_for_test.h"

namespace baton::scoreboard {
namespace {

Day On(const char* text) { return *ParseDay(text); }

TEST(ClosingTest, IsTenDaysAfterTheEndOfAQuarterThatBatonSawWhole) {
  const Period quarter = *ParsePeriod("2026-Q3", On("2026-11-24"));
  EXPECT_EQ(ClosesOn(quarter, On("2026-06-29")), On("2026-10-08"));
  EXPECT_EQ(ClosesOn(quarter, On("2026-06-30")), std::nullopt) << "what is brought in later belongs to it";
  EXPECT_EQ(ClosesOn(*ParsePeriod("2026-Q4", On("2026-11-24")), On("2026-01-01")), On("2027-01-14"));
  EXPECT_EQ(ClosesOn(*ParsePeriod("13w", On("2026-11-24")), On("2026-01-01")), std::nullopt);
}

TEST(ClosingTest, TheLastQuartersAreThoseThatHaveBegun) {
  const auto last = LastQuarters(On("2027-01-04"), kLineQuarters);
  ASSERT_EQ(last.size(), 8u);
  EXPECT_EQ(last.front().name, "2027-Q1");
  EXPECT_EQ(last.back().name, "2025-Q2");
}

class QuartersTest : public ScoreboardTest {
 protected:
  void SetUp() override {
    ScoreboardTest::SetUp();
    if (!IsSkipped()) ComeOn("2026-01-05");
  }
  void ComeOn(const char* day) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE organization SET created_at = $2 WHERE org_id = $1", kOrg,
                 ToInstant({On(day), 0}, "UTC"));
    });
  }
  std::int64_t Kept() {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM score_quarter WHERE org_id = $1",
                                                  kOrg);
  }
  handoff::TestReply Third(Id asker) { return Of(jim_, asker, "?period=2026-Q3"); }
  handoff::TestReply Line(Id asker) {
    return Get(asker, "/api/v1/people/" + ToString(jim_) + "/scoreboard/quarters");
  }
  // Everything but how it stands with closing.
  static std::string Rest(const handoff::TestReply& reply) {
    json::Object object = reply.body.as_object();
    object.erase("closing");
    return json::ToText(json::Value(std::move(object)));
  }
};

TEST_P(QuartersTest, WhatIsClosedStaysAsItWas) {
  const Id deal = Deal(bexley_, jada_, 70, book::OpportunityStatus::won, 300'000);
  Deal(larmar_, jim_, 75);
  Deal(wren_, tom_, 80, book::OpportunityStatus::lost);
  Session(jada_, 110, true);
  const auto before = Third(jim_);
  const auto above = Third(dana_);
  EXPECT_TRUE(before.at("/closing/closed_on").is_null());
  EXPECT_EQ(before.Said("/closing/closes_on"), "2026-10-08");
  EXPECT_EQ(before.Number("/now/touched"), 1);
  EXPECT_EQ(before.at("/growth").as_array().size(), 3u);
  CloseQuarters(db(), kOrg, now_);
  const auto kept = Kept();
  EXPECT_EQ(kept, 4) << "two quarters of two managers: the first one had begun before they came";

  const auto closed = Third(jim_);
  EXPECT_EQ(closed.Said("/closing/closed_on"), "2026-11-24");
  EXPECT_EQ(closed.Number("/closing/definition"), kDefinitions);
  EXPECT_TRUE(closed.at("/closing/closes_on").is_null());
  EXPECT_EQ(Rest(closed), Rest(before)) << "it is kept whole";
  EXPECT_EQ(Rest(Third(dana_)), Rest(above)) << "and those above see of it what they saw";

  // Later the deal is Max's, another one comes up, and the rules change.
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE opportunity SET owner_id = $3, amount_minor = 1 WHERE org_id = $1 AND id = $2", kOrg,
               deal, max_);
    tx.Execute(
        "INSERT INTO setting (org_id, id, version, name, value) VALUES ($1, 77, 1, 'joint_deal_amount', '1')",
        kOrg);
  });
  Deal(bexley_, tom_, 72);
  CloseQuarters(db(), kOrg, now_);
  EXPECT_EQ(Kept(), kept);
  EXPECT_EQ(Rest(Third(jim_)), Rest(before));
  const auto rows = RowsOf(jim_, "wins_enabled", "&period=2026-Q3");
  ASSERT_EQ(rows.status, 200) << rows.text;
  ASSERT_EQ(rows.at("/items").as_array().size(), 1u);
  EXPECT_EQ(rows.Said("/items/0/people/0/name"), "Jada Ellis");
  EXPECT_EQ(rows.Number("/items/0/amount_minor"), 300'000);
  EXPECT_EQ(rows.Said("/items/0/win"), "touched");
  const auto own = Get(jada_, "/api/v1/people/" + ToString(jada_) + "/growth?period=2026-Q3");
  ASSERT_EQ(own.status, 200) << own.text;
  EXPECT_EQ(own.Number("/sales_minor"), 300'000) << "the rep's own row says the same";
  EXPECT_EQ(Of(jim_, jim_, "?period=13w").Number("/now/joint"), 2)
      << "what runs is counted by the rules of now";
}

TEST_P(QuartersTest, ARunningOneAndOneBeforeBatonStayOpen) {
  ComeOn("2026-08-01");
  CloseQuarters(db(), kOrg, now_);
  EXPECT_EQ(Kept(), 0);
  EXPECT_EQ(Of(jim_, jim_, "?period=2026-Q4").Said("/closing/closes_on"), "2027-01-14");
  EXPECT_TRUE(Third(jim_).at("/closing/closes_on").is_null());
  EXPECT_TRUE(Of(jim_, jim_).at("/closing/closes_on").is_null());
}

TEST_P(QuartersTest, TheLineHoldsTheHeadlineOfEach) {
  for (int i = 0; i < 10; ++i) Deal(bexley_, jim_, 60 + i);
  CloseQuarters(db(), kOrg, now_);
  const auto line = Line(jim_);
  ASSERT_EQ(line.status, 200) << line.text;
  ASSERT_EQ(line.at("/items").as_array().size(), 8u);
  EXPECT_EQ(line.Said("/items/0/period/name"), "2025-Q1");
  EXPECT_TRUE(line.at("/items/0/closed_on").is_null());
  EXPECT_EQ(line.Said("/items/6/period/name"), "2026-Q3");
  EXPECT_EQ(line.Said("/items/6/kind"), "own");
  EXPECT_EQ(line.Said("/items/6/closed_on"), "2026-11-24");
  EXPECT_EQ(line.at("/items/6/high"), Third(jim_).at("/saying/high"));
  EXPECT_TRUE(line.at("/items/7/is_running").as_bool());
  EXPECT_EQ(Line(dana_).status, 200);
  EXPECT_EQ(Line(max_).status, 404);
  EXPECT_EQ(Line(jada_).status, 403);
}

INSTANTIATE_TEST_SUITE_P(Engines, QuartersTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::scoreboard
