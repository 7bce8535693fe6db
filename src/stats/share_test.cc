#include "stats/share.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <limits>

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

}  // namespace
}  // namespace baton::stats
