// A person's own digest: GET and PATCH /api/v1/digest, what it would say, and the job that sends it.
#pragma once

#include <string>

namespace baton::action {
class Tables;
}
namespace baton::db {
class Database;
}
namespace baton::http {
class Router;
}
namespace baton::job {
class Runner;
}

#include "base/date.h"

namespace baton::digest {

struct DigestParts {
  std::string public_url;  // links begin with it
};

// `parts` outlives the router and the runner.
void AddDigestRoutes(http::Router& router, const DigestParts& parts);
void AddDigestJobs(job::Runner& runner, const DigestParts& parts);
// The job goes on by itself once it is there.
void ScheduleDigests(db::Database& database, Instant now);
void AddTables(action::Tables& tables);

}  // namespace baton::digest
