// Where the search for a draft starts: the draft before, made possible again after what was decided by hand. Somebody who is given
// an account and has no room for it gives up as little as makes room; what is given up goes to whoever is cheapest and has room.
// The engine drops what does not fit in the order of the accounts, which may be the very account that was given, and then searches
// for long how to place it, moving thousands.
//
//   options.start = StartOf(model.problem, before);
//
// Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "assign/problem.h"

namespace baton::plan {

// `before`: the rep per account of the problem, or assign::kUnplaced. The loads of the answer are within the capacities as far as
// those of the locks are.
std::vector<std::int32_t> StartOf(const assign::Problem& problem, std::vector<std::int32_t> before);

}  // namespace baton::plan
