#include "acquaintance/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace baton::acquaintance {
namespace {

std::vector<double> Rising(std::size_t count) {
  std::vector<double> strengths;
  for (std::size_t i = 0; i < count; ++i) strengths.push_back(static_cast<double>(i) / 100);
  return strengths;
}

TEST(FairSampleTest, TakesOneOfEachTwentieth) {
  const auto strengths = Rising(100);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto places = FairSample(strengths, 20, seed);
    ASSERT_EQ(places.size(), 20u);
    std::set<std::size_t> parts;
    for (const std::size_t place : places) parts.insert(place / 5);
    EXPECT_EQ(parts.size(), 20u) << "one of each";
    EXPECT_FALSE(std::ranges::is_sorted(places)) << "the order would tell the score";
  }
}

TEST(FairSampleTest, IsTheSameForTheSameSeed) {
  EXPECT_EQ(FairSample(Rising(64), 20, 5), FairSample(Rising(64), 20, 5));
  EXPECT_NE(FairSample(Rising(64), 20, 5), FairSample(Rising(64), 20, 6));
}

TEST(FairSampleTest, FewAreAllAsked) {
  const auto few = FairSample(Rising(7), 20, 1);
  EXPECT_EQ(std::set(few.begin(), few.end()).size(), 7u);
  EXPECT_TRUE(FairSample({}, 20, 1).empty());
}

}  // namespace
}  // namespace baton::acquaintance
