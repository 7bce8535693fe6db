// Weeks for introductions: of one manager, which is a network and so exact, and of several managers whose reps they share, which has a
// bound and a gap. Beside it CBC (Debian's coinor-cbc) as a process of its own on the same weeks as a mixed integer program: its time is
// with starting and reading the file, and ended after a minute.
//   build/release/bench/schedule_bench
// Exit code 1 where CBC's optimum is not ours where ours is called optimal, or lies outside of our bound and value.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "assign/schedule.h"
#include "side_by_side.h"

namespace baton::bench {
namespace {

using assign::Introduction;
using assign::ScheduleProblem;

constexpr int kRounds = 5;
constexpr int kMostForCbc = 1'000;  // introductions

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
  problem.manager_limits = limits(managers, std::max(1, introductions * 95 / 100 / weeks / managers));
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

// Each introduction has a week or none; a manager and a rep have no more a week than they have time for. In CPLEX LP form, a term a line.
void WriteLp(const ScheduleProblem& problem, std::int64_t unplaced_weight, std::ostream& out) {
  const auto weeks_of = [&](const Introduction& introduction) {
    std::vector<int> weeks;
    for (int week = introduction.earliest_week; week < problem.weeks && week <= introduction.latest_week;
         ++week) {
      if (std::ranges::count(introduction.blocked_weeks, week) == 0) weeks.push_back(week);
    }
    return weeks;
  };
  const auto limit_rows = [&](const std::vector<std::vector<int>>& limits, auto Introduction::*who) {
    std::vector<std::vector<std::string>> terms(
        limits.size(), std::vector<std::string>(static_cast<std::size_t>(problem.weeks)));
    for (std::size_t i = 0; i < problem.introductions.size(); ++i) {
      const Introduction& introduction = problem.introductions[i];
      for (const int week : weeks_of(introduction)) {
        terms[static_cast<std::size_t>(introduction.*who)][static_cast<std::size_t>(week)] +=
            " + x" + std::to_string(i) + "_" + std::to_string(week) + "\n";
      }
    }
    for (std::size_t of = 0; of < limits.size(); ++of) {
      for (std::size_t week = 0; week < limits[of].size(); ++week) {
        if (!terms[of][week].empty()) out << terms[of][week] << " <= " << limits[of][week] << "\n";
      }
    }
  };
  out << "Minimize\n cost:";
  for (std::size_t i = 0; i < problem.introductions.size(); ++i) {
    const Introduction& introduction = problem.introductions[i];
    for (const int week : weeks_of(introduction))
      out << " + " << introduction.urgency * (week - introduction.earliest_week) << " x" << i << "_" << week
          << "\n";
    out << " + " << introduction.urgency * unplaced_weight << " u" << i << "\n";
  }
  out << "Subject To\n";
  for (std::size_t i = 0; i < problem.introductions.size(); ++i) {
    for (const int week : weeks_of(problem.introductions[i])) out << " + x" << i << "_" << week << "\n";
    out << " + u" << i << " = 1\n";
  }
  limit_rows(problem.manager_limits, &Introduction::manager);
  limit_rows(problem.rep_limits, &Introduction::rep);
  out << "Binary\n";
  for (std::size_t i = 0; i < problem.introductions.size(); ++i) {
    for (const int week : weeks_of(problem.introductions[i])) out << " x" << i << "_" << week << "\n";
    out << " u" << i << "\n";
  }
  out << "End\n";
}

struct Peer {
  double milliseconds = 0;
  bool is_optimal = false;
  std::optional<double> value;
};

// Nothing where CBC is not installed.
std::optional<Peer> AskCbc(const ScheduleProblem& problem, std::int64_t unplaced_weight) {
  if (std::system("command -v cbc >/dev/null 2>&1") != 0) return std::nullopt;
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("baton-schedule-" + std::to_string(getpid()) + ".lp");
  {
    std::ofstream out(file);
    WriteLp(problem, unplaced_weight, out);
  }
  Peer peer;
  std::string text;
  peer.milliseconds = MillisecondsOf([&] {
    // No gap is allowed: these values are large, so that a share of them is many weeks.
    const std::string command =
        "cbc '" + file.string() + "' ratioGap 0 allowableGap 0 seconds 60 timemode elapsed solve 2>&1";
    std::FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return;
    char line[512];
    while (std::fgets(line, sizeof line, pipe) != nullptr) text += line;
    pclose(pipe);
  });
  std::filesystem::remove(file);
  constexpr std::string_view kValue = "Objective value:";
  peer.is_optimal = text.find("Result - Optimal solution found") != std::string::npos;
  if (const auto at = text.rfind(kValue); at != std::string::npos)
    peer.value = std::strtod(text.c_str() + at + kValue.size(), nullptr);
  return peer;
}

// What CBC says of ours, and whether both may be true.
struct Verdict {
  std::string text;
  bool agrees = true;
};

Verdict Compare(const assign::Schedule& ours, const Peer& peer) {
  if (!peer.value) return {"no plan in a minute"};
  const auto value = std::llround(*peer.value);
  if (!peer.is_optimal && value >= ours.objective_bound) {
    const auto away = value - ours.objective;
    return {"no proof in a minute, its plan is " + std::to_string(std::abs(away)) +
            (away < 0 ? " below ours" : " above ours")};
  }
  if (value == ours.objective) return {ours.optimal ? "the same optimum" : "its optimum is our value"};
  const bool may_be = !ours.optimal && ours.objective_bound <= value && value < ours.objective;
  if (!may_be) return {"DISAGREES: its value is " + std::to_string(value), false};
  return {"its optimum is " + std::to_string(ours.objective - value) + " below ours"};
}

// False where CBC contradicts.
bool Measure(int introductions, int managers, int reps, int weeks) {
  const ScheduleProblem problem = MakeIntroductions(introductions, managers, reps, weeks);
  assign::Schedule schedule;
  Times times;
  for (int round = 0; round < kRounds; ++round)
    times.Add(MillisecondsOf([&] { schedule = assign::ScheduleIntroductions(problem); }));
  const auto gap = static_cast<long long>(schedule.objective - schedule.objective_bound);
  std::printf("%13d %9d %6d %6d %10.2f ms  gap %-4lld", introductions, managers, reps, weeks, times.Median(),
              gap);
  std::fflush(stdout);
  Verdict verdict;
  if (introductions > kMostForCbc) {
    std::printf("  CBC: not asked\n");
  } else if (const std::optional<Peer> peer = AskCbc(problem, schedule.unplaced_weight)) {
    verdict = Compare(schedule, *peer);
    std::printf("  CBC: %10.2f ms, %s\n", peer->milliseconds, verdict.text.c_str());
  } else {
    std::printf("  CBC: not installed\n");
  }
  return verdict.agrees;
}

}  // namespace
}  // namespace baton::bench

int main() {
  using baton::bench::Measure;
  std::printf("introductions  managers   reps  weeks  median of 5  gap: urgency * weeks, 0: optimal\n");
  bool agrees = Measure(11, 1, 4, 12);
  agrees = Measure(100, 1, 8, 12) && agrees;
  agrees = Measure(1'000, 1, 50, 26) && agrees;
  agrees = Measure(10'000, 1, 200, 52) && agrees;
  agrees = Measure(100, 4, 8, 12) && agrees;
  agrees = Measure(1'000, 10, 50, 26) && agrees;
  return agrees ? 0 : 1;
}
