// /api/v1/week: the plan of a week, its hours, the draw, and what the manager makes of each place.
#pragma once

#include "week/plan.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::week {

// Without `seeds` from the system's chance.
void AddWeekRoutes(http::Router& router, Seeds seeds = {});
// Private: whom a manager coaches is between the two. A draw is not undone: that would be one in silence.
void AddTables(action::Tables& tables);

}  // namespace baton::week
