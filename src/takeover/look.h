// The look for takeovers: what changed in the log since the last one, and what came to pass meanwhile, against the
// handoffs that are watched. A job of every organization, a few minutes apart and after each import; a look with nothing
// new reads a handful of rows.
//
//   takeover::Look(database, org_id, now);   // how many were found
//
// May be cut at any point and repeated: each activity and deal stands in one takeover only.
#pragma once

#include <functional>

#include "db/database.h"
#include "job/runner.h"

namespace baton::takeover {

int Look(db::Database& database, Id org_id, Instant now, const std::function<bool()>& should_stop = {});
// The same in a transaction that is open, for the demo.
int LookIn(db::Tx& tx, Id org_id, Instant now);

void AddTakeoverJobs(job::Runner& runner);
// Puts the job that looks at every organization into the queue unless it is there.
void ScheduleLooks(db::Database& database, Instant now);
// One organization, now: after an import.
void LookSoon(db::Tx& tx, Id org_id, Instant now);

}  // namespace baton::takeover
