// Conflicts of a manager as they stand now, and which of them were told or answered. Nothing but that is stored: what moved, ended
// or was taken back is no question any more.
//
//   for (const Open& one : FindOpen(connection, {org_id, jim, now})) ...
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "conflict/conflict_rules.h"
#include "db/connection.h"

namespace baton::conflict {

struct Asking {
  Id org_id;
  Id person_id;  // the manager
  Instant now;
};

struct Open {
  Found found;
  std::optional<AskedConflict> asked;  // none: nobody was told yet
};
// Of the next kDaysAhead days, those that wait for an answer, the soonest first. A fixed number of queries.
std::vector<Open> FindOpen(db::Connection& connection, const Asking& asking);

// The row of a question that has none yet; neither told nor answered.
AskedConflict RowOf(const Key& key, Id person_id);

// Told or answered; for this person only.
std::optional<AskedConflict> FindAsked(db::Connection& connection, Id org_id, Id person_id, const Key& key);

// When all in it could, after what lies over it; none: in two weeks at no time. At `at` only, where one is given.
std::optional<Instant> FindNewTime(db::Connection& connection, const Asking& asking, const Found& found,
                                   std::optional<Instant> at = std::nullopt);

}  // namespace baton::conflict
