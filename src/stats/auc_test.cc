#include "stats/auc.h"

#include <gtest/gtest.h>

#include <random>

namespace baton::stats {
namespace {

// Every pair by itself.
double NaiveAuc(const std::vector<double>& higher, const std::vector<double>& lower) {
  double wins = 0;
  for (const double one : higher) {
    for (const double other : lower) wins += one > other ? 1 : one == other ? 0.5 : 0;
  }
  return wins / static_cast<double>(higher.size() * lower.size());
}

// The values were computed outside of this program, the ends by trying two million values each (Python 3); DeLong's interval on
// the logit scale is 0.617 to 0.955 here.
TEST(AucTest, SaysWhatAnIndependentComputationSays) {
  const auto auc = AucOf({.9, .8, .75, .6, .6, .55, .4, .35, .2, .7},
                         {.1, .3, .6, .2, .05, .45, .15, .4, .25, .5, .1, .35});
  ASSERT_TRUE(auc);
  EXPECT_NEAR(auc->value, 0.8541666666666666, 1e-12);
  EXPECT_NEAR(auc->band.low, 0.614243, 1e-6);
  EXPECT_NEAR(auc->band.high, 0.951215, 1e-6);
}

TEST(AucTest, IsSureOfNothingWithFew) {
  const auto apart = AucOf({2}, {1});
  ASSERT_TRUE(apart);
  EXPECT_EQ(apart->value, 1);
  EXPECT_NEAR(apart->band.low, 0.2065495, 1e-6);
  EXPECT_EQ(apart->band.high, 1);
  const auto ten = AucOf(std::vector<double>(10, 2.0), std::vector<double>(10, 1.0));
  EXPECT_NEAR(ten->band.low, 0.800214, 1e-6) << "fully apart is no proof";
}

TEST(AucTest, AllAlikeIsACoin) {
  const auto auc = AucOf(std::vector<double>(10, 0.3), std::vector<double>(10, 0.3));
  EXPECT_EQ(auc->value, 0.5);
  EXPECT_NEAR(auc->band.low, 0.273516, 1e-6);
  EXPECT_NEAR(auc->band.high, 0.726484, 1e-6);
}

TEST(AucTest, AnEmptyGroupSaysNothing) {
  EXPECT_FALSE(AucOf({}, {1}));
  EXPECT_FALSE(AucOf({1}, {}));
}

TEST(AucTest, IsTheNaiveOneOnManyAndTurnsAround) {
  std::mt19937 random(11);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<double> higher(1 + random() % 12);
    std::vector<double> lower(1 + random() % 12);
    for (double& score : higher) score = static_cast<double>(random() % 8);
    for (double& score : lower) score = static_cast<double>(random() % 8);
    const auto auc = AucOf(higher, lower);
    ASSERT_TRUE(auc);
    EXPECT_NEAR(auc->value, NaiveAuc(higher, lower), 1e-12);
    EXPECT_LE(auc->band.low, auc->value + 1e-12);
    EXPECT_GE(auc->band.high, auc->value - 1e-12);
    EXPECT_GE(auc->band.low, 0);
    EXPECT_LE(auc->band.high, 1);
    const auto turned = AucOf(lower, higher);
    EXPECT_NEAR(turned->value, 1 - auc->value, 1e-12);
    EXPECT_NEAR(turned->band.low, 1 - auc->band.high, 1e-9);
  }
}

// Of bands for 95%, 95 in 100 hold the truth: here the chance that one of N(d, 1) is above one of N(0, 1).
TEST(AucTest, HoldsTheTruthAsOftenAsItSays) {
  struct Case {
    double apart, truth;
  };
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  for (const Case& c : {Case{0, 0.5}, Case{1, 0.760250}, Case{2, 0.921350}}) {
    int held = 0;
    constexpr int kRounds = 2'000;
    for (int round = 0; round < kRounds; ++round) {
      std::vector<double> higher(15);
      std::vector<double> lower(20);
      for (double& score : higher) score = c.apart + normal(random);
      for (double& score : lower) score = normal(random);
      const auto auc = AucOf(higher, lower);
      held += auc->band.low <= c.truth && c.truth <= auc->band.high;
    }
    EXPECT_GT(held, kRounds * 93 / 100) << c.apart;
    EXPECT_LT(held, kRounds * 99 / 100) << c.apart;
  }
}

}  // namespace
}  // namespace baton::stats
