#include "plan/directory.h"

#include "plan/plan_gather.h"
#include "plan/plan_store.h"
#include "plan/proof.h"

namespace baton::plan {

std::optional<DraftLines> FindDraftLines(const http::Call& call, db::Connection& connection, Id manager_id) {
  const auto draft = FindDraftOf(connection, call.org_id(), manager_id, call.person_id());
  if (!draft) return std::nullopt;
  const auto scope = access::ScopeOf(call.principal(), access::Deed::read, access::Word::plan);
  if (!FindReadablePlan(connection, scope, draft->id)) return std::nullopt;
  const auto lines = FindLinesFrom(connection, call.org_id(), draft->id, std::vector{manager_id});
  return DraftLines{draft->id, draft->version, draft->manager_id,
                    ViewLines(ContextOf(call), connection, lines)};
}

std::optional<DraftLines> FindOwnDraftLines(const http::Call& call, db::Connection& connection) {
  if (!access::ScopeOf(call.principal(), access::Deed::read, access::Word::plan)) return std::nullopt;
  const auto draft = FindOwnDraft(connection, call.org_id(), call.person_id());
  if (!draft) return std::nullopt;
  return DraftLines{draft->id, draft->version, draft->manager_id,
                    ViewLines(ContextOf(call), connection, FindLines(connection, call.org_id(), draft->id))};
}

std::vector<people::PersonRef> FindManagersBelow(const http::Call& call, db::Connection& connection) {
  std::vector<people::PersonRef> managers;
  for (const people::Person& person : FindManagers(connection, call.org_id(), call.person_id()))
    managers.push_back({person.id, person.name, person.role, person.is_placeholder});
  return managers;
}

std::vector<PlanVerdict> VerifyPlans(db::Connection& connection, Id org_id) {
  std::vector<PlanVerdict> verdicts;
  for (const Plan& plan : FindAllPlans(connection, org_id)) {
    const auto proof = FindProof(connection, plan);
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
