#include "assign/balance.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "assign/improve.h"

namespace baton::assign::inner {
namespace {

// A fifth of the accounts are eight times as large as the others, and cheaper with the fifth of the reps who know them: these are far too
// full until their prices have risen.
Problem CrowdedProblem() {
  constexpr int kReps = 40;
  std::mt19937_64 random(1);
  const auto below = [&](std::uint64_t end) { return static_cast<std::int64_t>(random() % end); };
  Problem problem;
  std::int64_t loads = 0;
  std::vector<Candidate> candidates(20);
  for (int j = 0; j < 4'000; ++j) {
    const std::int64_t size = j % 5 == 0 ? 8 : 1;
    const std::int64_t first = below(kReps);
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      const auto rep = static_cast<std::int32_t>((first + static_cast<std::int64_t>(k)) % kReps);
      const std::int64_t fit = below(1000) + (rep % 5 == j % 5 ? 0 : 500);
      candidates[k] = {rep, fit * size, size * (90 + below(30))};
    }
    loads += size * 105;
    AddAccount(problem, {.unplaced_cost = 1'000'000}, candidates);
  }
  problem.reps.assign(kReps, {.capacity = loads * 20 / 17 / kReps});
  return problem;
}

class BalanceTest : public testing::Test {
 protected:
  std::int64_t AfterSlopes(int passes) {
    Prices prices = NoPrices(model_);
    std::int64_t value = ValueOf(prices);
    Plan plan(model_);
    Fill(model_, prices, watch_, plan);
    Ascend(model_, plan.objective(), passes, false, watch_, prices, value);
    return value;
  }

  Relaxed RelaxedAt(const Prices& prices) {
    Relaxed relaxed;
    EXPECT_TRUE(Relax(model_, prices, watch_, relaxed));
    return relaxed;
  }
  std::int64_t ValueOf(const Prices& prices) { return RelaxedAt(prices).value; }

  const Problem problem_ = CrowdedProblem();
  const Model model_ = Build(problem_);
  const std::function<bool()> never_;
  Watch watch_{never_};
};

TEST_F(BalanceTest, ProvesInFewPassesWhatStepsAlongASlopeDoInMany) {
  const std::int64_t best = AfterSlopes(500);
  const std::int64_t slopes = AfterSlopes(25);
  Prices prices = NoPrices(model_);
  const std::optional<std::int64_t> value = Balance(model_, 0, {15, 1'000'000}, watch_, prices);
  ASSERT_TRUE(value);
  ASSERT_LT(slopes, best);
  EXPECT_LT(best - *value, (best - slopes) / 10);
}

TEST_F(BalanceTest, WhatItProvesIsByItsPricesAndNeverLessThanBefore) {
  std::int64_t before = ValueOf(NoPrices(model_));
  for (int passes = 1; passes < 12; ++passes) {
    Prices prices = NoPrices(model_);
    const std::optional<std::int64_t> value = Balance(model_, 0, {passes, INT64_MAX}, watch_, prices);
    ASSERT_TRUE(value);
    EXPECT_EQ(*value, ValueOf(prices));
    EXPECT_GE(*value, before);
    before = *value;
  }
  Prices wild = NoPrices(model_);
  for (std::int64_t& price : wild.capacity) price = model_.largest_capacity_price / 3;
  const std::int64_t of_wild = ValueOf(wild);
  EXPECT_GT(*Balance(model_, 0, {30, 1'000'000}, watch_, wild), of_wild);
}

TEST_F(BalanceTest, LeavesRoomToSpareAtRepsWhoWouldBeFull) {
  Prices tight = NoPrices(model_);
  Prices roomy = NoPrices(model_);
  const auto spare = static_cast<std::int64_t>(2 * model_.mean_load);
  Balance(model_, 0, {40, 1'000'000}, watch_, tight);
  Balance(model_, spare, {40, 1'000'000}, watch_, roomy);
  const Relaxed with_tight = RelaxedAt(tight);
  const Relaxed with_roomy = RelaxedAt(roomy);
  std::int64_t full = 0;
  std::int64_t less = 0;
  for (std::size_t r = 0; r < tight.capacity.size(); ++r) {
    if (tight.capacity[r] == 0 || roomy.capacity[r] == 0) continue;
    ++full;
    less += with_tight.load[r] - with_roomy.load[r];
  }
  ASSERT_GT(full, 5);
  EXPECT_GT(less, full * spare / 2);
  EXPECT_LT(less, full * spare * 2);
  EXPECT_LT(with_roomy.value, with_tight.value);
}

TEST_F(BalanceTest, SaysNothingOfPricesThatNobodyLookedAt) {
  const std::function<bool()> at_once = [] { return true; };
  Watch stopped(at_once);
  Prices prices = NoPrices(model_);
  EXPECT_FALSE(Balance(model_, 0, {10, 1'000'000}, stopped, prices));
  EXPECT_EQ(prices.capacity, NoPrices(model_).capacity);
}

}  // namespace
}  // namespace baton::assign::inner
