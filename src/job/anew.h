// Work that is done anew when what it rests on changed, over and over: put into the queue once at a time, and no sooner than lets it
// work for a twentieth of the time at most.
//
//   job::EnqueueAnew(tx, org_id, "ties", {.took_ms = learning.took_ms}, now);
#pragma once

#include <cstdint>
#include <string>

#include "db/database.h"
#include "job/job.h"

namespace baton::job {

struct Before {
  std::int64_t took_ms = 0;  // the last time; 0: never done
};

// Nothing where one waits or runs: who asks looks again soon, and what changed meanwhile is found then. Rows of it that are done are not
// kept.
void EnqueueAnew(db::Tx& tx, Id org_id, const std::string& kind, const Before& before, Instant now);

}  // namespace baton::job
