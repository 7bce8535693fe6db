// Signing in and out, invitations and API tokens over HTTP.
#pragma once

#include "session/session.h"

namespace baton::http {
class Router;
}

namespace baton::session {

// Signing in and out, sessions, the own password. `options` outlives the router.
void AddSessionRoutes(http::Router& router, const SessionOptions& options);
// Links that bring people in.
void AddInvitationRoutes(http::Router& router, const SessionOptions& options);
// API tokens.
void AddTokenRoutes(http::Router& router, const SessionOptions& options);

}  // namespace baton::session
