// What people say of ties: the questions they are asked, saying and taking back, and how far all of that agrees with the score.
#pragma once

namespace baton::action {
class Tables;
}
namespace baton::http {
class Router;
}

namespace baton::acquaintance {

void AddTables(action::Tables& tables);
void AddSaidRoutes(http::Router& router);

}  // namespace baton::acquaintance
