// /api/v1/people/{id}/hours and /absences: one's own and one's team's; who is told what somebody else set. /api/v1/team-times: who
// of the team is free now. Part of calendar_routes.h.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::calendar {

void AddHoursRoutes(http::Router& router);
void AddHoursTables(action::Tables& tables);

}  // namespace baton::calendar
