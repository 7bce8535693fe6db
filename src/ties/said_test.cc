#include "ties/said.h"

#include <gtest/gtest.h>

namespace baton::ties {
namespace {

constexpr Instant kSaidAt{1'764'000'000'000};
Instant After(double days) { return kSaidAt + static_cast<std::int64_t>(days * kMillisecondsPerDay); }

TEST(SaidTest, IsAFloorACeilingOrBoth) {
  EXPECT_DOUBLE_EQ(WithSaid(0.1, {Said::well, kSaidAt}, kSaidAt), 0.8);
  EXPECT_DOUBLE_EQ(WithSaid(0.9, {Said::well, kSaidAt}, kSaidAt), 0.9) << "what was learnt is not lowered";
  EXPECT_DOUBLE_EQ(WithSaid(0.0, {Said::met, kSaidAt}, kSaidAt), 0.1);
  EXPECT_DOUBLE_EQ(WithSaid(0.3, {Said::met, kSaidAt}, kSaidAt), 0.3);
  EXPECT_DOUBLE_EQ(WithSaid(0.9, {Said::met, kSaidAt}, kSaidAt), 0.5);
  EXPECT_DOUBLE_EQ(WithSaid(0.9, {Said::stranger, kSaidAt}, kSaidAt), 0);
}

TEST(SaidTest, HalfOfItIsLeftAfterAYear) {
  EXPECT_DOUBLE_EQ(WithSaid(0.1, {Said::well, kSaidAt}, After(365)), 0.4);
  EXPECT_DOUBLE_EQ(WithSaid(0.9, {Said::met, kSaidAt}, After(365)), 0.75);
  EXPECT_DOUBLE_EQ(WithSaid(0.01, {Said::met, kSaidAt}, After(365)), 0.05);
  EXPECT_DOUBLE_EQ(WithSaid(0.9, {Said::stranger, kSaidAt}, After(365)), 0.5);
  EXPECT_NEAR(WithSaid(0.3, {Said::well, kSaidAt}, After(3650)), 0.3, 1e-12) << "and nothing after ten";
  EXPECT_NEAR(WithSaid(0.7, {Said::stranger, kSaidAt}, After(3650)), 0.7, 1e-12);
}

TEST(SaidTest, TheSizesCanBeJudgedOtherwise) {
  const SaidWeights weights{.well_least = 0.6, .met_least = 0.2, .met_most = 0.4, .half_life_days = 100};
  EXPECT_DOUBLE_EQ(WithSaid(0.1, {Said::well, kSaidAt}, kSaidAt, weights), 0.6);
  EXPECT_DOUBLE_EQ(WithSaid(0.1, {Said::well, kSaidAt}, After(100), weights), 0.3);
  EXPECT_DOUBLE_EQ(WithSaid(0.1, {Said::met, kSaidAt}, kSaidAt, weights), 0.2);
  EXPECT_DOUBLE_EQ(WithSaid(0.9, {Said::met, kSaidAt}, kSaidAt, weights), 0.4);
}

TEST(SaidTest, ATimeBeforeItWasSaidIsThatTime) {
  EXPECT_DOUBLE_EQ(WithSaid(0.1, {Said::well, kSaidAt}, After(-100)), 0.8);
}

TEST(SaidTest, StaysBelowOne) {
  for (const Said said : {Said::well, Said::met, Said::stranger}) {
    for (int days = 0; days < 4000; days += 37) {
      const double with = WithSaid(0.999, {said, kSaidAt}, After(days));
      EXPECT_GE(with, 0);
      EXPECT_LT(with, 1);
    }
  }
}

}  // namespace
}  // namespace baton::ties
