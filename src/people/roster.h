// Reps below a manager, with those who left: to count a team without losing who went. One query however many they are.
// The caller has made sure that the manager's team may be seen. Stateless, hence thread-safe.
//
//   for (const RosterRep& rep : people::FindRoster(connection, org_id, jim, since, now)) ... rep.left_at ...
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::people {

struct RosterRep {
  Id id;
  std::optional<Id> manager_id;
  std::optional<Day> starts_on;
  std::optional<Day> ends_on;  // as in PersonRef
  // The end of the last day by UTC, else when the person was removed. None: is here.
  std::optional<Instant> left_at;
  bool is_promoted = false;  // from rep to manager or director
};

// At any depth, without those who left before `since`; by name.
std::vector<RosterRep> FindRoster(db::Connection& connection, Id org_id, Id manager_id, Instant since,
                                  Instant now);
// Of these people those who are reps or were before they were promoted (by the log of changes), of whatever team now; by name.
std::vector<RosterRep> FindOnceReps(db::Connection& connection, Id org_id, std::span<const Id> ids,
                                    Instant now);

}  // namespace baton::people
