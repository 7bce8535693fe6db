#include "stats/evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stats/numbers_for_test.h"

namespace baton::stats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

EvidenceFacts Supported() {
  EvidenceFacts facts;
  facts.wins = 400;
  facts.weeks = 52;
  facts.reps = facts.clusters = 12;
  facts.own_weight = 0.6;
  facts.placebo_p_value = 0.4;
  facts.same_week_p_value = 0.3;
  facts.estimate = 0.3;
  facts.detectable = 0.25;
  facts.other_estimate = 0.2;
  facts.without_any_one = Interval{0.2, 0.4};
  facts.band = Interval{0.1, 0.5};
  facts.break_even = 0.04;
  return facts;
}

TEST(EvidenceTest, NothingIsAnAssumption) {
  const auto found = EvidenceLevel({});
  EXPECT_EQ(found.level, Evidence::assumption);
  EXPECT_THAT(found.missing, ElementsAre(Gate::wins, Gate::weeks));
}

TEST(EvidenceTest, AllGatesAreSupported) {
  const auto found = EvidenceLevel(Supported());
  EXPECT_EQ(found.level, Evidence::supported);
  EXPECT_THAT(found.missing, ElementsAre(Gate::lots));
}

// Each gate alone holds the level below its step, and is named.
TEST(EvidenceTest, EachGateHolds) {
  const auto level = [](auto&& change) {
    EvidenceFacts facts = Supported();
    change(facts);
    return EvidenceLevel(facts);
  };
  const auto expect = [](const EvidenceFound& found, Evidence wanted, Gate missing) {
    EXPECT_EQ(found.level, wanted);
    EXPECT_THAT(found.missing, ElementsAre(missing));
  };
  expect(level([](EvidenceFacts& f) { f.wins = 19; }), Evidence::assumption, Gate::wins);
  expect(level([](EvidenceFacts& f) { f.weeks = 7; }), Evidence::assumption, Gate::weeks);
  expect(level([](EvidenceFacts& f) { f.weeks = 25; }), Evidence::description, Gate::half_year);
  expect(level([](EvidenceFacts& f) { f.reps = 7; }), Evidence::description, Gate::reps);
  expect(level([](EvidenceFacts& f) { f.own_weight = 0.29; }), Evidence::description, Gate::own_weight);
  expect(level([](EvidenceFacts& f) { f.placebo_p_value = 0.05; }), Evidence::description, Gate::placebo);
  expect(level([](EvidenceFacts& f) { f.placebo_p_value.reset(); }), Evidence::description, Gate::placebo);
  expect(level([](EvidenceFacts& f) { f.same_week_p_value = 0.04; }), Evidence::description, Gate::same_week);
  expect(level([](EvidenceFacts& f) { f.clusters = 9; }), Evidence::suggestive, Gate::clusters);
  expect(level([](EvidenceFacts& f) { f.detectable = 0.31; }), Evidence::suggestive, Gate::detectable);
  expect(level([](EvidenceFacts& f) { f.other_estimate = -0.1; }), Evidence::suggestive, Gate::same_sign);
  expect(level([](EvidenceFacts& f) { f.other_estimate.reset(); }), Evidence::suggestive, Gate::same_sign);
  expect(level([](EvidenceFacts& f) { f.without_any_one->low = -0.01; }), Evidence::suggestive,
         Gate::without_any_one);
  expect(level([](EvidenceFacts& f) { f.break_even = 0.1; }), Evidence::suggestive, Gate::break_even);
  expect(level([](EvidenceFacts& f) { f.break_even.reset(); }), Evidence::suggestive, Gate::break_even);
}

TEST(EvidenceTest, WhatIsNoNumberPassesNothing) {
  EvidenceFacts facts = Supported();
  facts.own_weight = kNaN;
  facts.placebo_p_value = kNaN;
  EXPECT_EQ(EvidenceLevel(facts).level, Evidence::description);
  facts = Supported();
  facts.estimate = kNaN;
  facts.band = Interval{kNaN, kNaN};
  EXPECT_EQ(EvidenceLevel(facts).missing.size(), 4U);
  facts.lots_p_value = kNaN;
  EXPECT_EQ(EvidenceLevel(facts).level, Evidence::suggestive);
}

TEST(EvidenceTest, HarmCanBeSupportedToo) {
  EvidenceFacts facts = Supported();
  facts.estimate = -0.3;
  facts.other_estimate = -0.2;
  facts.without_any_one = Interval{-0.4, -0.2};
  facts.band = Interval{-0.5, -0.1};
  EXPECT_EQ(EvidenceLevel(facts).level, Evidence::supported);
}

TEST(EvidenceTest, ADrawByLotNeedsOnlyWinsAndWeeks) {
  EvidenceFacts facts;
  facts.lots_p_value = 0.01;
  EXPECT_EQ(EvidenceLevel(facts).level, Evidence::assumption);
  facts.wins = 20;
  facts.weeks = 8;
  EXPECT_EQ(EvidenceLevel(facts).level, Evidence::experimental);
  EXPECT_THAT(EvidenceLevel(facts).missing, IsEmpty());
  facts.lots_p_value = 0.06;
  EXPECT_EQ(EvidenceLevel(facts).level, Evidence::description);
}

TEST(EvidenceTest, WhatMayBeSaid) {
  EXPECT_FALSE(MayShowMoney(Evidence::description));
  EXPECT_TRUE(MayShowMoney(Evidence::suggestive));
  EXPECT_FALSE(MaySayCoach(Evidence::suggestive, 0.89));
  EXPECT_TRUE(MaySayCoach(Evidence::assumption, 0.9));
  EXPECT_TRUE(MaySayCoach(Evidence::supported, 0.2));
}

}  // namespace
}  // namespace baton::stats
