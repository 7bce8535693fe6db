#include "assign/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace baton::assign {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

ScheduleProblem Random(std::mt19937_64& random, int introductions, int managers, int reps, int weeks) {
  const auto below = [&](int end) { return static_cast<int>(random() % static_cast<std::uint64_t>(end)); };
  ScheduleProblem problem{.weeks = weeks, .introductions = {}, .manager_limits = {}, .rep_limits = {}};
  for (int m = 0; m < managers; ++m) {
    problem.manager_limits.emplace_back();
    for (int w = 0; w < weeks; ++w) problem.manager_limits.back().push_back(below(3));
  }
  for (int r = 0; r < reps; ++r) {
    problem.rep_limits.emplace_back();
    for (int w = 0; w < weeks; ++w) problem.rep_limits.back().push_back(below(3));
  }
  for (int i = 0; i < introductions; ++i) {
    Introduction introduction{
        .manager = below(managers), .rep = below(reps), .earliest_week = below(weeks + 1)};
    if (below(3) == 0) introduction.latest_week = introduction.earliest_week + below(3);
    for (int k = below(3); k > 0; --k) introduction.blocked_weeks.push_back(below(weeks + 2) - 1);
    introduction.urgency = 1 + below(5);
    problem.introductions.push_back(introduction);
  }
  return problem;
}

bool Allowed(const Introduction& i, int week) {
  return week >= i.earliest_week && week <= i.latest_week &&
         std::count(i.blocked_weeks.begin(), i.blocked_weeks.end(), week) == 0;
}

// Least (unplaced urgency, lateness), by trying everything.
std::pair<std::int64_t, std::int64_t> BruteForce(ScheduleProblem& problem, std::size_t at = 0) {
  if (at == problem.introductions.size()) return {0, 0};
  const Introduction& i = problem.introductions[at];
  auto best = BruteForce(problem, at + 1);
  best.first += i.urgency;
  for (int week = 0; week < problem.weeks; ++week) {
    int& manager =
        problem.manager_limits[static_cast<std::size_t>(i.manager)][static_cast<std::size_t>(week)];
    int& rep = problem.rep_limits[static_cast<std::size_t>(i.rep)][static_cast<std::size_t>(week)];
    if (!Allowed(i, week) || manager == 0 || rep == 0) continue;
    --manager;
    --rep;
    auto rest = BruteForce(problem, at + 1);
    ++manager;
    ++rep;
    rest.second += i.urgency * (week - i.earliest_week);
    best = std::min(best, rest);
  }
  return best;
}

void ExpectAllowed(ScheduleProblem problem, const Schedule& schedule) {
  std::int64_t unplaced = 0;
  std::int64_t lateness = 0;
  ASSERT_EQ(schedule.weeks.size(), problem.introductions.size());
  for (std::size_t k = 0; k < schedule.weeks.size(); ++k) {
    const Introduction& i = problem.introductions[k];
    const int week = schedule.weeks[k];
    EXPECT_EQ(schedule.reasons[k] == WhyNoWeek::placed, week != kNoWeek);
    if (week == kNoWeek) {
      unplaced += i.urgency;
      continue;
    }
    EXPECT_TRUE(Allowed(i, week));
    lateness += i.urgency * (week - i.earliest_week);
    EXPECT_GE(--problem.manager_limits[static_cast<std::size_t>(i.manager)][static_cast<std::size_t>(week)],
              0);
    EXPECT_GE(--problem.rep_limits[static_cast<std::size_t>(i.rep)][static_cast<std::size_t>(week)], 0);
  }
  EXPECT_EQ(schedule.unplaced_urgency, unplaced);
  EXPECT_EQ(schedule.lateness, lateness);
  EXPECT_EQ(schedule.objective, lateness + unplaced * schedule.unplaced_weight);
  EXPECT_LE(schedule.objective_bound, schedule.objective);
  EXPECT_EQ(schedule.optimal, schedule.objective_bound == schedule.objective);
}

