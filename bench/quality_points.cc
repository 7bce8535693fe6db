// How the gap of one book falls with time: a line for every better plan or bound.
//   build/release/bench/quality_points ACCOUNTS REPS SECONDS
// Columns: seconds of one core since the solver began, gap in percent of the value, most memory of the process so far in MB. bench/quality_bench.mjs
// draws them. The book is that of bench/assign_instances.h with seed 1 and 20 candidates an account; the answer is verified.
#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

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

// Of the processor: on a machine that others use too, its clock says nothing.
double Seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

int Run(int accounts, int reps, double seconds) {
  const assign::Problem problem = MakeBook({.accounts = accounts, .reps = reps, .candidates = 20});
  const double start = Seconds();
  const auto print = [&](std::int64_t objective, std::int64_t bound) {
    const double gap =
        100 * static_cast<double>(objective - bound) / std::abs(static_cast<double>(objective));
    std::printf("%.4f\t%.5f\t%.0f\n", Seconds() - start, gap, PeakMegabytes());
  };
  const assign::Solution solution = assign::Solve(
      problem, {.node_limit = INT64_MAX / 1'000,
                .should_stop = [&] { return Seconds() - start > seconds; },
                .progress = [&](const assign::Progress& now) { print(now.objective, now.bound); }});
  print(solution.objective, solution.bound);
  return assign::Verify(problem, solution).Holds() ? 0 : 1;
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: quality_points ACCOUNTS REPS SECONDS\n");
    return 2;
  }
  return baton::bench::Run(std::atoi(argv[1]), std::atoi(argv[2]), std::atof(argv[3]));
}
