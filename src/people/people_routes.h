// People, teams and the organization over HTTP.
#pragma once

#include "people/leaving.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::people {

// /api/v1/people and /api/v1/organization.
// `leaving`: what is asked and ended when somebody is removed.
void AddPeopleRoutes(http::Router& router, Leaving leaving = {});
void AddOrganizationRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::people
