// /api/v1/people/{id}/holds and /cover-proposal, /api/v1/covers and what goes with them.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::cover {

void AddCoverRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::cover
