// GET /metrics: how the server does, in Prometheus' text format. Only for programs on the same machine, or those that know the token of
// the configuration (metrics_token); to everybody else there is no such page.
//
//   std::string text = MetricsText(connection, meter.Read(), {.version = BATON_VERSION, .engine = "sqlite"});
//
// No person, organization, path or text is in it.
#pragma once

#include <string>

#include "administration/meter.h"
#include "db/connection.h"
#include "http/request.h"

namespace baton::http {
class Router;
}

namespace baton::administration {

struct MetricsOptions {
  const Meter* meter = nullptr;  // none: no such page
  std::string version;
  std::string token;  // empty: none gets it from elsewhere
};

std::string MetricsText(db::Connection& connection, const Meter::Counts& counts, const std::string& version);

// From this machine and not passed on by a proxy, or with the token.
bool MayReadMetrics(const http::RequestInfo& request, const std::string& token);

void AddMetricsRoute(http::Router& router, const MetricsOptions& options);

}  // namespace baton::administration
