// The bell: what a person is told, and what was read.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::notice {

void AddNoticeRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::notice
