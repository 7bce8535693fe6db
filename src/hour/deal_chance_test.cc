#include "hour/deal_chance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace baton::hour {
namespace {

TEST(DealChanceTest, JadaWouldLikelyWinItToo) {
  const DealChances chances =
      ChancesOf({.rep = {5, 7}, .mine = {8, 10}, .colleagues = {{4, 6}, {3, 4}, {2, 3}}});
  EXPECT_EQ(chances.saying, ChanceSaying::both);
  EXPECT_EQ(chances.everybody.won, 22);
  EXPECT_EQ(chances.everybody.closed, 30);
  // Five sellers who differ no more than chance: their common 22.5 of 31, worth as much as the own deals.
  EXPECT_DOUBLE_EQ(*chances.rep.chance, std::round(100 * (5 + 7 * 22.5 / 31) / 14) / 100);
  EXPECT_DOUBLE_EQ(*chances.mine.chance, std::round(100 * (8 + 10 * 22.5 / 31) / 20) / 100);
  EXPECT_LT(chances.rep.low, *chances.rep.chance);
  EXPECT_GT(chances.rep.high, *chances.rep.chance);
  EXPECT_GT(chances.rep.high - chances.rep.low, chances.mine.high - chances.mine.low) << "on fewer deals";
}

TEST(DealChanceTest, FewSayNothing) {
  const std::vector<ClosedCount> others{{30, 50}, {20, 40}};
  EXPECT_EQ(ChancesOf({.rep = {3, 4}, .mine = {8, 10}, .colleagues = others}).saying, ChanceSaying::rep_few);
  EXPECT_EQ(ChancesOf({.rep = {3, 5}, .mine = {4, 4}, .colleagues = others}).saying, ChanceSaying::rep_only);
  const DealChances neither = ChancesOf({.rep = {0, 0}, .mine = {4, 4}, .colleagues = others});
  EXPECT_EQ(neither.saying, ChanceSaying::both_few);
  EXPECT_FALSE(neither.rep.chance);
  EXPECT_FALSE(neither.mine.chance);
  EXPECT_FALSE(AddedHere(neither, 0.45));
}

TEST(DealChanceTest, SaysLikelyOnlyAboveOneHalf) {
  const auto saying = [](ClosedCount rep, ClosedCount mine) {
    return ChancesOf({.rep = rep, .mine = mine, .colleagues = {}}).saying;
  };
  EXPECT_EQ(saying({2, 8}, {3, 8}), ChanceSaying::alike);
  EXPECT_EQ(saying({4, 8}, {4, 8}), ChanceSaying::alike) << "one half is not above it";
  EXPECT_EQ(saying({6, 8}, {6, 8}), ChanceSaying::both);
  EXPECT_EQ(saying({5, 8}, {3, 8}), ChanceSaying::rep_likely);
  EXPECT_EQ(saying({3, 8}, {5, 8}), ChanceSaying::alike);
  EXPECT_EQ(saying({10, 60}, {50, 60}), ChanceSaying::more);
  EXPECT_EQ(saying({42, 60}, {59, 60}), ChanceSaying::more_still);
  EXPECT_EQ(saying({50, 60}, {10, 60}), ChanceSaying::less);
}

TEST(DealChanceTest, NeverSaysCertain) {
  const DealChances chances = ChancesOf({.rep = {900, 900}, .mine = {0, 900}, .colleagues = {}});
  EXPECT_LE(*chances.rep.chance, 0.99);
  EXPECT_GE(*chances.mine.chance, 0.01);
}

TEST(DealChanceTest, WhatARepWinsTooIsLittleAdded) {
  const ChanceFacts same{.rep = {70, 100}, .mine = {75, 100}, .colleagues = {}};
  EXPECT_LT(stats::MeanOf(*AddedHere(ChancesOf(same), 0.45)), 0.3);
  const ChanceFacts other{.rep = {10, 100}, .mine = {90, 100}, .colleagues = {}};
  EXPECT_GT(stats::MeanOf(*AddedHere(ChancesOf(other), 0.45)), 0.5);
}

bool IsClaim(ChanceSaying saying) {
  return saying == ChanceSaying::more_still || saying == ChanceSaying::more || saying == ChanceSaying::less;
}

// Worlds in which everybody wins alike: a difference is claimed in one of twenty at most, however unequal the counts. And where two
// really differ it is found, so that the rule could not as well say nothing.
TEST(DealChanceTest, ClaimsNoDifferenceWhereNoneIs) {
  std::mt19937 random(1);
  const auto won = [&](int closed, double chance) {
    return ClosedCount{std::binomial_distribution<int>(closed, chance)(random), closed};
  };
  constexpr int kWorlds = 200;
  struct Size {
    int rep;
    int mine;
    int colleagues;
  };
  for (const Size& size :
       {Size{5, 5, 0}, Size{5, 200, 3}, Size{8, 40, 10}, Size{30, 30, 20}, Size{200, 6, 40}}) {
    for (const double chance : {0.15, 0.5, 0.8}) {
      int claims = 0;
      for (int world = 0; world < kWorlds; ++world) {
        ChanceFacts facts{.rep = won(size.rep, chance), .mine = won(size.mine, chance), .colleagues = {}};
        for (int i = 0; i < size.colleagues; ++i) facts.colleagues.push_back(won(12, chance));
        claims += IsClaim(ChancesOf(facts).saying) ? 1 : 0;
      }
      EXPECT_LE(claims, kWorlds / 20)
          << size.rep << ' ' << size.mine << ' ' << size.colleagues << ' ' << chance;
    }
  }
  int found = 0;
  for (int world = 0; world < kWorlds; ++world)
    found +=
        ChancesOf({.rep = won(60, 0.2), .mine = won(60, 0.8), .colleagues = {}}).saying == ChanceSaying::more;
  EXPECT_GE(found, kWorlds * 9 / 10);
}

// Sellers who differ as a Beta(6, 4) does: the range holds the truth about four times in five.
TEST(DealChanceTest, TheRangeHoldsTheTruth) {
  std::mt19937 random(2);
  int held = 0;
  constexpr int kWorlds = 300;
  for (int world = 0; world < kWorlds; ++world) {
    const auto draw = [&](int closed, double* truth) {
      const double x = std::gamma_distribution<double>(6, 1)(random);
      const double chance = x / (x + std::gamma_distribution<double>(4, 1)(random));
      if (truth != nullptr) *truth = chance;
      return ClosedCount{std::binomial_distribution<int>(closed, chance)(random), closed};
    };
    double truth = 0;
    ChanceFacts facts{.rep = draw(10, &truth), .mine = draw(25, nullptr), .colleagues = {}};
    for (int i = 0; i < 30; ++i) facts.colleagues.push_back(draw(15, nullptr));
    const SellerChance rep = ChancesOf(facts).rep;
    held += truth >= rep.low - 0.005 && truth <= rep.high + 0.005 ? 1 : 0;
  }
  EXPECT_GE(held, kWorlds * 75 / 100);
  EXPECT_LE(held, kWorlds * 88 / 100);
}

}  // namespace
}  // namespace baton::hour
