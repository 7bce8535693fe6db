// The bell: what a person is told, and what was read.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::notice {

class Glances;

// `glances`, if given, hears what a screen in front is shown (?looking=true); it outlives the router.
void AddNoticeRoutes(http::Router& router, Glances* glances = nullptr);
void AddTables(action::Tables& tables);

}  // namespace baton::notice
