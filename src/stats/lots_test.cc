#include "stats/lots.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace baton::stats {
namespace {

// Fisher's way with one stratum and every subset as a bit mask.
double ShareOfSubsets(const std::vector<double>& outcomes, std::size_t coached, double observed) {
  int all = 0;
  int as_large = 0;
  for (unsigned mask = 0; mask < 1U << outcomes.size(); ++mask) {
    if (static_cast<std::size_t>(__builtin_popcount(mask)) != coached) continue;
    double sum = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) sum += (mask >> i & 1U) != 0 ? outcomes[i] : 0;
    ++all;
    as_large += sum >= observed ? 1 : 0;
  }
  return static_cast<double>(as_large) / all;
}

TEST(LotsTest, OneStratumIsFishersShareOfSubsets) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 40; ++round) {
    std::vector<Lot> lots;
    std::vector<double> outcomes;
    double observed = 0;
    const std::size_t size = 4 + random() % 6;
    const std::size_t coached = 1 + random() % (size - 1);
    for (std::size_t i = 0; i < size; ++i) {
      outcomes.push_back(static_cast<double>(random() % 4));
      lots.push_back({9, i < coached ? 1.0 : 0.0, outcomes.back()});
      observed += i < coached ? outcomes.back() : 0;
    }
    const auto test = TestLots(lots);
    if (!test) {
      EXPECT_EQ(test.error(), NoAnswer::no_variation);
      continue;
    }
    EXPECT_TRUE(test->is_exact);
    EXPECT_NEAR(test->p_value, ShareOfSubsets(outcomes, coached, observed), 1e-12);
    const double whole = std::accumulate(outcomes.begin(), outcomes.end(), 0.0);
    EXPECT_NEAR(
        test->effect,
        observed / static_cast<double>(coached) - (whole - observed) / static_cast<double>(size - coached),
        1e-10);
  }
}

// Three strata, orders of three: 6 * 6 * 6 arrangements as nested loops.
TEST(LotsTest, OrdersWithinStrataByNestedLoops) {
  const double outcomes[3][3] = {{3, 1, 0}, {2, 2, 1}, {0, 5, 1}};
  const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  const auto sum = [&](int stratum, int order) {
    double total = 0;
    for (int i = 0; i < 3; ++i) total += orders[order][i] * outcomes[stratum][i];
    return total;
  };
  std::vector<Lot> lots;
  for (int stratum = 0; stratum < 3; ++stratum) {
    for (int i = 0; i < 3; ++i)
      lots.push_back({static_cast<std::uint32_t>(stratum), static_cast<double>(orders[stratum + 1][i]),
                      outcomes[stratum][i]});
  }
  const double observed = sum(0, 1) + sum(1, 2) + sum(2, 3);
  int as_large = 0;
  for (int a = 0; a < 6; ++a) {
    for (int b = 0; b < 6; ++b) {
      for (int c = 0; c < 6; ++c) as_large += sum(0, a) + sum(1, b) + sum(2, c) >= observed - 1e-9 ? 1 : 0;
    }
  }
  const auto test = TestLots(lots);
  ASSERT_TRUE(test);
  EXPECT_EQ(test->arrangements, 216);
  EXPECT_NEAR(test->p_value, as_large / 216.0, 1e-12);
  EXPECT_NEAR(test->least_p_value, 1 / 216.0, 1e-12);
}

std::vector<Lot> Drawn(std::mt19937_64& random, std::uint32_t weeks, double effect) {
  std::vector<Lot> lots;
  std::normal_distribution<double> normal;
  for (std::uint32_t week = 0; week < weeks; ++week) {
    std::vector<double> drawn{1, 1, 1, 0, 0, 0};
    std::shuffle(drawn.begin(), drawn.end(), random);
    for (const double one : drawn) lots.push_back({week, one, week + effect * one + normal(random)});
  }
  return lots;
}

TEST(LotsTest, DrawsAreCloseToAllArrangementsAndTheSameForASeed) {
  std::mt19937_64 random(2);
  const auto lots = Drawn(random, 3, 0.5);  // 20^3 arrangements
  const auto exact = TestLots(lots);
  const auto drawn = TestLots(lots, {.seed = 5, .exact = 100});
  ASSERT_TRUE(exact && drawn);
  EXPECT_TRUE(exact->is_exact);
  EXPECT_EQ(exact->arrangements, 8'000);
  EXPECT_FALSE(drawn->is_exact);
  EXPECT_NEAR(exact->p_value, drawn->p_value, 4 * std::sqrt(0.25 / 9'999));
  EXPECT_NEAR(exact->p_value_two_sided, drawn->p_value_two_sided, 4 * std::sqrt(0.25 / 9'999));
  EXPECT_EQ(drawn->p_value, TestLots(lots, {.seed = 5, .exact = 100})->p_value);
  EXPECT_NE(drawn->p_value, TestLots(lots, {.seed = 6, .exact = 100})->p_value);
  EXPECT_NEAR(drawn->least_p_value, 1e-4, 1e-9);
}

// Where the lot does nothing p is below 5% in about 5% of the cases, whatever weeks do; where it does, it is found.
TEST(LotsTest, SizeAndPower) {
  std::mt19937_64 random(3);
  int false_claims = 0;
  int found = 0;
  constexpr int kRounds = 200;
  for (int round = 0; round < kRounds; ++round) {
    const LotOptions options{.seed = static_cast<std::uint64_t>(round), .draws = 199};
    false_claims += TestLots(Drawn(random, 8, 0), options)->p_value <= 0.05 ? 1 : 0;
    found += TestLots(Drawn(random, 8, 1), options)->p_value <= 0.05 ? 1 : 0;
  }
  EXPECT_LE(false_claims, kRounds / 10);
  EXPECT_GE(found, kRounds * 8 / 10);
}

TEST(LotsTest, WhatIsNoDrawSaysSo) {
  using Lots = std::vector<Lot>;
  EXPECT_EQ(TestLots({}).error(), NoAnswer::empty);
  EXPECT_EQ(TestLots(Lots{{1, 1, 2}}).error(), NoAnswer::no_variation);
  EXPECT_EQ(TestLots(Lots{{1, 1, 2}, {2, 0, 1}}).error(), NoAnswer::no_variation);
  EXPECT_EQ(TestLots(Lots{{1, 1, 2}, {1, 0, 2}}).error(), NoAnswer::no_variation);
  EXPECT_EQ(TestLots(Lots{{1, 1, std::numeric_limits<double>::quiet_NaN()}, {1, 0, 2}}).error(),
            NoAnswer::not_finite);
  EXPECT_EQ(TestLots(Lots{{1, 1, 1e300}, {1, 1e300, 2}}).error(), NoAnswer::not_finite);
  EXPECT_EQ(TestLots(Lots{{1, 1, 3}, {1, 0, 2}}, {.draws = 0}).error(), NoAnswer::out_of_range);
  // Two reps, one week: no outcome could be significant, and it says so.
  const auto two = TestLots(Lots{{1, 1, 3}, {1, 0, 2}});
  ASSERT_TRUE(two);
  EXPECT_EQ(two->p_value, 0.5);
  EXPECT_EQ(two->least_p_value, 0.5);
}

}  // namespace
}  // namespace baton::stats
