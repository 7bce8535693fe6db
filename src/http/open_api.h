// The API's description: OpenAPI 3.1 from the routes themselves, and a page for people made from the same.
//
//   std::string text = json::ToText(http::OpenApi(router, "Baton", "0.1.0"));    // `baton openapi`
//   http::AddOpenApiRoutes(router, "Baton", "0.1.0");                            // /api/openapi.json,
//   /api/docs
//
// The order is the routes' order, then names: the document only changes with the API. Thread-safe once made.
#pragma once

#include <string>

#include "http/router.h"

namespace baton::http {

json::Value OpenApi(const Router& router, const std::string& title, const std::string& version);
// One HTML page without a script.
std::string DocsPage(const Router& router, const std::string& title, const std::string& version);

// Routes open to everybody. REQUIRES: the router outlives its use; routes added later are described too.
void AddOpenApiRoutes(Router& router, const std::string& title, const std::string& version);

}  // namespace baton::http
