// /api/v1/first-day: what a new rep sees, the first request, and its end.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::first_day {

void AddFirstDayRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::first_day
