// The route of the complete export: one zip file, for administrators.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::archive {

// GET /api/v1/export
void AddArchiveRoutes(http::Router& router);

}  // namespace baton::archive