TEST(ScheduleTest, OneManagerOrOneRepIsExact) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 600; ++round) {
    const bool one_manager = round % 2 == 0;
    const int count = static_cast<int>(random() % 7);
    ScheduleProblem problem = Random(random, count, one_manager ? 1 : 3, one_manager ? 3 : 1, 4);
    ASSERT_THAT(ValidateSchedule(problem), IsEmpty());
    const Schedule schedule = ScheduleIntroductions(problem);
    ExpectAllowed(problem, schedule);
    EXPECT_TRUE(schedule.optimal);
    EXPECT_EQ(std::pair(schedule.unplaced_urgency, schedule.lateness), BruteForce(problem));
    if (HasFailure()) return;
  }
}

// Who stood in a week stays, unless that costs something: the most that can, by trying everything.
int MostKept(ScheduleProblem& problem, std::pair<std::int64_t, std::int64_t> left, std::size_t at = 0) {
  if (left.first < 0 || left.second < 0) return INT32_MIN;
  if (at == problem.introductions.size()) return 0;
  const Introduction& i = problem.introductions[at];
  int best = MostKept(problem, {left.first - i.urgency, left.second}, at + 1);
  for (int week = 0; week < problem.weeks; ++week) {
    int& manager =
        problem.manager_limits[static_cast<std::size_t>(i.manager)][static_cast<std::size_t>(week)];
    int& rep = problem.rep_limits[static_cast<std::size_t>(i.rep)][static_cast<std::size_t>(week)];
    if (!Allowed(i, week) || manager == 0 || rep == 0) continue;
    --manager;
    --rep;
    const int kept =
        MostKept(problem, {left.first, left.second - i.urgency * (week - i.earliest_week)}, at + 1);
    ++manager;
    ++rep;
    best = std::max(best, kept + (week == i.week_before ? 1 : 0));
  }
  return best;
}

TEST(ScheduleTest, LeavesThemWhereTheyStood) {
  std::mt19937_64 random(5);
  int moved = 0;
  for (int round = 0; round < 300; ++round) {
    ScheduleProblem problem = Random(random, 6, round % 2 == 0 ? 1 : 3, round % 2 == 0 ? 3 : 1, 4);
    for (Introduction& i : problem.introductions) {
      i.urgency = 1 + static_cast<std::int64_t>(random() % 2);
      i.week_before = static_cast<int>(random() % 6) - 1;
    }
    const Schedule schedule = ScheduleIntroductions(problem);
    const auto optimum = BruteForce(problem);
    EXPECT_EQ(std::pair(schedule.unplaced_urgency, schedule.lateness), optimum);
    int kept = 0;
    for (std::size_t k = 0; k < schedule.weeks.size(); ++k) {
      Introduction& i = problem.introductions[k];
      if (schedule.weeks[k] != kNoWeek && schedule.weeks[k] == i.week_before) ++kept;
      moved += schedule.weeks[k] == i.week_before ? 0 : 1;
    }
    EXPECT_EQ(kept, MostKept(problem, optimum));
    for (std::size_t k = 0; k < schedule.weeks.size(); ++k)
      problem.introductions[k].week_before = schedule.weeks[k];
    EXPECT_EQ(ScheduleIntroductions(problem).weeks, schedule.weeks);
    if (HasFailure()) return;
  }
  EXPECT_GT(moved, 100);
}

TEST(ScheduleTest, MovesFewOfManyAlike) {
  ScheduleProblem problem{.weeks = 20,
                          .introductions = {},
                          .manager_limits = {std::vector<int>(20, 3)},
                          .rep_limits = std::vector(12, std::vector<int>(20, 2))};
  for (int i = 0; i < 600; ++i) problem.introductions.push_back({.rep = i % 12, .urgency = 1 + i % 7 / 5});
  const Schedule before = ScheduleIntroductions(problem);
  EXPECT_TRUE(before.optimal);
  for (std::size_t i = 0; i < problem.introductions.size(); ++i)
    problem.introductions[i].week_before = before.weeks[i];
  const auto placed = std::ranges::find_if(before.weeks, [](int week) { return week != kNoWeek; });
  Introduction& dragged = problem.introductions[static_cast<std::size_t>(placed - before.weeks.begin())];
  dragged.rep = (dragged.rep + 1) % 12;
  const Schedule after = ScheduleIntroductions(problem);
  EXPECT_EQ(after.objective, before.objective);
  EXPECT_EQ(after.objective_bound, after.objective);
  int moved = 0;
  for (std::size_t i = 0; i < after.weeks.size(); ++i) moved += after.weeks[i] != before.weeks[i] ? 1 : 0;
  EXPECT_LE(moved, 2);
}

