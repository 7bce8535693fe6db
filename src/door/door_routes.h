// /api/v1/door: who comes in, what to know, what was done.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::action {
class Tables;
}

namespace baton::door {

void AddDoorRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::door
