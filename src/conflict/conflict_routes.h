// /api/v1/conflicts: what lies over the hours that the caller owes, and the answer, given once.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::conflict {

void AddConflictRoutes(http::Router& router);
// Private: it is the manager's calendar.
void AddTables(action::Tables& tables);

}  // namespace baton::conflict
