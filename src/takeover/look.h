// The look for takeovers: what changed in the log since the last one, and what came to pass meanwhile, against the
// handoffs that are watched. A job looks (watch/watch.h).
//
//   takeover::Look(database, org_id, now);   // how many were found
//
// May be cut at any point and repeated: each activity and deal stands in one takeover only.
#pragma once

#include "db/database.h"
#include "watch/watch.h"

namespace baton::takeover {

watch::Watch Takeovers();

// By itself.
int Look(db::Database& database, Id org_id, Instant now);
// The same in a transaction that is open, for the demo.
int LookIn(db::Tx& tx, Id org_id, Instant now);

}  // namespace baton::takeover
