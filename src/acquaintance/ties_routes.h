// GET /api/v1/accounts/{id}/ties: who of us knows a client, how well, and on how many of us the client hangs.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::acquaintance {

void AddTiesRoutes(http::Router& router);

}  // namespace baton::acquaintance
