// The Friday half hour for Today: whether it waits.
#pragma once

#include <optional>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::friday {

// From Friday until the week is over, in the organization's zone, while nothing was sent: since when it waits. Of a manager.
std::optional<Instant> FindWaiting(db::Connection& connection, Id org_id, Id manager_id, Instant now);

}  // namespace baton::friday
