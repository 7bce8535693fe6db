// What SQLite's planner is told about the sizes of tables, and how tests see that it walks none of them.
//
//   WriteStatistics(tx);                  // db::Migrate does, once the schema is whole
//   RefusesWalks() = true;                // db::DatabaseTest does: a statement with baton_list that walks throws Error
//
// Why the sizes are made up is told in sqlite_planner.cc. Not thread-safe but for the reading of RefusesWalks.
#pragma once

#include <optional>
#include <string>

#include "db/connection.h"

struct sqlite3;

namespace baton::db {

// Into sqlite_stat1, unless they are there; does nothing on PostgreSQL, which counts by itself. Connections that have read
// the schema already go on without, unless the schema changes.
void WriteStatistics(Tx& tx);

// The step of the plan of `sql` (SQLite's own, with its parameters unbound) that reads a whole table, or all of an
// organization in it.
std::optional<std::string> FindWalk(sqlite3* database, const std::string& sql);

// Whether a statement that asks for a list may not walk.
inline bool& RefusesWalks() {
  static bool refuses = false;
  return refuses;
}

}  // namespace baton::db
