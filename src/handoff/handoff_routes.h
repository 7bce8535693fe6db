// /api/v1/handoffs: the list, one handoff, its steps, its letter.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::handoff {

// What undo may take back.
void AddTables(action::Tables& tables);
void AddHandoffRoutes(http::Router& router);

}  // namespace baton::handoff
