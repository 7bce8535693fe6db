#include "plan/directory.h"

#include "plan/plan_gather.h"
#include "plan/plan_store.h"
#include "plan/proof.h"

namespace baton::plan {

namespace {

std::optional<Plan> FindSeenDraft(db::Connection& connection, const access::Principal& reader,
                                  Id manager_id) {
  const auto draft = FindDraftOf(connection, reader.org_id, manager_id, reader.person_id);
  const auto scope = access::ScopeOf(reader, access::Deed::read, access::Word::plan);
  if (!draft || !scope || !FindReadablePlan(connection, scope, draft->id)) return std::nullopt;
  return draft;
}

}  // namespace

std::optional<DraftLines> FindDraftLines(const http::Call& call, db::Connection& connection, Id manager_id) {
  const auto draft = FindSeenDraft(connection, call.principal(), manager_id);
  if (!draft) return std::nullopt;
  const auto lines = FindLinesFrom(connection, call.org_id(), draft->id, std::vector{manager_id});
  return DraftLines{draft->id, draft->version, draft->manager_id,
                    ViewLines(ContextOf(call), connection, lines)};
}

std::map<Id, Id> FindDraftSuccessors(db::Connection& connection, const access::Principal& reader,
                                     Id manager_id) {
  const auto draft = FindSeenDraft(connection, reader, manager_id);
  std::map<Id, Id> successors;
  if (!draft) return successors;
  for (const PlanLine& line : FindLinesFrom(connection, reader.org_id, draft->id, std::vector{manager_id})) {
    if (line.successor_id) successors.emplace(line.account_id, *line.successor_id);
  }
  return successors;
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
    managers.push_back({person.id, person.name, person.role, person.is_placeholder, person.ends_on});
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
