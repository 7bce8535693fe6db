// /c/{token}: the page itself, for whoever holds a link. /api/v1/handoffs/{id}/client-link, /client-links, /client-answers:
// for the two of the handoff and who is above the former owner. /api/v1/people/{id}/calling-card.
#pragma once

#include <string>

#include "base/clock.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::client {

struct ClientOptions {
  const Clock* clock = nullptr;  // the wall's
  std::string public_url;        // links begin with it
  std::string web_folder;        // where the fonts lie; empty: none
};

void AddTables(action::Tables& tables);
// `options` outlives the router.
void AddClientRoutes(http::Router& router, const ClientOptions& options);

// The two halves of it.
void AddPageRoutes(http::Router& router, const ClientOptions& options);
void AddLinkRoutes(http::Router& router, const ClientOptions& options);

}  // namespace baton::client
