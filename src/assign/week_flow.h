// Inside schedule.h: the introductions of a group to weeks, where the limits make a network. Introductions that nothing tells apart
// (one manager, one rep, one urgency, the same weeks) are one node of it, and those that more urgent ones leave no place are not in it at
// all, so that ten thousand introductions of which a manager can give a hundred and fifty are a small network.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assign/schedule.h"

namespace baton::assign::inner {

using WeekLimits = std::vector<std::vector<int>>;           // [manager or rep][week]
using WeekPrices = std::vector<std::vector<std::int64_t>>;  // [rep][week]

// The weeks that are open to each introduction, ascending. Most have the same.
struct OpenWeeks {
  explicit OpenWeeks(const ScheduleProblem& problem);

  const std::vector<int>& Of(int introduction) const {
    return sets[static_cast<std::size_t>(set_of[static_cast<std::size_t>(introduction)])];
  }

  std::vector<std::vector<int>> sets;
  std::vector<int> set_of;  // per introduction
};

// introduction -> its rep in a week -> its manager in that week -> sink, or manager and rep the other way round, and a dear way past
// all of it for what has no week. REQUIRES: what is inner has one outer each. Without inner limits these have prices.
struct WeekTask {
  std::span<const int> group;
  const WeekLimits* inner = nullptr;
  bool inner_is_rep = true;
  const WeekLimits& outer;
  const WeekPrices* prices = nullptr;
};

struct WeekFlow {
  std::vector<int> weeks;  // per introduction of the group
  std::int64_t cost = 0;   // with prices: the optimum of this network
};

// Among equally cheap answers one that leaves as many introductions as possible where they stood (Introduction::week_before).
WeekFlow SolveWeeks(const ScheduleProblem& problem, const OpenWeeks& open, std::int64_t unplaced_weight,
                    const WeekTask& task);

}  // namespace baton::assign::inner
