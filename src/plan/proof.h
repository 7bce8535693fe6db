// What a plan keeps so that its quality can be proven again, without the facts of that day: the problem as it was
// solved, the assignment and the prices. Stored beside the plan (table plan_proof) as JSON, column by column.
//
//   ProofText text = ToText(ProofOf(draft));
//   auto proof = ParseProof(text);
//   if (proof && Holds(*proof, plan.objective, plan.bound)) ...
//
// `baton plan --verify` and each reading of a plan do that. Of a large problem (kWholeProblem) not every pair of account and rep is
// kept, but those that the prices make cheapest: what is proven again is then that no plan of these pairs is better than the
// bound; that the pairs left out are dearer was so when the plan was made (docs/plan.md). Pure.
#pragma once

#include <cstddef>
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
};

struct ProofText {
  std::string problem;
  std::string solution;  // with the ids
};

Proof ProofOf(const Draft& draft);
ProofText ToText(const Proof& proof);
// Nothing when the text is no proof, in form or in its numbers.
std::optional<Proof> ParseProof(const ProofText& text);

// What the next search starts from, without the problem.
struct Prices {
  std::vector<Id> account_ids;
  std::vector<Id> rep_ids;
  assign::Certificate certificate;
};
std::optional<Prices> ParsePrices(std::string_view solution);

// Is the assignment allowed and worth `objective`, and can nothing be better than `bound`? The bound may be higher
// than what the prices alone prove, by exhaustive search (assign/solve.h); then it is at most the objective.
bool Holds(const Proof& proof, std::int64_t objective, std::int64_t bound);

}  // namespace baton::plan
