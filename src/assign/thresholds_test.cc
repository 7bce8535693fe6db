#include "assign/thresholds.h"

#include <gtest/gtest.h>

namespace baton::assign::inner {
namespace {

// Costs and loads as the tests count them, so that the powers lie around these distances.
Problem ExampleProblem() {
  Problem problem;
  problem.reps = {{.capacity = 10}, {.capacity = 10}};
  for (int j = 0; j < 4; ++j) AddAccount(problem, {.unplaced_cost = 1'000}, {{0, 100, 5}, {1, 120, 5}});
  return problem;
}

class ThresholdsTest : public testing::Test {
 protected:
  const Problem problem_ = ExampleProblem();
  const Model model_ = Build(problem_);
  Thresholds thresholds_{model_};
  std::int64_t Regret(std::int64_t distance, std::int64_t load) const {
    return distance * load * model_.grid;
  }
  double Distance(double distance) const { return distance * static_cast<double>(model_.grid); }
};

TEST_F(ThresholdsTest, FindsTheDistanceWithinAPowerOfTwo) {
  for (const std::int64_t distance : {3, 12, 50}) thresholds_.CountLeaving({0, 0, 4}, Regret(distance, 4));
  for (const auto& [excess, distance] : {std::pair(4, 3.0), {8, 12.0}, {12, 50.0}}) {
    EXPECT_GE(thresholds_.Shift(0, excess), Distance(distance) / 2) << excess;
    EXPECT_LE(thresholds_.Shift(0, excess), Distance(distance) * 2) << excess;
  }
  EXPECT_LT(thresholds_.Shift(0, 5), thresholds_.Shift(0, 7));
}

TEST_F(ThresholdsTest, APriceFallsForWhatIsToComeAndOnlyAtItsRep) {
  thresholds_.CountComing({1, 0, 4}, Regret(7, 4));
  EXPECT_LT(thresholds_.Shift(1, -4), -Distance(3.5));
  EXPECT_GT(thresholds_.Shift(1, -4), -Distance(14));
  EXPECT_LT(thresholds_.Shift(0, -4), -1e17);
  EXPECT_GT(thresholds_.Shift(1, 4), 1e17) << "nobody could leave";
  EXPECT_EQ(thresholds_.Shift(1, 0), 0);
}

TEST_F(ThresholdsTest, AddsUpAndTakesNoNoticeOfWhatHasNoLoad) {
  Thresholds other(model_);
  other.CountLeaving({0, 0, 4}, Regret(3, 4));
  thresholds_.CountLeaving({0, 0, 0}, 1'000);
  EXPECT_GT(thresholds_.Shift(0, 4), 1e17);
  thresholds_.Add(other);
  EXPECT_LE(thresholds_.Shift(0, 4), Distance(6));
}

TEST_F(ThresholdsTest, TheNearestAndTheFarthestAreCounted) {
  thresholds_.CountLeaving({0, 0, 4}, 0);
  thresholds_.CountLeaving({0, 0, 4}, INT64_MAX / 4);
  EXPECT_LT(thresholds_.Shift(0, 4), Distance(1));
  EXPECT_GT(thresholds_.Shift(0, 8), Distance(100));
  EXPECT_LT(thresholds_.Shift(0, 8), 1e17) << "as far as the last power";
}

}  // namespace
}  // namespace baton::assign::inner
