#include "stats/median.h"

#include <gtest/gtest.h>

#include <limits>

namespace baton::stats {
namespace {

TEST(MedianTest, OfFiveTheEndsAreTheOutermost) {
  const auto five = MedianOf({3, -1, 0, 1, 1}, 0.8);
  ASSERT_TRUE(five && five->band);
  EXPECT_EQ(five->value, 1);
  EXPECT_EQ(five->band->low, -1);
  EXPECT_EQ(five->band->high, 3);
  EXPECT_NEAR(five->level, 1 - 2.0 / 32, 1e-12);
}

// 1 - 2 (1 + 9 + 36) / 512 = 0.8203 with the third of nine; with the fourth it is 0.49.
TEST(MedianTest, OfNineTheThirdFromEachEnd) {
  const auto nine = MedianOf({1, 2, 3, 4, 5, 6, 7, 8, 9}, 0.8);
  EXPECT_EQ(nine->value, 5);
  EXPECT_EQ(nine->band->low, 3);
  EXPECT_EQ(nine->band->high, 7);
  EXPECT_NEAR(nine->level, 1 - 92.0 / 512, 1e-12);
}

TEST(MedianTest, OfThreeThereIsNoRangeAndOfNoneNothing) {
  EXPECT_EQ(MedianOf({1, 2, 4})->value, 2);
  EXPECT_FALSE(MedianOf({1, 2, 4})->band) << "three say it with 75% only";
  EXPECT_EQ(MedianOf({1, 2, 4, 8})->value, 3);
  EXPECT_TRUE(MedianOf({1, 2, 4, 8})->band);
  EXPECT_FALSE(MedianOf({}));
  EXPECT_FALSE(MedianOf({1, std::numeric_limits<double>::quiet_NaN()}));
}

}  // namespace
}  // namespace baton::stats
