// When a promise is due: an instant, or a time on the wall of whoever says it; and whether both will be there. One place for
// all ways to make or move a promise.
//
//   auto due_at = DueOf({.due_at = {}, .due_local = "2027-03-28T02:30"}, "Europe/Berlin", now);   // refused: skipped that night
//   if (auto fault = FaultOfPeople(tx, org_id, promise, *due_at)) ...                                      // she leaves before
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <string>

#include "base/problem.h"
#include "coaching/promise.h"
#include "db/connection.h"

namespace baton::coaching {

// One of the two.
struct WantedDue {
  std::optional<Instant> due_at;
  std::optional<std::string> due_local;  // 2026-12-02T17:00; one that comes twice is the first
};

// The fault has the member's path: none or both were said, it is no time, the clocks go forward over it, or it is over.
Result<Instant> DueOf(const WantedDue& wanted, const std::string& zone, Instant now);

// The person is not there any more.
std::optional<FieldFault> FaultOfLeft(db::Connection& connection, Id org_id, Id person_id,
                                      const std::string& path);
// One of the two has left, or will have by then.
std::optional<FieldFault> FaultOfPeople(db::Connection& connection, Id org_id, const Promise& promise,
                                        Instant due_at);

}  // namespace baton::coaching
