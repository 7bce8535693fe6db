// /api/v1/agreed-shares: what a manager keeps, agreed with the director.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::share {

void AddShareRoutes(http::Router& router);
// Private: between the two.
void AddTables(action::Tables& tables);

}  // namespace baton::share
