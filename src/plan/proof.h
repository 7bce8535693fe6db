// What a plan keeps so that its quality can be proven again, without the facts of that day: the problem as it was
// solved, the assignment and the prices. Stored with the plan (plan.certificate) as compact JSON.
//
//   std::string text = ToText(ProofOf(draft));
//   auto proof = ParseProof(text);
//   if (proof && Holds(*proof, plan.objective, plan.bound)) ...
//
// `baton plan --verify` and each reading of a plan do that. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assign/problem.h"
#include "assign/solve.h"
#include "base/id.h"
#include "plan/draft.h"

namespace baton::plan {

struct Proof {
  std::vector<Id> account_ids;  // of the problem, in its order; accounts that stay are not in it
  std::vector<Id> rep_ids;
  assign::Problem problem;
  assign::Solution solution;
  DraftChange change;  // what the last change did; shown, not proven
  std::vector<DraftLoad> loads;
};

Proof ProofOf(const Draft& draft);
std::string ToText(const Proof& proof);
// Nothing when the text is no proof, in form or in its numbers.
std::optional<Proof> ParseProof(std::string_view text);

// Is the assignment allowed and worth `objective`, and can nothing be better than `bound`? The bound may be higher
// than what the prices alone prove, by exhaustive search (assign/solve.h); then it is at most the objective.
bool Holds(const Proof& proof, std::int64_t objective, std::int64_t bound);

}  // namespace baton::plan
