// The plan that a request changes: found for whose it is, still a draft, with its rules.
//
//   const auto plan = FindOwnPlan(call, tx, id);
//   if (!plan) return Fail(plan.error());
//   if (auto draft = CheckDraft(*plan); !draft) return Fail(draft.error());
#pragma once

#include "base/problem.h"
#include "db/connection.h"
#include "http/call.h"
#include "plan/plan.h"
#include "plan/rules.h"

namespace baton::plan {

// Whose plan it is changes it; who may only read it is told so. REQUIRES: the deed of the call is one that changes plans.
Result<Plan> FindOwnPlan(const http::Call& call, db::Connection& connection, Id id);
Result<Done> CheckDraft(const Plan& plan);
PlanRules RulesOf(const Plan& plan);

}  // namespace baton::plan
