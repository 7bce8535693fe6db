#include "plan/directory.h"

#include <algorithm>

#include "people/directory.h"
#include "plan/explanation.h"
#include "plan/plan_store.h"
#include "plan/proof.h"

namespace baton::plan {

std::optional<DraftLines> FindDraftLines(const http::Call& call, db::Connection& connection, Id manager_id) {
  const auto draft = FindDraftOf(connection, call.org_id(), manager_id);
  if (!draft) return std::nullopt;
  const auto scope = access::ScopeOf(call.principal(), access::Deed::read, access::Word::plan);
  if (!FindPlan(connection, scope, draft->id)) return std::nullopt;
  return DraftLines{draft->id, draft->version,
                    ViewLines(ContextOf(call), connection, FindLines(connection, call.org_id(), draft->id))};
}

std::vector<Id> FindOtherSuccessors(db::Connection& connection, Id org_id, Id plan_id, Id account_id,
                                    std::span<const Id> excluded, std::size_t count) {
  std::vector<Id> others;
  const auto line = FindLineOf(connection, org_id, plan_id, account_id);
  if (!line) return others;
  const auto add = [&](Id person_id) {
    const bool is_known = std::ranges::find(others, person_id) != others.end() ||
                          std::ranges::find(excluded, person_id) != excluded.end();
    if (others.size() < count && !is_known && people::FindPerson(connection, org_id, person_id)) {
      others.push_back(person_id);
    }
  };
  if (line->next_best_id) add(*line->next_best_id);
  for (const StoredFit& fit : ParseExplanation(line->explanation).fits) add(fit.person_id);
  return others;
}

std::vector<PlanVerdict> VerifyPlans(db::Connection& connection, Id org_id) {
  std::vector<PlanVerdict> verdicts;
  for (const Plan& plan : FindAllPlans(connection, org_id)) {
    const auto proof = ParseProof(plan.certificate);
    verdicts.push_back({.plan_id = plan.id,
                        .name = plan.name,
                        .objective = plan.objective,
                        .bound = plan.bound,
                        .bound_by_prices = proof ? proof->solution.certificate.bound : 0,
                        .holds = proof && Holds(*proof, plan.objective, plan.bound)});
  }
  return verdicts;
}

}  // namespace baton::plan
