#include "plan/own_plan.h"

#include "base/check.h"
#include "json/json.h"
#include "people/directory.h"
#include "plan/plan_store.h"

namespace baton::plan {

Result<Plan> FindOwnPlan(const http::Call& call, db::Connection& connection, Id id) {
  if (auto plan = FindPlan(connection, call.scope(), id)) return std::move(*plan);
  const auto read = access::ScopeOf(call.principal(), access::Deed::read, access::Word::plan);
  const auto plan = FindReadablePlan(connection, read, id);
  if (!plan) return NotFound("plan");
  const auto whose = people::FindRefs(connection, call.org_id(), std::vector{plan->manager_id});
  const auto found = whose.find(plan->manager_id);
  return Fail(Kind::forbidden, "problem.plan.not_yours",
              {{"name", found == whose.end() ? std::string() : found->second.name}});
}

Result<Done> CheckDraft(const Plan& plan) {
  if (plan.state == PlanState::draft) return Done{};
  return Fail(Kind::conflict, "problem.plan.not_a_draft");
}

PlanRules RulesOf(const Plan& plan) {
  auto rules = json::FromText<PlanRules>(plan.rules);
  Check(rules.has_value(), "a plan keeps its rules");
  return *rules;
}

}  // namespace baton::plan
