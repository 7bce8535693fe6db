// Checks a solution of solve.h by code that shares nothing with the solver: is the assignment allowed, is the
// objective what it says, and do the prices of the certificate prove the bound it claims?
//
//   Verdict verdict = Verify(problem, solution);
//   verdict.Holds()          // all of it
//   verdict.proven_bound     // what the prices prove, recomputed in 128-bit integers
//
// One pass over the candidates, and one exact knapsack per rep where the certificate has account prices.
// Thread-safe: reads its arguments only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assign/problem.h"
#include "assign/solve.h"

namespace baton::assign {

enum class Flaw {
  wrong_size,        // not one rep per account, or prices missing
  not_a_candidate,   // an account is with a rep that is no candidate of it, is forbidden, or is not its lock
  over_capacity,     // a rep has more load than capacity
  wrong_objective,   // the objective is not what the assignment costs
  bad_price,         // a capacity price below zero, or a fair price beyond the fair penalty
  bound_not_proven,  // the prices prove less than the certificate claims
  bound_too_high,    // the bound is above the objective, or below the certificate's
  status_not_true,   // "optimal" with a gap
  overflow,          // numbers beyond 128 bits: nothing is claimed about the bound
};

struct FlawAt {
  Flaw flaw;
  std::int32_t index = -1;  // account or rep, where it has one

  bool operator==(const FlawAt&) const = default;
};

struct Verdict {
  std::vector<FlawAt> flaws;
  std::int64_t objective = 0;     // recomputed
  std::int64_t proven_bound = 0;  // recomputed from the certificate

  bool Holds() const { return flaws.empty(); }
};

Verdict Verify(const Problem& problem, const Solution& solution);

}  // namespace baton::assign
