#include "stats/share.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "stats/reference_for_test.h"

namespace baton::stats {
namespace {

TEST(ShareTest, WilsonAsR) {
  int seen = 0;
  const auto reference = ReadReference("o4_wilson95");
  for (const auto& [name, value] : reference.as_object()) {
    int k = 0;
    int n = 0;
    if (std::sscanf(std::string(name).c_str(), "%d/%d", &k, &n) != 2 || !value.is_array()) continue;
    const auto band = Wilson(k, n);
    ASSERT_TRUE(band) << name;
    EXPECT_NEAR(band->low, value.at(0).to_number<double>(), 1e-11) << name;
    EXPECT_NEAR(band->high, value.at(1).to_number<double>(), 1e-11) << name;
    ++seen;
  }
  EXPECT_EQ(seen, 8);
}

TEST(ShareTest, NewcombeAsR) {
  const auto wanted = ReadReference("o4_wilson95").at("newcombe_8/10_minus_37/50");
  const auto gap = Newcombe(8, 10, 37, 50);
  ASSERT_TRUE(gap);
  EXPECT_DOUBLE_EQ(gap->value, 0.8 - 0.74);
  EXPECT_NEAR(gap->band.low, wanted.at(0).to_number<double>(), 1e-11);
  EXPECT_NEAR(gap->band.high, wanted.at(1).to_number<double>(), 1e-11);
}

TEST(ShareTest, NothingIsSaidOfNothing) {
  EXPECT_FALSE(Wilson(0, 0));
  EXPECT_FALSE(Wilson(1, 0));
  EXPECT_FALSE(Wilson(3, 2));
  EXPECT_FALSE(Wilson(-1, 2));
  EXPECT_FALSE(Newcombe(0, 0, 1, 2));
  EXPECT_FALSE(Newcombe(1, 2, 0, 0));
}

// Solves what the interval is by definition: the shares p with |k/n - p| <= z sqrt(p (1 - p) / n), by bisection.
TEST(ShareTest, WilsonIsWhatTheScoreTestAllows) {
  for (int n = 1; n <= 60; ++n) {
    for (int k = 0; k <= n; ++k) {
      const double share = static_cast<double>(k) / n;
      const auto is_outside = [&](double p) {
        return (share - p) * (share - p) > kNormal95 * kNormal95 * p * (1 - p) / n;
      };
      double low = 0;
      double high = 1;
      for (double a = 0, b = share, i = 0; i < 60; ++i)
        is_outside((a + b) / 2) ? a = low = (a + b) / 2 : b = (a + b) / 2;
      for (double a = share, b = 1, i = 0; i < 60; ++i)
        is_outside((a + b) / 2) ? b = high = (a + b) / 2 : a = (a + b) / 2;
      const auto band = Wilson(k, n);
      EXPECT_NEAR(band->low, low, 1e-9) << k << '/' << n;
      EXPECT_NEAR(band->high, high, 1e-9) << k << '/' << n;
    }
  }
}

TEST(ShareTest, ADifferenceTurnsRound) {
  for (int k = 0; k <= 7; ++k) {
    for (int j = 0; j <= 11; ++j) {
      const auto one = Newcombe(k, 7, j, 11);
      const auto other = Newcombe(j, 11, k, 7);
      EXPECT_NEAR(one->value, -other->value, 1e-12);
      EXPECT_NEAR(one->band.low, -other->band.high, 1e-12);
      EXPECT_GE(one->value, one->band.low);
      EXPECT_LE(one->value, one->band.high);
      EXPECT_GE(one->band.low, -1);
      EXPECT_LE(one->band.high, 1);
    }
  }
}

TEST(ShareTest, AnotherLevelIsNarrower) {
  const auto likely = Wilson(8, 10, 0.8);
  const auto sure = Wilson(8, 10, 0.99);
  // z(0.8) = 1.2815515655446004, by hand: centre (0.8 + z2/20) / (1 + z2/10).
  constexpr double kZ2 = 1.2815515655446004 * 1.2815515655446004;
  EXPECT_NEAR((likely->low + likely->high) / 2, (0.8 + kZ2 / 20) / (1 + kZ2 / 10), 1e-12);
  EXPECT_GT(likely->low, sure->low);
  EXPECT_FALSE(Wilson(8, 10, 1));
  EXPECT_FALSE(Wilson(8, 10, std::numeric_limits<double>::quiet_NaN()));
}

TEST(ShareTest, TimesAsManyAsInTheMethods) {
  const auto times = TimesAsMany(27, 11);
  ASSERT_TRUE(times);
  EXPECT_NEAR(*times->value, 27.0 / 11, 1e-12);
  EXPECT_NEAR(times->low, 1.6, 0.05);
  EXPECT_NEAR(*times->high, 3.9, 0.05);
}

// What is below each end has a tenth of the chance, by Simpson's rule over the density of the odds' share.
TEST(ShareTest, TheEndsOfTimesAreTenths) {
  for (const auto& [many, few] : {std::pair{27, 11}, {3, 5}, {200, 9}, {1, 40}}) {
    const auto times = TimesAsMany(many, few);
    ASSERT_TRUE(times);
    // With q = sin^2(x) the density is smooth up to both ends: 2 sin^(2 many) cos^(2 few).
    const auto area = [&, a = many, b = few](double until) {
      constexpr int kSteps = 20'000;
      double sum = 0;
      const double width = std::asin(std::sqrt(until)) / kSteps;
      for (int i = 0; i <= kSteps; ++i) {
        const double density = std::pow(std::sin(i * width), 2 * a) * std::pow(std::cos(i * width), 2 * b);
        sum += density * (i == 0 || i == kSteps ? 1 : i % 2 == 1 ? 4 : 2);
      }
      return sum * width;
    };
    const double whole = area(1);
    EXPECT_NEAR(area(times->low / (1 + times->low)) / whole, 0.1, 1e-6) << many << ' ' << few;
    EXPECT_NEAR(area(*times->high / (1 + *times->high)) / whole, 0.9, 1e-6) << many << ' ' << few;
  }
}

TEST(ShareTest, TimesOfFewOrOfNoneSaySo) {
  EXPECT_EQ(TimesAsMany(5, 2).error(), NoAnswer::too_few);
  EXPECT_EQ(TimesAsMany(0, 0).error(), NoAnswer::too_few);
  EXPECT_EQ(TimesAsMany(-1, 20).error(), NoAnswer::out_of_range);
  EXPECT_EQ(TimesAsMany(std::numeric_limits<std::int64_t>::max(), 1).error(), NoAnswer::too_large);
  const auto all = TimesAsMany(9, 0);
  ASSERT_TRUE(all);
  EXPECT_FALSE(all->value);
  EXPECT_FALSE(all->high);
  EXPECT_GT(all->low, 1);
  const auto none = TimesAsMany(0, 9);
  EXPECT_EQ(none->value, 0);
  EXPECT_EQ(none->low, 0);
  EXPECT_LT(*none->high, 1);
}

TEST(ShareTest, EffectiveNumberIsThatOfEqualParts) {
  EXPECT_NEAR(*EffectiveNumber(std::vector<double>{3, 3, 3, 3}), 4, 1e-12);
  EXPECT_NEAR(*EffectiveNumber(std::vector<double>{7, 0, 0}), 1, 1e-12);
  EXPECT_NEAR(*EffectiveNumber(std::vector<double>{6, 3, 1}), 100.0 / 46, 1e-12);
  EXPECT_FALSE(EffectiveNumber({}));
  EXPECT_FALSE(EffectiveNumber(std::vector<double>{0, 0}));
  EXPECT_FALSE(EffectiveNumber(std::vector<double>{1, -1}));
  EXPECT_FALSE(EffectiveNumber(std::vector<double>{1, std::numeric_limits<double>::quiet_NaN()}));
}

// Six, three and one of ten, and two who won nothing, by hand: sum of squares 0.46, of cubes 0.244, variance 0.0126.
TEST(ShareTest, TheBandOfTheEffectiveNumber) {
  const auto band = EffectiveNumberBand(std::vector<std::int64_t>{6, 3, 1, 0, 0});
  ASSERT_TRUE(band);
  const double squares = 0.46;
  const double variance = (4 * 8 * 0.244 + 2 * squares - 2 * 17 * squares * squares) / 90;
  const double half = 1.2815515655446004 * std::sqrt(variance);
  EXPECT_NEAR(band->low, 1 / (squares + half), 1e-9);
  EXPECT_NEAR(band->high, 1 / (squares - half), 1e-9);
  EXPECT_LT(band->low, 1 / squares);
  EXPECT_GT(band->high, 1 / squares);
  // One who wins all is one, and the band does not fall below that; nobody can be more than there are.
  EXPECT_NEAR(EffectiveNumberBand(std::vector<std::int64_t>{9, 0, 0})->low, 1, 1e-12);
  EXPECT_LE(EffectiveNumberBand(std::vector<std::int64_t>{1, 1, 1})->high, 3);
  EXPECT_FALSE(EffectiveNumberBand(std::vector<std::int64_t>{1, 0}));
  EXPECT_FALSE(EffectiveNumberBand(std::vector<std::int64_t>{5, -1}));
}

// The band holds the breadth that draws come from about as often as it says.
TEST(ShareTest, TheBandOfTheEffectiveNumberHoldsTheTruth) {
  const std::vector<double> chances{0.4, 0.3, 0.2, 0.1};
  const double truth = 1 / 0.3;
  std::mt19937_64 random(20'261'124);
  std::discrete_distribution<std::size_t> draw(chances.begin(), chances.end());
  int held = 0;
  for (int world = 0; world < 2000; ++world) {
    std::vector<std::int64_t> counts(chances.size());
    for (int i = 0; i < 60; ++i) ++counts[draw(random)];
    const auto band = EffectiveNumberBand(counts);
    held += band->low <= truth && truth <= band->high ? 1 : 0;
  }
  EXPECT_GT(held, 1400);
  EXPECT_LT(held, 1800);
}

TEST(ShareTest, AShareOfSizesIsWilsonsWhereTheyAreEqual) {
  const auto equal =
      ShareOfSizes(SizesOf(std::vector<double>{2, 2, 2}), SizesOf(std::vector<double>{2, 2, 2, 2}), 0.8);
  const auto wilson = Wilson(3, 7, 0.8);
  ASSERT_TRUE(equal && wilson);
  EXPECT_NEAR(equal->worth, 7, 1e-12);
  EXPECT_NEAR(equal->band.low, wilson->low, 1e-12);
  EXPECT_NEAR(equal->band.high, wilson->high, 1e-12);
  // One large deal is worth little more than one.
  const auto large =
      ShareOfSizes(SizesOf(std::vector<double>{100}), SizesOf(std::vector<double>{1, 1, 1, 1}));
  EXPECT_LT(large->worth, 1.1);
  EXPECT_LT(large->band.low, 0.5);
  EXPECT_EQ(ShareOfSizes({}, SizesOf(std::vector<double>{3, 4}))->band.low, 0);
  EXPECT_EQ(ShareOfSizes(SizesOf(std::vector<double>{3, 4}), {})->band.high, 1);
  EXPECT_FALSE(ShareOfSizes({}, {}));
  EXPECT_FALSE(ShareOfSizes(SizesOf(std::vector<double>{-1}), SizesOf(std::vector<double>{3})));
  EXPECT_FALSE(ShareOfSizes(SizesOf(std::vector<double>{std::numeric_limits<double>::infinity()}), {}));
}

}  // namespace
}  // namespace baton::stats
