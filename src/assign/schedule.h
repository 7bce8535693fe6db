// Gives each introduction a week: the manager introduces the rep to the client, a manager and a rep have time
// for so many introductions a week, and some weeks are out (absence, a deal at signature, a renewal).
//
//   ScheduleProblem p{.weeks = 12};
//   p.manager_limits = {std::vector<int>(12, 3)};            // manager 0: three a week
//   p.rep_limits = {std::vector<int>(12, 2)};                // rep 0: two a week
//   p.introductions = {{.manager = 0, .rep = 0, .earliest_week = 1, .blocked_weeks = {4}, .urgency = 5}};
//   Schedule s = ScheduleIntroductions(p);
//   s.weeks[0]                                               // 1, or kNoWeek with s.reasons[0]
//
// First as much urgency as possible is placed, then the sum of urgency * weeks after `earliest_week` is made
// as small as possible. Where each rep receives from one manager, or each manager hands over to one rep, this
// is a min-cost flow and the answer is optimal; elsewhere the two kinds of limits cross, and the answer has a
// bound and a gap. Who changes a schedule says where each stood (`week_before`), and gets one in which few have moved.
// Deterministic, thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace baton::assign {

inline constexpr int kNoWeek = -1;

struct Introduction {
  std::int32_t manager = 0;
  std::int32_t rep = 0;
  int earliest_week = 0;        // 0 is the first week of the horizon
  int latest_week = INT32_MAX;  // inclusive: the account must be introduced by then, or it is not placed
  std::vector<int> blocked_weeks = {};  // in any order; outside the horizon is allowed
  std::int64_t urgency = 1;             // >= 1
  int week_before =
      kNoWeek;  // where it stood: among equally good answers it stays there; any number is allowed
};

struct ScheduleProblem {
  int weeks = 0;
  std::vector<Introduction> introductions = {};
  std::vector<std::vector<int>> manager_limits = {};  // [manager][week], >= 0
  std::vector<std::vector<int>> rep_limits = {};      // [rep][week], >= 0
};

enum class WhyNoWeek {
  placed,
  blocked,       // every week from earliest to latest is blocked or outside the horizon
  manager_away,  // its manager has no introduction free in any week that is left, whoever else is introduced
  rep_away,      // likewise its rep
  no_common_week,  // both have weeks, but no week in common
  crowded_out,     // there are weeks, but more urgent or earlier introductions take them
};

struct Schedule {
  std::vector<int> weeks;             // per introduction a week or kNoWeek
  std::vector<WhyNoWeek> reasons;     // per introduction
  std::int64_t unplaced_urgency = 0;  // sum of the urgency that has no week
  std::int64_t lateness = 0;          // sum of urgency * (week - earliest_week) over the placed
  // One number for both aims: lateness + unplaced_urgency * unplaced_weight, where unplaced_weight is so
  // large that no lateness outweighs an introduction. objective_bound <= the optimum <= objective.
  std::int64_t unplaced_weight = 0;
  std::int64_t objective = 0;
  std::int64_t objective_bound = 0;
  bool optimal = false;
};

// A place at fault as in problem.h ("introductions[2].rep"); empty when the problem may be scheduled. Urgency
// and horizon must be moderate: unplaced_weight * sum of urgency stays below 2^58.
std::vector<std::string> ValidateSchedule(const ScheduleProblem& problem);

// REQUIRES ValidateSchedule(problem).empty(). `should_stop` is asked before each flow and cannot end one midway: that of a manager
// with ten thousand introductions and time for a hundred and fifty takes some 20 ms, with time for nearly all of them over a
// second. The answer stays feasible and the bound holds; a group whose first flow did not begin has no weeks.
Schedule ScheduleIntroductions(const ScheduleProblem& problem, const std::function<bool()>& should_stop = {});

}  // namespace baton::assign
