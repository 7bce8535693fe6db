// /api/v1/delegations: a rep's levels with the manager of now.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::delegation {

void AddDelegationRoutes(http::Router& router);
// Private: between two and those above.
void AddTables(action::Tables& tables);

}  // namespace baton::delegation
