// Inside the solver: exhaustive search with cheap nodes (a tenth of a microsecond to one), for what is small.
//
// Prices are fixed; the bound of a node is the priced cost of what is decided, plus for every other account
// its cheapest arc that still has room, plus what the decided part proves beyond the prices: a rep that
// already has too much revenue, or can no longer reach its target, or can no longer be filled. Equal accounts
// are placed in the order of their reps, and of equal reps in equal state only the first is tried: without
// that, ten equal accounts and five equal reps have millions of equal plans.
#pragma once

#include <cstdint>
#include <vector>

#include "assign/dual.h"
#include "assign/model.h"
#include "assign/plan.h"

namespace baton::assign::inner {

// What is left of the problem: for each arc, and for each account's staying unplaced, whether it is still a
// choice.
struct Choices {
  std::vector<char> arc;
  std::vector<char> unplaced;
};

Choices AllChoices(const Model& model);

struct Searched {
  std::int64_t nodes = 0;
  // Below no assignment that was left unexplored, on the grid; INT64_MAX when the search was complete.
  std::int64_t lowest_open = INT64_MAX;
};

// Replaces `best` by every better assignment it finds.
Searched Enumerate(const Model& model, const Prices& prices, const Choices& choices, std::int64_t node_limit,
                   Watch& watch, Plan& best);

// The same for all accounts of a problem by dynamic programming over sets of accounts: 3^accounts * reps at
// worst, however bad the bounds are. SubsetWork says how many nodes' worth that is; INT64_MAX when it is out
// of reach.
std::int64_t SubsetWork(const Model& model);
Searched SolveBySubsets(const Model& model, Watch& watch, Plan& best);

}  // namespace baton::assign::inner
