// Solves the assignment problem of problem.h: exactly where it is small, with a proven gap where it is large.
//
//   Solution s = Solve(problem, {.seed = 1, .should_stop = [&] { return now() > deadline; }});
//   s.assignment[3]                 // the rep of account 3, or kUnplaced
//   s.objective, s.bound            // bound <= optimum <= objective: no assignment can be better than `bound`
//   s.status == Status::optimal     // bound == objective
//
//   Solution next = Solve(changed, {.start = s.assignment});   // what-if: from where the plan stands
//
// Whatever the options say, the answer is feasible and the bound holds. The answer depends on problem and
// options alone: no clock, no global state; `should_stop` is the only way in for time, and a run that it ends
// may differ. Thread-safe: calls share nothing. The mathematics is in docs/assign.md.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "assign/problem.h"

namespace baton::assign {

enum class Status {
  optimal,   // proven: bound == objective
  feasible,  // the search ended by itself or at its node limit, the gap is objective - bound
  stopped,   // should_stop ended it; the best so far
};

// Prices that prove a bound by one pass of exact integer arithmetic (verify.h does it again). A price of p on
// the grid means p / grid units of cost. docs/assign.md says why each of the two proofs holds.
struct Certificate {
  std::int64_t grid = 1;
  std::vector<std::int64_t> capacity_prices = {};  // per rep, >= 0: cost per unit of load
  std::vector<std::int64_t> fair_prices =
      {};  // per rep, within +- fair_penalty * grid: cost per unit of revenue
  // Empty, or per account what placing it is worth: then every rep's best set of accounts under its capacity and
  // with its fair share is the stronger proof. `knapsack_fair_prices`, as fair_prices, are for a verifier that
  // cannot search the sets.
  std::vector<std::int64_t> account_prices = {};
  std::vector<std::int64_t> knapsack_fair_prices = {};
  // What the prices alone prove, rounded up to whole units; the search may prove more.
  std::int64_t bound = 0;
};

struct Solution {
  std::vector<std::int32_t> assignment;  // per account
  std::int64_t objective = 0;
  std::int64_t bound = 0;  // >= certificate.bound; the difference was proven by exhaustive search
  Status status = Status::feasible;
  Certificate certificate;
  std::int64_t nodes = 0;  // steps of the search, in the unit of node_limit
};

struct Progress {
  std::int64_t objective = 0;
  std::int64_t bound = 0;
  std::int64_t nodes = 0;
  std::span<const std::int32_t> assignment;  // the best so far; valid during the call only
};

struct SolveOptions {
  std::uint64_t seed = 1;
  // Steps the exact search may take: a step is about half a microsecond, a node that computes prices counts
  // as many. 0 keeps to prices and local search. The work before the search grows with the candidates, not
  // with this.
  std::int64_t node_limit = 2'000'000;
  // Cores to use, on a large problem. The answer is the same for any number of them.
  int threads = 1;
  // Asked often (every few ten microseconds to milliseconds, in a large linear program up to a tenth of a second,
  // within a node too); once true the call returns soon.
  std::function<bool()> should_stop = {};
  // Called when the best assignment or the bound improves, from the calling thread; so is should_stop.
  std::function<void(const Progress&)> progress = {};
  // Prices to start from: those of the plan before a change. Only a hint for speed; empty is fine.
  Certificate start_prices = {};
  // Empty, or an assignment to start from, for instance the plan before a change. What is no longer possible
  // in it is dropped, so it need not be feasible. The answer is never worse than what remains of it.
  std::vector<std::int32_t> start = {};
  // A change that somebody waits for: the prices stay as they are, and only around what differs from `start` a better plan is looked
  // for. No proof gets better than the prices'. Taken where there are both.
  bool keep_prices = false;
};

// REQUIRES Validate(problem).empty().
Solution Solve(const Problem& problem, const SolveOptions& options = {});

}  // namespace baton::assign
