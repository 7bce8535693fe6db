// GET /api/v1/people/{id}/scoreboard and .../scoreboard/rows: a manager's scoreboard, for the manager and everybody above. What is
// between two people, promises and sessions, opens to the manager alone.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::scoreboard {

void AddScoreboardRoutes(http::Router& router);

}  // namespace baton::scoreboard
