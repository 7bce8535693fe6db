// /api/v1/coaching and /api/v1/coaching-sessions: sessions of a manager with reps, seen by those in them.
#pragma once

#include "coaching/session_writings.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::coaching {

// `options` outlives the router.
void AddSessionRoutes(http::Router& router, const SessionOptions& options);
// Called by it: what is written in a session, and the overview.
void AddSessionWordRoutes(http::Router& router, const SessionOptions& options);
void AddNoteRoutes(http::Router& router, const SessionOptions& options);
void AddOverviewRoutes(http::Router& router, const SessionOptions& options);
// Private: for those in a session.
void AddSessionTables(action::Tables& tables);

}  // namespace baton::coaching
