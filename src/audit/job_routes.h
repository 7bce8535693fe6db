// Work in the background as people see it: its progress, cancelling it.
#pragma once

#include <cstdint>
#include <optional>

#include "job/job.h"

namespace baton::http {
class Router;
class EventHub;
}  // namespace baton::http
namespace baton::words {
class Catalogue;
}

namespace baton::audit {

// Work in the background: look at it, cancel it.
void AddJobRoutes(http::Router& router);

// How fast a running job is, once that can be said.
struct Pace {
  std::optional<double> rate_per_second;
  std::optional<std::int64_t> seconds_left;
};
Pace PaceOf(const job::Job& job, Instant now);

// Tells the browsers of the one who asked for the job how it goes. For job::Runner::Listen.
void PublishJob(http::EventHub& hub, const words::Catalogue& catalogue, const job::Job& job, Instant now);

}  // namespace baton::audit
