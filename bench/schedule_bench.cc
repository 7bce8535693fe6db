// Weeks for introductions: of one manager, which is a network and so exact, and of several managers whose reps they share, which has a
// bound and a gap.
//   build/release/bench/schedule_bench
#include <cstdio>
#include <random>

#include "assign/schedule.h"
#include "side_by_side.h"

namespace baton::bench {
namespace {

using assign::Introduction;
using assign::ScheduleProblem;

constexpr int kRounds = 5;

// The managers have time for most of them; some weeks are blocked, some introductions are urgent.
ScheduleProblem MakeIntroductions(int introductions, int managers, int reps, int weeks) {
  std::mt19937_64 engine(1);
  const auto below = [&](int limit) {
    return static_cast<int>(engine() % static_cast<std::uint64_t>(limit));
  };
  const auto limits = [&](int count, int a_week) {
    return std::vector(static_cast<std::size_t>(count),
                       std::vector<int>(static_cast<std::size_t>(weeks), a_week));
  };
  ScheduleProblem problem;
  problem.weeks = weeks;
  problem.manager_limits = limits(managers, introductions * 95 / 100 / weeks / managers);
  problem.rep_limits = limits(reps, 1 + 2 * introductions / reps / weeks);
  for (int i = 0; i < introductions; ++i) {
    Introduction introduction{.manager = below(managers),
                              .rep = below(reps),
                              .earliest_week = below(weeks / 3),
                              .urgency = 1 + below(12)};
    for (int k = below(3); k > 0; --k) introduction.blocked_weeks.push_back(below(weeks));
    problem.introductions.push_back(introduction);
  }
  return problem;
}

void Measure(int introductions, int managers, int reps, int weeks) {
  const ScheduleProblem problem = MakeIntroductions(introductions, managers, reps, weeks);
  assign::Schedule schedule;
  Times times;
  for (int round = 0; round < kRounds; ++round)
    times.Add(MillisecondsOf([&] { schedule = assign::ScheduleIntroductions(problem); }));
  const auto gap = static_cast<long long>(schedule.objective - schedule.objective_bound);
  std::printf("%13d %9d %6d %6d %10.2f ms  gap %lld\n", introductions, managers, reps, weeks, times.Median(),
              gap);
}

}  // namespace
}  // namespace baton::bench

int main() {
  using baton::bench::Measure;
  std::printf("introductions  managers   reps  weeks  median of 5  gap: urgency * weeks, 0: optimal\n");
  Measure(11, 1, 4, 12);
  Measure(100, 1, 8, 12);
  Measure(1'000, 1, 50, 26);
  Measure(10'000, 1, 200, 52);
  Measure(100, 4, 8, 12);
  Measure(1'000, 10, 50, 26);
}
