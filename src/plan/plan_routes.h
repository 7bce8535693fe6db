// /api/v1/plans: drafts, changes, approval, comparison, CSV.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::plan {

// What undo may take back.
void AddTables(action::Tables& tables);
void AddPlanRoutes(http::Router& router);

}  // namespace baton::plan