// The largest urgency that is allowed: nothing overflows.
TEST(ScheduleTest, IsExactWithHugeUrgency) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 200; ++round) {
    ScheduleProblem problem = Random(random, 6, 1, 3, 4);
    const auto urgency = static_cast<std::uint64_t>((std::int64_t{1} << 28) / 12);
    for (Introduction& i : problem.introductions) {
      i.urgency = static_cast<std::int64_t>(urgency - random() % 3 * (urgency / 3));
    }
    problem.introductions[0].urgency = static_cast<std::int64_t>(2 * urgency);
    ASSERT_THAT(ValidateSchedule(problem), IsEmpty());
    const Schedule schedule = ScheduleIntroductions(problem);
    EXPECT_TRUE(schedule.optimal);
    EXPECT_EQ(std::pair(schedule.unplaced_urgency, schedule.lateness), BruteForce(problem));
  }
}

TEST(ScheduleTest, CrossingLimitsHaveABoundThatHolds) {
  std::mt19937_64 random(2);
  int optimal = 0;
  for (int round = 0; round < 400; ++round) {
    ScheduleProblem problem = Random(random, 6, 2, 3, 3);
    const Schedule schedule = ScheduleIntroductions(problem);
    ExpectAllowed(problem, schedule);
    const auto [unplaced, lateness] = BruteForce(problem);
    const std::int64_t optimum = unplaced * schedule.unplaced_weight + lateness;
    EXPECT_LE(schedule.objective_bound, optimum);
    EXPECT_GE(schedule.objective, optimum);
    optimal += schedule.optimal ? 1 : 0;
    if (HasFailure()) return;
  }
  EXPECT_GT(optimal, 200);
}

TEST(ScheduleTest, StoppedAtOnceIsStillAllowed) {
  std::mt19937_64 random(3);
  for (const int managers : {1, 3}) {
    const ScheduleProblem problem = Random(random, 30, managers, 4, 8);
    ExpectAllowed(problem, ScheduleIntroductions(problem, [] { return true; }));
    int asked = 0;
    ExpectAllowed(problem, ScheduleIntroductions(problem, [&] { return ++asked > 10; }));
  }
}

TEST(ScheduleTest, SaysWhyThereIsNoWeek) {
  ScheduleProblem problem{.weeks = 3,
                          .introductions = {},
                          .manager_limits = {{1, 0, 0}, {0, 0, 0}, {1, 1, 0}},
                          .rep_limits = {{1, 1, 1}, {0, 0, 0}, {0, 0, 1}}};
  problem.introductions = {
      {.manager = 0, .rep = 0, .urgency = 9},
      {.manager = 0, .rep = 0},
      {.manager = 0, .rep = 0, .blocked_weeks = {0, 1, 2}},
      {.manager = 0, .rep = 0, .earliest_week = 5},
      {.manager = 1, .rep = 0},
      {.manager = 2, .rep = 1},
      {.manager = 2, .rep = 2},
  };
  EXPECT_THAT(ScheduleIntroductions(problem).reasons,
              ElementsAre(WhyNoWeek::placed, WhyNoWeek::crowded_out, WhyNoWeek::blocked, WhyNoWeek::blocked,
                          WhyNoWeek::manager_away, WhyNoWeek::rep_away, WhyNoWeek::no_common_week));
}

TEST(ScheduleTest, FaultsHavePlaces) {
  ScheduleProblem problem{.weeks = 2,
                          .introductions = {{.manager = 3, .rep = -1, .earliest_week = -1, .urgency = 0}},
                          .manager_limits = {{1}},
                          .rep_limits = {{1, -1}}};
  EXPECT_THAT(
      ValidateSchedule(problem),
      ElementsAre("manager_limits[0]", "rep_limits[0][1]", "introductions[0].manager", "introductions[0].rep",
                  "introductions[0].earliest_week", "introductions[0].urgency"));
  problem = {
      .weeks = 1, .introductions = {{.urgency = INT64_MAX}}, .manager_limits = {{1}}, .rep_limits = {{1}}};
  EXPECT_THAT(ValidateSchedule(problem), Contains("urgency"));
  EXPECT_TRUE(ScheduleIntroductions({}).optimal);
}

}  // namespace
}  // namespace baton::assign
