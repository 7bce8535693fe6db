// /api/v1/import-sources: exports that are fetched by themselves, for who may import (docs/import.md).
#pragma once

#include "source/refresh.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::source {

// `options` outlives the router.
void AddSourceRoutes(http::Router& router, const SourceOptions& options);
void AddTables(action::Tables& tables);

// The daily chore: those that are on and have lost their job get one, and addresses that nobody needs any more go.
void Sweep(db::Database& database, Id org_id, Instant now);

}  // namespace baton::source
