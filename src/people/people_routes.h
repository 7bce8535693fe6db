// People, teams and the organization over HTTP.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::people {

// /api/v1/people and /api/v1/organization.
void AddPeopleRoutes(http::Router& router);
void AddOrganizationRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::people
