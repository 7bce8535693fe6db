// GET /api/v1/departures: who of the own people would take most along: the caller and everybody below. One line each, by the same
// figures as the person's page (departure_routes.h), on a coarser grid, as they were worked out last (outlook.h).
#pragma once

namespace baton::http {
class Router;
}

namespace baton::departure {

void AddDepartureListRoutes(http::Router& router);

}  // namespace baton::departure
