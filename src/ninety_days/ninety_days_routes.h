// GET and PATCH /api/v1/people/{id}/ninety-days: how far a manager's first ninety days are; the manager's own in full, for those above
// which steps are done. /api/v1/ninety-days-path: what the organization's path is.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::ninety_days {

void AddNinetyDaysRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::ninety_days
