// Work in the background as people see it: what there is, its progress, cancelling it, trying it again.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "job/job.h"

namespace baton::http {
class Router;
class EventHub;
}  // namespace baton::http
namespace baton::words {
class Catalogue;
}

namespace baton::audit {

// Who is told, by the kind of a job, that it was cancelled while it waited: a job that runs hears of it by itself.
using WhenCancelled =
    std::map<std::string, std::function<void(db::Tx& tx, const job::Job& job, Instant now)>>;

// Work in the background: look at it, cancel it, try it again. `quiet_kind`: a job that comes so often that those which are done would bury
// the others; they are not listed.
void AddJobRoutes(http::Router& router, const WhenCancelled& when_cancelled = {},
                  const std::string& quiet_kind = {});

// How fast a running job is, once that can be said.
struct Pace {
  std::optional<double> rate_per_second;
  std::optional<std::int64_t> seconds_left;
};
Pace PaceOf(const job::Job& job, Instant now);

// Tells the browsers of the one who asked for the job how it goes. For job::Runner::Listen.
void PublishJob(http::EventHub& hub, const words::Catalogue& catalogue, const job::Job& job, Instant now);

}  // namespace baton::audit
