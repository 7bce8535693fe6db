// Says why a solution is as it is: the second choice of an account and what it would cost the whole plan,
// which reps are full and what one more unit of their capacity would be worth, and why an account was not
// placed.
//
//   Explanation why = Explain(problem, solution, {});
//   why.accounts[3].second_rep, why.accounts[3].extra_cost, why.accounts[3].basis
//   why.reps[1].PricePerUnit() * 60      // about what one more hour is worth, where capacity is in minutes
//   Explain(problem, solution, {.more_capacity = {60, 60}}).reps[1].worth   // what it is worth: solved with it
//
// "What would it cost to give account 3 to somebody else" is a question about the whole plan, since others
// have to move. It is answered exactly by solving again without the pair (basis exact), or, when the node
// limit is used up, by the prices of the certificate (basis priced: an estimate, not a promise).
// Deterministic and thread-safe like Solve.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "assign/problem.h"
#include "assign/solve.h"

namespace baton::assign {

enum class Basis {
  exact,   // the best plan without this pair, proven optimal, against a plan proven optimal
  priced,  // from the prices: reduced costs
};

enum class WhyUnplaced {
  placed,            // it has a rep
  no_candidate,      // nobody may take it
  too_large,         // its load is beyond the whole capacity of every candidate
  no_room,           // somebody may take it, but those hours are worth more elsewhere
  cheaper_unplaced,  // placing it would cost no less than leaving it, however much room there were
};

struct AccountReason {
  std::int32_t rep = kUnplaced;
  bool only_choice = false;             // a lock or a single candidate decides; there is no second rep
  std::int32_t second_rep = kUnplaced;  // where it goes when it may not go to `rep`
  std::int64_t extra_cost = 0;          // what that costs the whole plan, >= 0
  std::int32_t others_moved = 0;        // exact only: how many other accounts change their rep for it
  Basis basis = Basis::priced;
  WhyUnplaced unplaced = WhyUnplaced::placed;
  // For no_room and too_large: the rep for which the least more capacity would place it in the plan as it
  // stands.
  std::int32_t missing_rep = kUnplaced;
  std::int64_t missing_capacity = 0;
};

struct RepReason {
  std::int64_t used = 0;
  std::int64_t capacity = 0;
  std::int64_t revenue = 0;
  std::int64_t fair_cost = 0;  // fair_penalty * |revenue - fair_target|
  bool full = false;           // capacity binds: it has a price
  std::int64_t price = 0;      // of one unit of capacity, on the grid
  std::int64_t grid = 1;
  // With options.more_capacity: what so much more of this rep would improve the whole plan by, >= 0, and how many more accounts
  // would have a rep (exact only). Exact: the best plan with it, proven, against a plan proven optimal.
  std::int64_t worth = 0;
  std::int32_t placed_more = 0;
  Basis worth_basis = Basis::priced;

  double PricePerUnit() const { return static_cast<double>(price) / static_cast<double>(grid); }
};

struct Explanation {
  std::vector<AccountReason> accounts;  // per account of the problem
  std::vector<RepReason> reps;
};

struct ExplainOptions {
  std::uint64_t seed = 1;
  std::int64_t node_limit = 20'000;           // per account, as in SolveOptions
  std::int64_t total_node_limit = 1'000'000;  // for all accounts together; what comes after is priced
  std::vector<std::int32_t> only = {};  // the accounts to explain exactly; empty: all. The others are priced.
  std::vector<std::int64_t> more_capacity =
      {};  // per rep: what if it had so much more? Empty: not asked; 0: not of this rep
  std::function<bool()> should_stop = {};  // once true, the rest is priced
};

// REQUIRES that `solution` belongs to `problem` (Verify(problem, solution).Holds()).
Explanation Explain(const Problem& problem, const Solution& solution, const ExplainOptions& options = {});

}  // namespace baton::assign
