// Finds wins in what changed since the last look, and tells the managers: never in the whole book. A first look takes the
// deals that reps won in the last kNewsDays. What turns out to be no win (lost again, deleted, given to somebody else)
// goes, unless somebody was thanked for it. A job looks (watch/watch.h).
//
//   const int wins = win::Look(database, org_id, now);
#pragma once

#include "db/database.h"
#include "watch/watch.h"

namespace baton::win {

watch::Watch Wins();

// By itself: how many there are more.
int Look(db::Database& database, Id org_id, Instant now);
// The same in a transaction that is open, for the demo.
int LookIn(db::Tx& tx, Id org_id, Instant now);

}  // namespace baton::win
