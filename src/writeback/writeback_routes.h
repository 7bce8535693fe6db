// GET /api/v1/owner-changes and the files that go to other systems (docs/writeback.md).
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::writeback {

void AddWritebackRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::writeback
