// Promises to clients, for the slices that show what somebody holds. The callers have made sure that the accounts may be seen.
// Stateless, hence thread-safe.
#pragma once

#include <span>
#include <vector>

#include "db/connection.h"
#include "sheet/sheet.h"

namespace baton::sheet {

// Not kept yet: those of this person, and those to these clients whoever made them; by their day, those without one last.
std::vector<ClientPromise> FindOpenPromises(db::Connection& connection, Id org_id, Id person_id,
                                            std::span<const Id> account_ids);

// Of these people, not kept yet and due on one of these days; by their day.
std::vector<ClientPromise> FindPromisesDue(db::Connection& connection, Id org_id, std::span<const Id> people,
                                           Day from, Day to);

}  // namespace baton::sheet
