// The handover sheet over HTTP: GET and PATCH /api/v1/handoffs/{id}/sheet, its read-back, and promises to the client.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::sheet {

void AddSheetRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::sheet
