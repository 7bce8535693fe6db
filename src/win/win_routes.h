// /api/v1/wins: for a manager the wins of the last two weeks with what was done before, for a rep what was said to them.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::win {

void AddWinRoutes(http::Router& router);
// Private: thanks are between two.
void AddTables(action::Tables& tables);

}  // namespace baton::win
