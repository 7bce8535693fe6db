#include "plan/directory.h"

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
