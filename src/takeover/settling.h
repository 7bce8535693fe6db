// Until when a new manager is left alone (docs/takeovers.md): the other side of FindSettling, for whoever says from which day on those
// above see. Stateless, hence thread-safe.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "people/person.h"

namespace baton::takeover {

// The day, by UTC, from which those above see the manager's takeovers and promises; none: they do already, or there is no such manager.
std::optional<Day> FindSettled(db::Connection& connection, Id org_id, Id manager_id, Instant now);
// The same of these people, by the manager; those whom those above see already are left out. Two queries.
std::map<Id, Day> FindSettledDays(db::Connection& connection, Id org_id,
                                  const std::vector<people::Person>& people, Instant now);

}  // namespace baton::takeover
