// The log of deeds as people see it: lists, details, undo; and the stream of live updates.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::audit {

// The log of deeds, undo, and the stream of live updates. `tables` outlives the router.
void AddAuditRoutes(http::Router& router, const action::Tables& tables);

}  // namespace baton::audit
