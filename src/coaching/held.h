// Sessions that took place, once for each rep in them: for the slices that count a manager's hours. Stateless, hence
// thread-safe.
//
//   for (const HeldWith& one : coaching::FindHeldWith(connection, org_id, jim, since)) minutes[one.rep_id] += one.minutes;
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::coaching {

struct HeldWith {
  Id rep_id;
  Instant at;
  std::int32_t minutes = 0;
};

// Of the manager, begun since.
std::vector<HeldWith> FindHeldWith(db::Connection& connection, Id org_id, Id manager_id, Instant since);

}  // namespace baton::coaching
