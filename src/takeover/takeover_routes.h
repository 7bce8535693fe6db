// /api/v1/takeovers: the list, its figures, the answer of who took over and the reply of the successor.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::takeover {

void AddTakeoverRoutes(http::Router& router);
// Private: reasons and replies are between two.
void AddTables(action::Tables& tables);

}  // namespace baton::takeover
