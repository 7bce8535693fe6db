// GET /api/v1/managers: all managers below the reader, side by side (docs/managers.md).
#pragma once

namespace baton::http {
class Router;
}

namespace baton::managers {

void AddManagersRoutes(http::Router& router);

}  // namespace baton::managers
