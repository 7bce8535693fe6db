// Until when a new manager is left alone (docs/takeovers.md): the other side of FindSettling, for whoever says from which day on those
// above see. Stateless, hence thread-safe.
#pragma once

#include <map>
#include <optional>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::takeover {

// The day, by UTC, from which those above see the manager's takeovers and promises; none: they do already, or there is no such manager.
std::optional<Day> FindSettled(db::Connection& connection, Id org_id, Id manager_id, Instant now);
// The same of all managers below somebody, by the manager; those whom those above see already are left out. Two queries.
std::map<Id, Day> FindSettledBelow(db::Connection& connection, Id org_id, Id above_id, Instant now);

}  // namespace baton::takeover
