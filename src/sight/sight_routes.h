// GET /api/v1/sight   what each person above sees of the caller now, and what administrators see
//
// docs/sight.md
#pragma once

namespace baton::http {
class Router;
}

namespace baton::sight {

void AddSightRoutes(http::Router& router);

}  // namespace baton::sight
