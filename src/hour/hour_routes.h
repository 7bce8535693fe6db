// GET /api/v1/people/{id}/hour: what an hour of a manager or a rep is worth, for the person and everybody above. /api/v1/hours: where one's
// own time went, and one tap to say what an hour was.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::hour {

void AddHourRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::hour
