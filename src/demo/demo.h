// The demo organization: made through the same use cases as any other, marked is_demo, with a clock that stands until it
// is moved. It can be played, set back, and removed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/problem.h"
#include "db/database.h"
#include "seal/key.h"

namespace baton::demo {

std::optional<Id> FindDemo(db::Connection& connection);

// Makes the demo organization as on the morning of the scene. Refused when there is one.
// `key` seals what is said in coaching sessions; without one there are sessions without words.
Result<Id> CreateDemo(db::Database& database, const seal::Key* key = nullptr);
// Deletes every row of every demo organization; false when there was none.
bool RemoveDemo(db::Database& database);

// The tables that are cleared: all that have an org_id (a test holds that against the manifest).
std::vector<std::string_view> ClearedTables();

enum class DemoDay { one, sixty };
// Puts everything back to the morning of the scene, or to what it may be sixty days later. People and their sessions
// stay.
Result<Done> ResetDemo(db::Database& database, Id org_id, DemoDay day, const seal::Key* key = nullptr);

}  // namespace baton::demo
