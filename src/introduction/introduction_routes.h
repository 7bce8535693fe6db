// /api/v1/handoffs/{id}/meetings, /introduction and /api/v1/meetings: the meeting of the three.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::introduction {

void AddTables(action::Tables& tables);
void AddIntroductionRoutes(http::Router& router);

}  // namespace baton::introduction
