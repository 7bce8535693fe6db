#include "assign/make_room.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace baton::assign::inner {
namespace {

constexpr std::int64_t kLeftOut = 1'000;

// One rep with four small accounts, and four with room for one of them each.
Problem FragmentedProblem(std::int64_t cost_elsewhere, std::int64_t room_elsewhere) {
  Problem problem;
  problem.reps = {{.capacity = 40}, {.capacity = 10}, {.capacity = 10}, {.capacity = 10}, {.capacity = 10}};
  for (auto& rep : problem.reps) {
    if (&rep != &problem.reps[0]) rep.capacity = room_elsewhere;
  }
  for (std::int32_t j = 0; j < 4; ++j) {
    AddAccount(problem, {.unplaced_cost = kLeftOut}, {{0, 1, 10}, {1 + j, cost_elsewhere + j, 10}});
  }
  AddAccount(problem, {.unplaced_cost = kLeftOut}, {{0, 5, 28}});
  return problem;
}

Plan Crowded(const Model& model) {
  Plan plan(model);
  for (std::int32_t j = 0; j < 4; ++j) plan.Move(j, model.FindArc(j, 0));
  return plan;
}

bool Make(const Model& model, std::int32_t account, Plan& plan) {
  const std::function<bool()> never;
  Watch watch(never);
  return MakeRoom(model, account, watch, plan);
}

TEST(MakeRoomTest, AsManyStepAsideAsItTakes) {
  const Problem problem = FragmentedProblem(20, 10);
  const Model model = Build(problem);
  Plan plan = Crowded(model);
  ASSERT_TRUE(Make(model, 4, plan));
  EXPECT_EQ(plan.Assignment(), (std::vector<std::int32_t>{1, 2, 3, 0, 0})) << "the three cheapest";
  EXPECT_EQ(plan.objective(), 20 + 21 + 22 + 1 + 5);
  EXPECT_EQ(plan.room(0), 2);
}

TEST(MakeRoomTest, NobodyStepsAsideForLessThanItCosts) {
  const Problem problem = FragmentedProblem(kLeftOut / 2, 10);
  const Model model = Build(problem);
  Plan plan = Crowded(model);
  EXPECT_FALSE(Make(model, 4, plan));
  EXPECT_EQ(plan.objective(), 4 + kLeftOut);
}

TEST(MakeRoomTest, WhereNobodyElseHasRoomNothingMoves) {
  const Problem problem = FragmentedProblem(20, 9);
  const Model model = Build(problem);
  Plan plan = Crowded(model);
  EXPECT_FALSE(Make(model, 4, plan));
  EXPECT_EQ(plan.Assignment(), (std::vector<std::int32_t>{0, 0, 0, 0, kUnplaced}));
}

// No rep has room for anybody else, but three could each take somebody a little larger for somebody a little smaller.
TEST(MakeRoomTest, AccountsChangePlacesWhereRoomIsTooSmallForAny) {
  Problem problem;
  problem.reps = {{.capacity = 60}, {.capacity = 20}, {.capacity = 20}, {.capacity = 20}};
  for (std::int32_t j = 0; j < 3; ++j) {
    AddAccount(problem, {.unplaced_cost = kLeftOut}, {{0, 1, 20}, {1 + j, 4, 20}});
  }
  for (std::int32_t j = 0; j < 3; ++j) {
    AddAccount(problem, {.unplaced_cost = kLeftOut}, {{0, 3, 14}, {1 + j, 1, 14}});
  }
  AddAccount(problem, {.unplaced_cost = kLeftOut}, {{0, 5, 18}});
  const Model model = Build(problem);
  Plan plan(model);
  for (std::int32_t j = 0; j < 3; ++j) plan.Move(j, model.FindArc(j, 0));
  for (std::int32_t j = 3; j < 6; ++j) plan.Move(j, model.FindArc(j, j - 2));
  ASSERT_TRUE(Make(model, 6, plan));
  EXPECT_EQ(plan.Assignment(), (std::vector<std::int32_t>{1, 2, 3, 0, 0, 0, 0}));
  EXPECT_EQ(plan.objective(), 3 * 4 + 3 * 3 + 5);
  for (std::int32_t r = 0; r < 4; ++r) EXPECT_EQ(plan.room(r), 0);
}

// All four could go to the same rep, who has room for two.
TEST(MakeRoomTest, RoomIsTakenOnce) {
  Problem problem;
  problem.reps = {{.capacity = 40}, {.capacity = 20}};
  for (int j = 0; j < 4; ++j) AddAccount(problem, {.unplaced_cost = kLeftOut}, {{0, 1, 10}, {1, 2, 10}});
  AddAccount(problem, {.unplaced_cost = kLeftOut}, {{0, 5, 28}});
  AddAccount(problem, {.unplaced_cost = kLeftOut}, {{0, 5, 20}});
  const Model model = Build(problem);
  Plan plan = Crowded(model);
  EXPECT_FALSE(Make(model, 4, plan));
  ASSERT_TRUE(Make(model, 5, plan));
  EXPECT_EQ(plan.room(0), 0);
  EXPECT_EQ(plan.room(1), 0);
}

TEST(PlaceLeftOutTest, PlacesThoseForWhomThereIsRoomToMake) {
  const Problem problem = FragmentedProblem(20, 10);
  const Model model = Build(problem);
  Plan plan = Crowded(model);
  const std::function<bool()> at_once = [] { return true; };
  Watch stopped(at_once);
  PlaceLeftOut(model, stopped, plan);
  EXPECT_EQ(plan.arc(4), kNone);
  const std::function<bool()> never;
  Watch watch(never);
  PlaceLeftOut(model, watch, plan);
  EXPECT_NE(plan.arc(4), kNone);
}

}  // namespace
}  // namespace baton::assign::inner
