// Texts of a whole table that name a person, with the name replaced (names.h): the second half of an erasure, after what is the
// person's own is gone. It goes by the database's own schema, so a table that comes later is swept too.
#pragma once

#include "administration/names.h"
#include "administration/schema.h"
#include "base/id.h"
#include "db/database.h"

namespace baton::administration {

// Tables whose texts are other people's names and addresses, or are made from them.
bool IsSwept(const Table& table);

// Returns how many rows were changed. Reads with no transaction open, writes in pieces; may be cut and repeated.
std::int64_t SweepTable(db::Database& database, const Table& table, Id org_id, const Names& names);

}  // namespace baton::administration
