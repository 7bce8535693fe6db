// Finds wins in what changed since the last look, and tells the managers: never in the whole book. A first look takes the
// deals that reps won in the last kNewsDays. What turns out to be no win (lost again, deleted, given to somebody else)
// goes, unless somebody was thanked for it. A job looks every five minutes, and at once after an import.
//
//   const int wins = win::Look(database, org_id, now);
#pragma once

#include <functional>

#include "db/database.h"
#include "job/runner.h"

namespace baton::win {

// How many there are more.
int Look(db::Database& database, Id org_id, Instant now, const std::function<bool()>& should_stop = {});
// The same in a transaction that is open, for the demo.
int LookIn(db::Tx& tx, Id org_id, Instant now);

void AddWinJobs(job::Runner& runner);
// Puts the job that looks at every organization into the queue unless it is there.
void ScheduleLooks(db::Database& database, Instant now);
// One organization, now: after an import.
void LookSoon(db::Tx& tx, Id org_id, Instant now);

}  // namespace baton::win
