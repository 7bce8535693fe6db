// Tells managers of the conflicts that nobody has told them of, one notice a look. A job looks (watch/watch.h), also when an
// activity is noted, an import ends or a calendar says something else.
//
//   const int more = conflict::Look(database, org_id, now);   // how many there are more
//
// May be cut at any point and repeated.
#pragma once

#include "db/database.h"

namespace baton::conflict {

int Look(db::Database& database, Id org_id, Instant now);
// The same in a transaction that is open, for the demo.
int LookIn(db::Tx& tx, Id org_id, Instant now);

}  // namespace baton::conflict
