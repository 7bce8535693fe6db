// A large problem with fewer candidates: of each account those that the prices make cheapest, and the rep it has. The least that each
// account can cost by the prices, and with it what they prove, is the same as with all of them. Pure.
#pragma once

#include <cstddef>

#include "assign/problem.h"
#include "assign/solve.h"

namespace baton::plan {

inline constexpr std::size_t kKeptCandidates = 20;  // of each account; and the rep it has

// `unplaced_too`: also of those without a rep, of which else all are kept, since what would give them a place is asked of all.
assign::Problem Cheapest(const assign::Problem& problem, const assign::Solution& solution, bool unplaced_too);

}  // namespace baton::plan
