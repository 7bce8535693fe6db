// What an organization may set, over HTTP.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::settings {

void AddSettingsRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::settings
