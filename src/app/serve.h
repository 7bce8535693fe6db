// `baton serve`: the database, background work, live updates and the HTTP server, put together.
#pragma once

#include "app/config.h"
#include "base/problem.h"

namespace baton::app {

// Serves until SIGTERM or SIGINT.
Result<Done> Serve(const Config& config);

}  // namespace baton::app
