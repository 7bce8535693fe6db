// Levels of delegation, for the slices that show them: the plan, Today, a person's page.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "action/action.h"
#include "db/connection.h"
#include "delegation/delegation.h"

namespace baton::delegation {

// What holds between this manager and these reps.
std::vector<Delegation> FindAgreed(db::Connection& connection, Id org_id, Id manager_id,
                                   std::span<const Id> reps);
// Proposals that wait for this person's yes, by people who are still with each other.
std::vector<Delegation> FindWaiting(db::Connection& connection, Id org_id, Id person_id);
// Where a person reads and answers them.
std::string LinkFor(const Delegation& delegation, Id person_id);

// Writes what follows from a deed, and tells the other.
Result<Delegation> Save(action::Action& action, const Delegation& before, const Delegation& after,
                        LevelDeed deed);
// The rep, whose deed `action` is, proposes the next level (RaiseOf) for such deals; the manager still has to agree. Tells
// nobody: the caller does, with the level. None: there is nothing to raise, or they are not with each other.
std::optional<std::int32_t> ProposeRaise(action::Action& action, Id manager_id, Id rep_id, DealKind kind);

}  // namespace baton::delegation
