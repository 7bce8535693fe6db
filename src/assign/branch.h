// Inside the solver: branch and bound for some dozens of reps and a few hundred accounts.
//
// The bound of a node gives every account a price for being placed (Lagrange multipliers of "exactly one
// rep"); then every rep picks its best accounts under its capacity, a knapsack, for itself. This is stronger
// than prices for capacity, because a knapsack cannot take half an account. Choices whose own bound is above
// the best plan are struck out for good (reduced-cost fixing), which is what makes most nodes small. What is
// left with few accounts goes to enumerate.h.
#pragma once

#include <cstdint>
#include <vector>

#include "assign/dual.h"
#include "assign/enumerate.h"
#include "assign/model.h"
#include "assign/plan.h"

namespace baton::assign::inner {

// Does the arithmetic have room for this model, and is it small enough for a node to be worth its time?
bool CanBranch(const Model& model);

struct Branched {
  std::int64_t nodes = 0;                    // in steps of SolveOptions::node_limit
  std::int64_t lowest_open = INT64_MAX;      // as in Searched
  std::vector<std::int64_t> account_prices;  // at the root, with every choice open
  std::vector<std::int64_t> fair_prices;     // the reps' own that go with them
  std::int64_t root_value = INT64_MIN;       // what they prove, on the grid
};

// `account_prices` to start from, on the model's grid; none when it has another size.
Branched Branch(const Model& model, const Prices& prices, const std::vector<std::int64_t>& account_prices,
                std::int64_t node_limit, Random& random, Watch& watch, Plan& best);

}  // namespace baton::assign::inner
