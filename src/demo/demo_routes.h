// Signing in as the demo's people, the demo's clock and its endings.
#pragma once

#include "seal/key.h"
#include "session/session.h"

namespace baton::http {
class Router;
}

namespace baton::demo {

struct DemoOptions {
  bool is_offered = false;  // signing in with one click
  const session::SessionOptions* session = nullptr;
  const seal::Key* key = nullptr;  // of private text
};

// `options` outlives the router.
void AddDemoRoutes(http::Router& router, const DemoOptions& options);

}  // namespace baton::demo
