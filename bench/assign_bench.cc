// How long the assignment solver takes and how far its answer is proven, from a team to a large company.
//   build/release/bench/assign_bench
// Each line's counters: gap_percent (objective - bound, of the objective), nodes, unplaced, peak_mb (of the process so
// far). Every answer is verified. A time in the name is when the run is ended, as a person who waits would end it.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "assign/solve.h"
#include "assign/verify.h"
#include "assign_instances.h"

namespace baton::bench {
namespace {

double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;  // Linux counts kilobytes
}

void Report(benchmark::State& state, const assign::Problem& problem, const assign::Solution& solution) {
  if (!assign::Verify(problem, solution).Holds()) state.SkipWithError("the answer does not verify");
  const double size = std::max(1.0, std::abs(static_cast<double>(solution.objective)));
  state.counters["gap_percent"] = 100 * static_cast<double>(solution.objective - solution.bound) / size;
  state.counters["nodes"] = static_cast<double>(solution.nodes);
  state.counters["unplaced"] = static_cast<double>(
      std::count(solution.assignment.begin(), solution.assignment.end(), assign::kUnplaced));
  state.counters["peak_mb"] = PeakMegabytes();
}

void SolveTeam(benchmark::State& state, Book book) {
  const assign::Problem problem = MakeBook(book);
  assign::Solution solution;
  for (auto _ : state) solution = assign::Solve(problem);
  Report(state, problem, solution);
}

void SolveFor(benchmark::State& state, Book book, double seconds) {
  const assign::Problem problem = MakeBook(book);
  assign::Solution solution;
  for (auto _ : state) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    solution =
        assign::Solve(problem, {.threads = static_cast<int>(std::thread::hardware_concurrency()),
                                .should_stop = [&] { return std::chrono::steady_clock::now() > end; }});
  }
  Report(state, problem, solution);
}

// One account is dragged to another rep: the plan is solved again from where it stands.
void WhatIf(benchmark::State& state, Book book, double seconds) {
  assign::Problem problem = MakeBook(book);
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  const assign::Solution before =
      assign::Solve(problem, {.should_stop = [&] { return std::chrono::steady_clock::now() > end; }});
  const auto candidates = problem.CandidatesOf(3);
  const auto other = std::find_if(candidates.begin(), candidates.end(),
                                  [&](const assign::Candidate& c) { return c.rep != before.assignment[3]; });
  if (other == candidates.end()) return state.SkipWithError("no other candidate");
  problem.accounts[3].locked_rep = other->rep;
  assign::Solution solution;
  for (auto _ : state) {
    solution = assign::Solve(
        problem, {.start_prices = before.certificate, .start = before.assignment, .keep_prices = true});
  }
  Report(state, problem, solution);
}

constexpr Book kLarge{.accounts = 10'000, .reps = 200, .candidates = 20};
constexpr Book kLarger{.accounts = 100'000, .reps = 2'000, .candidates = 20};
constexpr Book kLargest{.accounts = 1'000'000, .reps = 10'000, .candidates = 20};

BENCHMARK_CAPTURE(SolveTeam, team_11x4, Book{})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(SolveTeam, team_11x4_fair, Book{.fair = true})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(SolveTeam, team_40x5_fair, Book{.accounts = 40, .reps = 5, .candidates = 5, .fair = true})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(WhatIf, team_11x4, Book{}, 1.0)->Unit(benchmark::kMicrosecond)->Iterations(1000);
BENCHMARK_CAPTURE(SolveFor, book_500x12_1s, Book{.accounts = 500, .reps = 12, .candidates = 12}, 1.0)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(SolveFor, book_10000x200_1s, kLarge, 1.0)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK_CAPTURE(SolveFor, book_3000x60_fair_2s,
                  Book{.accounts = 3'000, .reps = 60, .candidates = 20, .fair = true}, 2.0)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(SolveFor, book_10000x200_fair_2s,
                  Book{.accounts = 10'000, .reps = 200, .candidates = 20, .fair = true}, 2.0)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(WhatIf, book_10000x200, kLarge, 1.0)->Unit(benchmark::kMillisecond)->Iterations(10);
BENCHMARK_CAPTURE(SolveFor, book_100000x2000_3s, kLarger, 3.0)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK_CAPTURE(SolveFor, book_100000x2000_15s, kLarger, 15.0)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(SolveFor, book_1000000x10000_2s, kLargest, 2.0)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(SolveFor, book_1000000x10000_5s, kLargest, 5.0)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(SolveFor, book_1000000x10000_20s, kLargest, 20.0)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

}  // namespace
}  // namespace baton::bench

BENCHMARK_MAIN();
