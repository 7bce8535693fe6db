#include "stats/hour.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "stats/numbers_for_test.h"

namespace baton::stats {
namespace {

// Worth 455 an hour gross, 205 net; a rep-week of 5,950.
Hour Worked() {
  Hour hour;
  hour.margin = 29'750;
  hour.own_rate = {4e6, 4e6 * 29'750 / 455};  // as good as known
  hour.added = {9e5, 11e5};
  hour.base_wins = 0.2;
  hour.rep_hour = 51;
  return hour;
}

TEST(HourTest, TheWorkedExampleOfTheMethods) {
  const auto value = ValueHour(Worked(), kUsualLift);
  ASSERT_TRUE(value);
  EXPECT_NEAR(value->sell_gross.median, 455, 1);
  EXPECT_NEAR(value->sell.median, 204.75, 1);
  EXPECT_NEAR(std::expm1(*value->break_even), 0.043, 0.0005);
  Hour shared = Worked();
  shared.reps = 3;
  EXPECT_NEAR(std::expm1(*ValueHour(shared, kUsualLift)->break_even), 0.020, 0.0005);
  Hour gross = Worked();
  gross.added = {9e7, 1};  // as if a rep would have won nothing
  EXPECT_NEAR(std::expm1(*ValueHour(gross, kUsualLift)->break_even), 0.085, 0.0005);
  // Both sides are as good as known but for the lift: its chance to be above the break-even.
  EXPECT_NEAR(value->chance_coach, ChanceAbove(kUsualLift, *value->break_even), 1e-4);
}

// In another order: over w and theta on a grid, and over b in closed form.
double ChanceByGrid(const Hour& hour, NormalBelief lift) {
  constexpr int kParts = 400;
  const double cost = hour.reps * hour.rep_hour + hour.preparation;
  const double scale = hour.margin * hour.base_wins * hour.reps;
  double sum = 0;
  double whole = 0;
  const double most = (hour.own_rate.shape + 9 * std::sqrt(hour.own_rate.shape) + 20) / hour.own_rate.rate;
  for (int i = 0; i < kParts; ++i) {
    // Squares, so that the points are dense near 0, where a shape below 1 has its pole.
    const double root = (i + 0.5) / kParts;
    const double w = most * root * root;
    const double of_w =
        std::exp((hour.own_rate.shape - 1) * std::log(w) - hour.own_rate.rate * w -
                 std::lgamma(hour.own_rate.shape) + hour.own_rate.shape * std::log(hour.own_rate.rate)) *
        root;
    for (int j = 0; j < kParts; ++j) {
      const double theta = (j + 0.5) / kParts;
      const double weight =
          of_w * std::exp((hour.added.a - 1) * std::log(theta) + (hour.added.b - 1) * std::log1p(-theta));
      whole += weight;
      const double needed = 1 + (hour.margin * w * theta + hour.displaced + cost) / scale;
      sum += weight * (needed <= 0 ? 1 : ChanceAbove(lift, std::log(needed)));
    }
  }
  return sum / whole;
}

TEST(HourTest, ChanceAsByGrid) {
  for (const double shape : {0.7, 3.0, 25.0, 900.0}) {
    for (const double displaced : {0.0, -300.0, 250.0}) {
      for (const NormalBelief lift : {kScepticLift, kUsualLift, kEnthusiastLift}) {
        Hour hour;
        hour.margin = 20'000;
        hour.own_rate = {shape, shape / 0.02};
        hour.added = {2.5, 3};
        hour.displaced = displaced;
        hour.base_wins = 0.3;
        hour.reps = 2;
        hour.rep_hour = 40;
        hour.preparation = 25;
        const auto value = ValueHour(hour, lift);
        ASSERT_TRUE(value);
        EXPECT_NEAR(value->chance_coach, ChanceByGrid(hour, lift), 5e-5) << shape << ' ' << displaced;
      }
    }
  }
}

TEST(HourTest, MediansAndBandsAsByDraws) {
  std::mt19937_64 random(3);
  Hour hour;
  hour.margin = 10'000;
  hour.own_rate = {2, 60};
  hour.base_wins = 0.5;
  hour.rep_hour = 30;
  hour.displaced = -40;
  constexpr std::size_t kDraws = 200'000;
  std::gamma_distribution<double> rate(2, 1.0 / 60);
  std::gamma_distribution<double> a(9, 1);
  std::gamma_distribution<double> b(11, 1);
  std::normal_distribution<double> lift(0.08, 0.08);
  std::vector<double> sell;
  std::size_t more = 0;
  for (std::size_t i = 0; i < kDraws; ++i) {
    const double one = a(random);
    sell.push_back(10'000 * rate(random) * one / (one + b(random)) - 40);
    more += 5'000 * std::expm1(lift(random)) - 30 > sell.back() ? 1 : 0;
  }
  std::ranges::sort(sell);
  const auto value = ValueHour(hour, kUsualLift);
  ASSERT_TRUE(value);
  const double spread = value->sell.band.high - value->sell.band.low;
  EXPECT_NEAR(value->sell.median, sell[kDraws / 2], 0.01 * spread);
  EXPECT_NEAR(value->sell.band.low, sell[kDraws / 10], 0.01 * spread);
  EXPECT_NEAR(value->sell.band.high, sell[kDraws - kDraws / 10], 0.02 * spread);
  EXPECT_NEAR(value->chance_coach, static_cast<double>(more) / kDraws, 0.005);
  EXPECT_NEAR(value->coach.median, 5'000 * std::expm1(0.08) - 30, 1e-9);
  EXPECT_NEAR(value->coach.band.low, 5'000 * std::expm1(0.08 - 1.2815515655 * 0.08) - 30, 1e-6);
}

TEST(HourTest, AnOwnHourMayBeWorthMore) {
  Hour hour = Worked();
  hour.base_wins = 0.01;
  const auto three = CompareLifts(hour, std::nullopt);
  ASSERT_TRUE(three);
  EXPECT_EQ(three->conclusion, Conclusion::sell);
  hour.base_wins = 2;
  hour.own_rate = {1, 1'000};
  EXPECT_EQ(CompareLifts(hour, Estimate{0.2, 0.02})->conclusion, Conclusion::coach);
  // A sceptic says sell, an enthusiast coach.
  EXPECT_EQ(CompareLifts(Worked(), std::nullopt)->conclusion, Conclusion::undecided);
  const auto usual = CompareLifts(Worked(), Estimate{0.2, 0.08});
  EXPECT_NEAR(usual->by_prior[1].own_weight, 0.5, 1e-12);
  EXPECT_NEAR(usual->by_prior[1].lift.mean, 0.14, 1e-12);
}

TEST(HourTest, ChanceFollowsWhatMovesIt) {
  double last = 1;
  for (const double rate : {0.001, 0.005, 0.02, 0.1}) {
    Hour hour = Worked();
    hour.own_rate = {3, 3 / rate};
    hour.added = {9, 11};
    const auto value = ValueHour(hour, kUsualLift);
    EXPECT_LT(value->chance_coach, last);
    last = value->chance_coach;
  }
  Hour costly = Worked();
  costly.displaced = -1e6;
  const auto value = ValueHour(costly, kUsualLift);
  EXPECT_FALSE(value->break_even);
  EXPECT_NEAR(value->chance_coach, 1, 1e-9);
  costly.displaced = 1e9;
  EXPECT_NEAR(ValueHour(costly, kUsualLift)->chance_coach, 0, 1e-12);
}

TEST(HourTest, WhatIsNoHourSaysSo) {
  const auto why = [](auto&& change) {
    Hour hour = Worked();
    change(hour);
    return ValueHour(hour, kUsualLift).error();
  };
  EXPECT_EQ(why([](Hour& hour) { hour.margin = 0; }), NoAnswer::out_of_range);
  EXPECT_EQ(why([](Hour& hour) { hour.base_wins = 0; }), NoAnswer::out_of_range);
  EXPECT_EQ(why([](Hour& hour) { hour.reps = 0; }), NoAnswer::out_of_range);
  EXPECT_EQ(why([](Hour& hour) { hour.rep_hour = -1; }), NoAnswer::out_of_range);
  EXPECT_EQ(why([](Hour& hour) { hour.own_rate = {0, 0}; }), NoAnswer::out_of_range);
  EXPECT_EQ(why([](Hour& hour) { hour.displaced = kNaN; }), NoAnswer::not_finite);
  EXPECT_EQ(why([](Hour& hour) { hour.margin = HUGE_VAL; }), NoAnswer::not_finite);
  EXPECT_EQ(ValueHour(Worked(), {0.1, 0}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(ValueHour(Worked(), {1e6, 1}).error(), NoAnswer::not_finite);
  EXPECT_EQ(CompareLifts(Worked(), Estimate{0.1, 0}).error(), NoAnswer::out_of_range);
}

// The moments of 1 - p_second / p_first by draws, then the mean of two estimates by how sure each is.
TEST(HourTest, TheAddedShareOfTwoChancesByDraws) {
  const BetaBelief judged{9, 11};
  const BetaBelief mine{16, 5};
  const BetaBelief reps{10, 4};
  std::mt19937_64 random(3);
  const auto draw = [&](BetaBelief belief) {
    const double x = std::gamma_distribution<double>(belief.a, 1)(random);
    return x / (x + std::gamma_distribution<double>(belief.b, 1)(random));
  };
  constexpr int kDraws = 400'000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double theta = 1 - draw(reps) / draw(mine);
    sum += theta;
    squares += theta * theta;
  }
  const double mean = sum / kDraws;
  const double sure = 1 / (squares / kDraws - mean * mean);
  const double judged_sure = 1 / (9.0 * 11 / (20.0 * 20 * 21));
  const auto added = AddedShare(judged, mine, reps);
  ASSERT_TRUE(added);
  EXPECT_NEAR(MeanOf(*added), (sure * mean + judged_sure * 0.45) / (sure + judged_sure), 2e-3);
  EXPECT_NEAR(added->a * added->b / std::pow(added->a + added->b, 2) / (added->a + added->b + 1),
              1 / (sure + judged_sure), 1e-4);
  EXPECT_LT(MeanOf(*added), 0.45) << "the rep would most likely win it too";
}

TEST(HourTest, AnAddedShareOfNothingIsTheJudgedOne) {
  const auto same = AddedShare({9, 11}, {1.5, 8}, {4, 4});
  ASSERT_TRUE(same);
  EXPECT_EQ(same->a, 9);
  // As good as known, and the rep the better one: never below nothing.
  EXPECT_NEAR(MeanOf(*AddedShare({9, 11}, {4e6, 6e6}, {6e6, 4e6})), 0.01, 1e-9);
  EXPECT_NEAR(MeanOf(*AddedShare({9, 11}, {8e6, 2e6}, {4e6, 6e6})), 0.5, 1e-3) << "of known ones the formula";
  EXPECT_EQ(AddedShare({9, 11}, {kNaN, 1}, {1, 1}).error(), NoAnswer::out_of_range);
}

}  // namespace
}  // namespace baton::stats
