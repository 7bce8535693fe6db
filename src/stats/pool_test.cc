#include "stats/pool.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "stats/numbers_for_test.h"

namespace baton::stats {
namespace {

TEST(PoolTest, UpdateIsBayesRuleOnAGrid) {
  const NormalBelief prior{0.08, 0.08};
  const Estimate own{0.25, 0.12};
  const auto updated = Update(prior, own);
  ASSERT_TRUE(updated);
  double whole = 0;
  double mean = 0;
  double square = 0;
  for (int i = -200'000; i <= 200'000; ++i) {
    const double b = i * 1e-5;
    const double density = std::exp(-std::pow((b - prior.mean) / prior.deviation, 2) / 2 -
                                    std::pow((b - own.value) / own.standard_error, 2) / 2);
    whole += density;
    mean += b * density;
    square += b * b * density;
  }
  mean /= whole;
  EXPECT_NEAR(updated->belief.mean, mean, 1e-9);
  EXPECT_NEAR(updated->belief.deviation, std::sqrt(square / whole - mean * mean), 1e-9);
  EXPECT_NEAR(updated->own_weight, (mean - prior.mean) / (own.value - prior.mean), 1e-9);
}

// "About 16% chance of harm" under the usual prior.
TEST(PoolTest, ChanceAndBand) {
  EXPECT_NEAR(ChanceAbove({0.08, 0.08}, 0), 0.8413447, 1e-7);
  EXPECT_NEAR(BandOf(NormalBelief{0.08, 0.08}).low, 0.08 - 1.2815515655 * 0.08, 1e-9);
}

// Worked by hand: weights 100, 25 and 25, their mean 0.2; Q = 1 + 4 + 0.25 = 5.25 with two degrees.
TEST(PoolTest, DerSimonianLairdByHand) {
  const Estimate estimates[] = {{0.1, 0.1}, {0.6, 0.2}, {0.2, 0.2}};
  const auto pooled = Pool(estimates);
  ASSERT_TRUE(pooled);
  EXPECT_NEAR(pooled->heterogeneity, 100 * 0.01 + 25 * 0.16 + 0, 1e-12);
  const double variance = (5 - 2.0) / (150 - (10'000 + 625 + 625) / 150.0);
  EXPECT_NEAR(pooled->spread * pooled->spread, variance, 1e-12);
  EXPECT_NEAR(pooled->p_value, std::exp(-2.5), 1e-12);  // chi-squared with two degrees
  const double w1 = 1 / (0.01 + variance);
  const double w2 = 1 / (0.04 + variance);
  const double mean = (0.1 * w1 + 0.6 * w2 + 0.2 * w2) / (w1 + 2 * w2);
  EXPECT_NEAR(pooled->mean, mean, 1e-12);
  EXPECT_NEAR(pooled->standard_error, std::sqrt(1 / (w1 + 2 * w2)), 1e-12);
  EXPECT_NEAR(pooled->shrunk[1].mean, (0.6 / 0.04 + mean / variance) / (1 / 0.04 + 1 / variance), 1e-12);
  EXPECT_NEAR(pooled->shrunk[1].own_weight, variance / (variance + 0.04), 1e-12);
}

TEST(PoolTest, WhereTheyDifferNoMoreThanChanceAllGetTheMean) {
  const Estimate estimates[] = {{0.1, 0.1}, {0.12, 0.2}, {0.09, 0.1}};
  const auto pooled = Pool(estimates);
  ASSERT_TRUE(pooled);
  EXPECT_EQ(pooled->spread, 0);
  for (const Shrunk& shrunk : pooled->shrunk) {
    EXPECT_DOUBLE_EQ(shrunk.mean, pooled->mean);
    EXPECT_EQ(shrunk.own_weight, 0);
  }
}

// Managers who do differ: the shrunk values are nearer to the truth than the estimates themselves.
TEST(PoolTest, ShrunkAreNearerToTheTruth) {
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  double of_shrunk = 0;
  double of_own = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<Estimate> estimates;
    std::vector<double> truths;
    for (int m = 0; m < 12; ++m) {
      truths.push_back(0.1 + 0.1 * normal(random));
      const double error = 0.05 + 0.3 * static_cast<double>(random() % 10) / 10;
      estimates.push_back({truths.back() + error * normal(random), error});
    }
    const auto pooled = Pool(estimates);
    for (std::size_t m = 0; m < truths.size(); ++m) {
      of_shrunk += std::pow(pooled->shrunk[m].mean - truths[m], 2);
      of_own += std::pow(estimates[m].value - truths[m], 2);
    }
  }
  EXPECT_LT(of_shrunk, 0.5 * of_own);
}

TEST(PoolTest, DetectableEffectIsTwoPointEightErrors) {
  EXPECT_NEAR(*DetectableEffect(1), 2.801585, 1e-6);
  // The table of the methods, which counts with 2.8: wins needed by effect and deviation.
  const double cases[][3] = {{0.05, 0.4, 19'600}, {0.1, 0.4, 4'900}, {0.2, 0.4, 1'225}, {0.3, 0.4, 544},
                             {0.05, 0.8, 4'900},  {0.1, 0.8, 1'225}, {0.2, 0.8, 306},   {0.3, 0.8, 136}};
  for (const auto& [effect, deviation, events] : cases)
    EXPECT_NEAR(*EventsNeeded(effect, deviation) / events, 1, 0.003);
}

TEST(PoolTest, WhatIsNoEstimateSaysSo) {
  const Estimate one[] = {{1, 1}};
  EXPECT_EQ(Pool({}).error(), NoAnswer::too_few);
  EXPECT_EQ(Pool(one).error(), NoAnswer::too_few);
  const auto why = [](Estimate estimate) {
    const Estimate two[] = {{1, 1}, estimate};
    return Pool(two).error();
  };
  EXPECT_EQ(why({kNaN, 1}), NoAnswer::not_finite);
  EXPECT_EQ(why({1, HUGE_VAL}), NoAnswer::not_finite);
  EXPECT_EQ(why({1, 0}), NoAnswer::out_of_range);
  EXPECT_EQ(why({1, -1}), NoAnswer::out_of_range);
  EXPECT_EQ(why({1, 1e-200}), NoAnswer::not_finite);
  EXPECT_EQ(Update({0, 0}, {1, 1}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(Update({0, 1}, {kNaN, 1}).error(), NoAnswer::not_finite);
  EXPECT_EQ(DetectableEffect(0).error(), NoAnswer::out_of_range);
  EXPECT_EQ(DetectableEffect(kNaN).error(), NoAnswer::not_finite);
  EXPECT_EQ(EventsNeeded(0, 1).error(), NoAnswer::out_of_range);
  EXPECT_EQ(EventsNeeded(1e-300, 1).error(), NoAnswer::not_finite);
}

}  // namespace
}  // namespace baton::stats
