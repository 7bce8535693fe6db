// The Friday half hour for other slices: whether it waits, to whom pages went.
#pragma once

#include <optional>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "people/with_others.h"

namespace baton::friday {

// From Friday until the week is over, in the organization's zone, while nothing was sent: since when it waits. Of a manager who
// has a team or a handoff.
std::optional<Instant> FindWaiting(db::Connection& connection, Id org_id, Id manager_id, Instant now);

// Pages that a manager sent, by whom they were sent to.
people::CountByOther CountSent(db::Connection& connection, Id org_id, Id manager_id);

}  // namespace baton::friday
