// /api/v1/calendars: the own ones. /api/v1/people/{id}/hours and /absences: one's own and one's team's. /api/v1/team-times: who
// of the team is free now.
#pragma once

#include "calendar/read.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::calendar {

// `options` outlives the router.
void AddCalendarRoutes(http::Router& router, const CalendarOptions& options);
void AddTables(action::Tables& tables);

}  // namespace baton::calendar
