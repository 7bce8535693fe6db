#include "stats/rate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "stats/numbers_for_test.h"

namespace baton::stats {
namespace {

constexpr GammaBelief kProduct{2, 80};

// log NegBin as the textbook writes it, by std::lgamma.
double LogNegativeBinomial(const EventCount& unit, double shape, double rate) {
  return std::lgamma(shape + unit.events) - std::lgamma(shape) - std::lgamma(unit.events + 1) +
         shape * std::log(rate / (rate + unit.exposure)) +
         unit.events * std::log(unit.exposure / (rate + unit.exposure));
}
double LogLikelihoodOf(const std::vector<EventCount>& units, double shape, double rate) {
  double sum = 0;
  for (const EventCount& unit : units) {
    if (unit.exposure > 0) sum += LogNegativeBinomial(unit, shape, rate);
  }
  return sum;
}

std::vector<EventCount> Units(std::mt19937_64& random, int count, double shape, double rate) {
  std::vector<EventCount> units;
  for (int i = 0; i < count; ++i) {
    const double exposure = 20 + static_cast<double>(random() % 100);
    const double own = std::gamma_distribution<double>(shape, 1 / rate)(random);
    units.push_back({static_cast<double>(std::poisson_distribution<int>(own * exposure)(random)), exposure});
  }
  return units;
}

TEST(RateTest, PosteriorIsThePrecisionWeightedMean) {
  const GammaBelief prior{4, 80};
  const auto belief = After(prior, {3, 40});
  ASSERT_TRUE(belief);
  EXPECT_DOUBLE_EQ(MeanOf(*belief), 7.0 / 120);
  const double own = OwnWeight(prior, 40);
  EXPECT_DOUBLE_EQ(own, 1.0 / 3);
  EXPECT_NEAR(MeanOf(*belief), own * 3 / 40 + (1 - own) * MeanOf(prior), 1e-15);
}

// The posterior by Bayes' rule alone: prior times the Poisson chance, on a grid.
TEST(RateTest, PosteriorAndBandByQuadrature) {
  const GammaBelief prior{1.7, 30};
  const auto belief = After(prior, {5, 64});
  ASSERT_TRUE(belief);
  constexpr int kSteps = 200'000;
  constexpr double kWidth = 1.0 / kSteps;
  double whole = 0;
  double mean = 0;
  std::vector<double> below(kSteps + 1);
  for (int i = 1; i <= kSteps; ++i) {
    const double w = (i - 0.5) * kWidth;
    const double density = std::exp(0.7 * std::log(w) - 30 * w + 5 * std::log(w * 64) - 64 * w);
    whole += density;
    mean += w * density;
    below[static_cast<std::size_t>(i)] = whole;
  }
  EXPECT_NEAR(mean / whole, MeanOf(*belief), 1e-9);
  const Interval band = BandOf(*belief);
  EXPECT_NEAR(below[static_cast<std::size_t>(std::lround(band.low / kWidth))] / whole, 0.1, 1e-4);
  EXPECT_NEAR(below[static_cast<std::size_t>(std::lround(band.high / kWidth))] / whole, 0.9, 1e-4);
}

TEST(RateTest, LearnedPriorIsTheBestOfAGrid) {
  std::mt19937_64 random(7);
  int learned = 0;
  for (int round = 0; round < 30; ++round) {
    const auto units = Units(random, 12, 1.5, 25);
    const auto prior = LearnRates(units, 40, kProduct);
    ASSERT_TRUE(prior);
    if (prior->from != PriorFrom::learned) continue;
    ++learned;
    const double best = LogLikelihoodOf(units, prior->prior.shape, prior->prior.rate);
    for (double shape : {0.8, 0.99, 0.999, 1.0, 1.001, 1.01, 1.3}) {
      for (double rate : {0.8, 0.99, 0.999, 1.0, 1.001, 1.01, 1.3}) {
        EXPECT_LE(LogLikelihoodOf(units, shape * prior->prior.shape, rate * prior->prior.rate), best + 1e-9);
      }
    }
    for (int a = -16; a <= 24; ++a) {
      for (int b = -8; b <= 32; ++b) {
        EXPECT_LE(LogLikelihoodOf(units, std::exp(a / 4.0), std::exp(b / 4.0)), best + 1e-9);
      }
    }
  }
  EXPECT_GT(learned, 25);
}

TEST(RateTest, ManyUnitsTellThePriorTheyCameFrom) {
  std::mt19937_64 random(3);
  const auto prior = LearnRates(Units(random, 4'000, 2, 30), 40, kProduct);
  ASSERT_TRUE(prior);
  EXPECT_EQ(prior->from, PriorFrom::learned);
  EXPECT_NEAR(prior->prior.shape, 2, 0.25);
  EXPECT_NEAR(MeanOf(prior->prior), 2.0 / 30, 0.003);
}

TEST(RateTest, UnitsThatDoNotDifferArePooled) {
  const std::vector<EventCount> alike(8, {5, 50});
  const auto prior = LearnRates(alike, 30, kProduct);
  ASSERT_TRUE(prior);
  EXPECT_EQ(prior->from, PriorFrom::pooled);
  EXPECT_NEAR(MeanOf(prior->prior), 0.1, 1e-12);
  EXPECT_NEAR(OwnWeight(prior->prior, 30), kPooledWeight, 1e-12);
}

TEST(RateTest, FewUnitsArePooledAndNeverWeighMoreThanHalf) {
  const std::vector<EventCount> two{{0, 50}, {30, 50}, {7, 0.0 + 1}};
  for (const double own : {0.0, 1.0, 40.0, 4'000.0}) {
    const auto prior = LearnRates(two, own, kProduct);
    ASSERT_TRUE(prior);
    EXPECT_EQ(prior->from, PriorFrom::pooled);
    EXPECT_NEAR(MeanOf(prior->prior), 37.0 / 101, 1e-12);
    EXPECT_LE(OwnWeight(prior->prior, own), kPooledWeight + 1e-12);
  }
}

TEST(RateTest, WithoutEventsTheProductPriorIsTaken) {
  for (const auto& units : {std::vector<EventCount>{}, {{0, 0}}, std::vector<EventCount>(9, {0, 40})}) {
    const auto prior = LearnRates(units, 40, kProduct);
    ASSERT_TRUE(prior);
    EXPECT_EQ(prior->from, PriorFrom::product);
    EXPECT_EQ(prior->prior.rate, kProduct.rate);
  }
}

TEST(RateTest, WhatIsNoCountIsRefusedWithAReason) {
  const auto learn = [](EventCount unit) {
    return LearnRates(std::vector<EventCount>{{3, 10}, unit}, 40, kProduct).error();
  };
  EXPECT_EQ(learn({kNaN, 10}), NoAnswer::not_finite);
  EXPECT_EQ(learn({1, HUGE_VAL}), NoAnswer::not_finite);
  EXPECT_EQ(learn({-1, 10}), NoAnswer::out_of_range);
  EXPECT_EQ(learn({1.5, 10}), NoAnswer::out_of_range);
  EXPECT_EQ(learn({1, 0}), NoAnswer::out_of_range);
  EXPECT_EQ(learn({1e300, 1}), NoAnswer::too_large);
  EXPECT_EQ(LearnRates({}, kNaN, kProduct).error(), NoAnswer::not_finite);
  EXPECT_EQ(LearnRates({}, 1, {0, 1}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(After(GammaBelief{kNaN, 1}, {1, 1}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(After(kProduct, {1, 0}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(After(BetaBelief{1, 1}, 3, 2).error(), NoAnswer::out_of_range);
  EXPECT_EQ(ChanceHigher(kProduct, {1, -1}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(ObservedToExpected(3, 0).error(), NoAnswer::out_of_range);
  EXPECT_FALSE(IsLoggedEnough(5, 0));
  EXPECT_FALSE(IsLoggedEnough(7, 13));
  EXPECT_TRUE(IsLoggedEnough(8, 13));
}

// Units of very different size, and counts far beyond a person's: still a finite, sensible prior.
TEST(RateTest, HugeAndTinyUnitsStayFinite) {
  const std::vector<EventCount> units{{1e9, 1e8}, {0, 1e-6}, {12, 3}, {4'000'000, 1e6}, {1, 1}, {0, 500}};
  const auto prior = LearnRates(units, 40, kProduct);
  ASSERT_TRUE(prior);
  EXPECT_TRUE(std::isfinite(prior->prior.shape));
  EXPECT_GT(prior->prior.rate, 0);
}

TEST(RateTest, BetaPosteriorByCounting) {
  const auto belief = After(BetaBelief{9, 11}, 6, 10);
  ASSERT_TRUE(belief);
  EXPECT_DOUBLE_EQ(MeanOf(*belief), 0.5);
  EXPECT_DOUBLE_EQ(OwnWeight(BetaBelief{9, 11}, 10), 1.0 / 3);
  // Whole parameters: I_x(a, b) is the chance of at least a of a + b - 1 (binomial).
  const Interval band = BandOf(*belief);
  double below = 0;
  for (int j = 15; j <= 29; ++j) {
    below += std::exp(std::lgamma(30) - std::lgamma(j + 1) - std::lgamma(30 - j) + j * std::log(band.low) +
                      (29 - j) * std::log(1 - band.low));
  }
  EXPECT_NEAR(below, 0.1, 1e-9);
}

// P(X > Y) is the integral of F_Y f_X; for a whole shape F_Y is one less a sum of Poisson chances.
TEST(RateTest, ChanceHigherByQuadrature) {
  const GammaBelief first{2.5, 30};
  const GammaBelief second{3, 50};
  constexpr int kSteps = 400'000;
  constexpr double kWidth = 1.5 / kSteps;
  double sum = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double x = (i + 0.5) * kWidth;
    const double of_first = std::exp(2.5 * std::log(30) + 1.5 * std::log(x) - 30 * x - std::lgamma(2.5));
    const double u = 50 * x;
    sum += of_first * (1 - std::exp(-u) * (1 + u + u * u / 2)) * kWidth;
  }
  EXPECT_NEAR(*ChanceHigher(first, second), sum, 1e-9);
  EXPECT_NEAR(*ChanceHigher(first, second) + *ChanceHigher(second, first), 1, 1e-12);
  EXPECT_NEAR(*ChanceHigher(second, second), 0.5, 1e-12);
}

TEST(RateTest, ObservedToExpectedStaysNearOneWhereLittleIsExpected) {
  const auto little = ObservedToExpected(1, 0.2);
  const auto much = ObservedToExpected(100, 80);
  EXPECT_NEAR(little->value, 2 / 1.2, 1e-12);
  EXPECT_NEAR(much->value, 101.0 / 81, 1e-12);
  EXPECT_LT(little->band.low, 1);
  EXPECT_GT(much->band.low, 1);
}

// log BetaBinomial as the textbook writes it, by std::lgamma.
double LogShares(const std::vector<ShareCount>& units, double a, double b) {
  const auto log_beta = [](double x, double y) {
    return std::lgamma(x) + std::lgamma(y) - std::lgamma(x + y);
  };
  double sum = 0;
  for (const ShareCount& unit : units)
    sum +=
        log_beta(a + static_cast<double>(unit.k), b + static_cast<double>(unit.n - unit.k)) - log_beta(a, b);
  return sum;
}

std::vector<ShareCount> Shares(std::mt19937_64& random, int count, double a, double b) {
  std::vector<ShareCount> units;
  for (int i = 0; i < count; ++i) {
    const double x = std::gamma_distribution<double>(a, 1)(random);
    const double y = std::gamma_distribution<double>(b, 1)(random);
    const int n = 10 + static_cast<int>(random() % 40);
    units.push_back({std::binomial_distribution<int>(n, x / (x + y))(random), n});
  }
  return units;
}

TEST(RateTest, LearnedSharePriorIsTheBestOfAGrid) {
  std::mt19937_64 random(11);
  int learned = 0;
  for (int round = 0; round < 20; ++round) {
    const auto units = Shares(random, 12, 3, 2);
    const auto prior = LearnShares(units, 20, {1, 1});
    ASSERT_TRUE(prior);
    if (prior->from != PriorFrom::learned) continue;
    ++learned;
    const double best = LogShares(units, prior->prior.a, prior->prior.b);
    for (const double a : {0.8, 0.99, 0.999, 1.0, 1.001, 1.01, 1.3}) {
      for (const double b : {0.8, 0.99, 0.999, 1.0, 1.001, 1.01, 1.3})
        EXPECT_LE(LogShares(units, a * prior->prior.a, b * prior->prior.b), best + 1e-7);
    }
    for (int a = -16; a <= 24; ++a) {
      for (int b = -16; b <= 24; ++b)
        EXPECT_LE(LogShares(units, std::exp(a / 4.0), std::exp(b / 4.0)), best + 1e-7);
    }
  }
  EXPECT_GT(learned, 15);
}

TEST(RateTest, ManyUnitsTellTheSharePriorTheyCameFrom) {
  std::mt19937_64 random(5);
  const auto prior = LearnShares(Shares(random, 2'000, 6, 4), 20, {1, 1});
  ASSERT_TRUE(prior);
  EXPECT_EQ(prior->from, PriorFrom::learned);
  EXPECT_NEAR(MeanOf(prior->prior), 0.6, 0.01);
  EXPECT_NEAR(prior->prior.a + prior->prior.b, 10, 1);
}

TEST(RateTest, SharesThatDoNotDifferOrAreFewArePooled) {
  for (const auto& units :
       {std::vector<ShareCount>(8, {14, 20}), std::vector<ShareCount>{{3, 5}, {39, 55}}}) {
    const auto prior = LearnShares(units, 7, {1, 1});
    ASSERT_TRUE(prior);
    EXPECT_EQ(prior->from, PriorFrom::pooled);
    EXPECT_NEAR(MeanOf(prior->prior), 0.7, 0.01);
    EXPECT_NEAR(OwnWeight(prior->prior, 7), kPooledWeight, 1e-12);
  }
  // Everybody won everything: likely, but never certain.
  const auto all = LearnShares(std::vector<ShareCount>(9, {4, 4}), 4, {1, 1});
  EXPECT_EQ(all->from, PriorFrom::pooled);
  EXPECT_LT(MeanOf(all->prior), 1);
  EXPECT_EQ(LearnShares(std::vector<ShareCount>{{0, 0}}, 0, {2, 3})->from, PriorFrom::product);
  EXPECT_EQ(LearnShares(std::vector<ShareCount>{{5, 4}}, 1, {1, 1}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(LearnShares(std::vector<ShareCount>{{1, 4}}, -1, {1, 1}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(LearnShares(std::vector<ShareCount>{{1, 4}}, 1, {0, 1}).error(), NoAnswer::out_of_range);
}

// For whole parameters P(X > Y) = sum over i < a1 of B(a2 + i, b1 + b2) / ((b1 + i) B(1 + i, b1) B(a2, b2)), with X ~ Beta(a1, b1).
TEST(RateTest, ChanceThatAShareIsHigherByTheSum) {
  const auto log_beta = [](double x, double y) {
    return std::lgamma(x) + std::lgamma(y) - std::lgamma(x + y);
  };
  const BetaBelief first{9, 4};
  const BetaBelief second{5, 6};
  double sum = 0;
  for (int i = 0; i < 9; ++i) {
    sum += std::exp(log_beta(second.a + i, first.b + second.b) - std::log(first.b + i) -
                    log_beta(1.0 + i, first.b) - log_beta(second.a, second.b));
  }
  EXPECT_NEAR(*ChanceHigher(first, second), sum, 2e-4);
  EXPECT_NEAR(*ChanceHigher(first, second) + *ChanceHigher(second, first), 1, 2e-4);
  EXPECT_FALSE(ChanceHigher(first, BetaBelief{0, 1}));
}

}  // namespace
}  // namespace baton::stats
