// Weeks for the introductions of one manager, which is a network: our own min-cost flow beside LEMON's network simplex on
// the same network, in turns.
//   build/release/bench/schedule_bench
// Both must find the same objective. LEMON gets the network ready made; ours builds it, and says who has no week and why.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <random>

#include "assign/schedule.h"
#include "lemon_flow.h"
#include "side_by_side.h"

namespace baton::bench {
namespace {

using assign::Introduction;
using assign::ScheduleProblem;

constexpr int kRounds = 5;

// The manager has time for most of them; some weeks are blocked, some introductions are urgent.
ScheduleProblem MakeIntroductions(int introductions, int reps, int weeks) {
  std::mt19937_64 engine(1);
  const auto below = [&](int limit) {
    return static_cast<int>(engine() % static_cast<std::uint64_t>(limit));
  };
  ScheduleProblem problem;
  problem.weeks = weeks;
  const int a_week = introductions * 95 / 100 / weeks;
  problem.manager_limits = {std::vector<int>(static_cast<std::size_t>(weeks), a_week)};
  for (int r = 0; r < reps; ++r)
    problem.rep_limits.emplace_back(static_cast<std::size_t>(weeks), 1 + 2 * introductions / reps / weeks);
  for (int i = 0; i < introductions; ++i) {
    Introduction introduction{
        .rep = below(reps), .earliest_week = below(weeks / 3), .urgency = 1 + below(12)};
    for (int k = below(3); k > 0; --k) introduction.blocked_weeks.push_back(below(weeks));
    problem.introductions.push_back(introduction);
  }
  return problem;
}

struct Network {
  std::vector<std::int64_t> supply;
  std::vector<FlowArc> arcs;
};

// Introduction -> rep in a week -> week of the manager -> end; or, at the price of having no week, to the end at once.
Network MakeNetwork(const ScheduleProblem& problem, std::int64_t unplaced_weight) {
  const int weeks = problem.weeks;
  const int count = static_cast<int>(problem.introductions.size());
  const int reps = static_cast<int>(problem.rep_limits.size());
  const auto of_rep = [&](int rep, int week) { return count + rep * weeks + week; };
  const auto of_manager = [&](int week) { return count + reps * weeks + week; };
  const int end = of_manager(weeks);
  Network network;
  network.supply.assign(static_cast<std::size_t>(end) + 1, 0);
  network.supply.back() = -count;
  for (int i = 0; i < count; ++i) {
    const Introduction& introduction = problem.introductions[static_cast<std::size_t>(i)];
    network.supply[static_cast<std::size_t>(i)] = 1;
    network.arcs.push_back({i, end, 1, introduction.urgency * unplaced_weight});
    for (int week = introduction.earliest_week; week < weeks; ++week) {
      const auto& blocked = introduction.blocked_weeks;
      if (std::find(blocked.begin(), blocked.end(), week) != blocked.end()) continue;
      const std::int64_t wait = week - introduction.earliest_week;
      network.arcs.push_back({i, of_rep(introduction.rep, week), 1, introduction.urgency * wait});
    }
  }
  for (int week = 0; week < weeks; ++week) {
    const auto w = static_cast<std::size_t>(week);
    for (int r = 0; r < reps; ++r)
      network.arcs.push_back(
          {of_rep(r, week), of_manager(week), problem.rep_limits[static_cast<std::size_t>(r)][w], 0});
    network.arcs.push_back({of_manager(week), end, problem.manager_limits[0][w], 0});
  }
  return network;
}

// False when the two disagree.
bool Compare(int introductions, int reps, int weeks) {
  const ScheduleProblem problem = MakeIntroductions(introductions, reps, weeks);
  assign::Schedule schedule = assign::ScheduleIntroductions(problem);
  const Network network = MakeNetwork(problem, schedule.unplaced_weight);
  std::int64_t lemon = 0;
  Times ours;
  Times theirs;
  for (int round = 0; round < kRounds; ++round) {
    ours.Add(MillisecondsOf([&] { schedule = assign::ScheduleIntroductions(problem); }));
    theirs.Add(MillisecondsOf([&] { lemon = CheapestFlow(network.supply, network.arcs); }));
  }
  std::printf("%6d x %3d, %3d weeks  %10.2f ms  %10.2f ms  objective %lld, %lld%s\n", introductions, reps,
              weeks, ours.Median(), theirs.Median(), static_cast<long long>(schedule.objective),
              static_cast<long long>(lemon), schedule.objective == lemon ? "" : "  THEY DISAGREE");
  return schedule.objective == lemon;
}

}  // namespace
}  // namespace baton::bench

int main() {
  using baton::bench::Compare;
  std::printf("introductions x reps           Baton       LEMON, median of 5\n");
  const bool agree = Compare(11, 4, 12) & Compare(100, 8, 12) & Compare(1'000, 50, 26);
  return agree ? 0 : 1;
}
