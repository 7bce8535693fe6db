// /api/v1/calendar-feed: the own address, made and taken back; and /calendar/{secret}.ics, for programs that subscribe.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "feed/feed.h"

namespace baton::action {
class Tables;
}

namespace baton::http {
class Router;
}

namespace baton::feed {

struct FeedOptions {
  const Clock* clock = nullptr;  // outlives the router
  std::string public_url;        // addresses begin with it
  std::vector<Source> sources;
};

// `options` outlives the router.
void AddFeedRoutes(http::Router& router, const FeedOptions& options);
void AddTables(action::Tables& tables);

}  // namespace baton::feed
