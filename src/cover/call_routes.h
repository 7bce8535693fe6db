// /api/v1/people/{id}/leaving-calls and /api/v1/leaving-calls. Part of cover_routes.h.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::cover {

void AddCallRoutes(http::Router& router);
void AddCallTables(action::Tables& tables);

}  // namespace baton::cover
