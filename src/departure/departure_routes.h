// GET /api/v1/people/{id}/departure: what would be lost if this person left, for the person and everybody above.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::departure {

void AddDepartureRoutes(http::Router& router);

}  // namespace baton::departure
