// What has changed in the team and the book since a draft was made or changed last: looked up now, held against what the draft was
// made from (seen.h).
#pragma once

#include <vector>

#include "db/connection.h"
#include "plan/context.h"
#include "plan/plan.h"
#include "plan/rules.h"
#include "plan/seen.h"

namespace baton::plan {

// Nothing where it is no draft. A handful of queries.
std::vector<Since> FindSince(const Context& context, db::Connection& connection, const Plan& plan,
                             const PlanRules& rules, const Seen& then);

}  // namespace baton::plan
