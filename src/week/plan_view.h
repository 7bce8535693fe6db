// A manager's week put together from what the slices say: the needs of the reps, and the plan as the API answers it.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "week/plan.h"
#include "week/spent.h"

namespace baton::week {

struct Asking {
  Id org_id;
  Id manager_id;
  Day week_on;
  Instant now;
};

// The Monday of the week it is for this manager.
Day WeekOf(db::Connection& connection, Id org_id, Id manager_id, Instant now);
// Of everybody who reports to the manager and works here in that week, by id.
std::vector<Need> FindNeeds(db::Connection& connection, const Asking& asking);
PlanView ViewPlan(db::Connection& connection, const Asking& asking);

}  // namespace baton::week
