// Owners that moved here and have to move elsewhere, and what other systems showed of them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "db/connection.h"
#include "intake/load.h"
#include "writeback/crm_file.h"
#include "writeback/owner_change.h"

namespace baton::writeback {

// Of accounts within the scope that a handoff has moved: one for each system that they came from, the latest first.
std::vector<OwnerChange> ListChanges(db::Connection& connection, const access::Scope& scope,
                                     std::optional<ChangeState> state);

// What has to go to one system: its accounts that wait or differ, or the open deals at them.
std::string FileFor(db::Connection& connection, const access::Scope& scope, std::string_view source,
                    Object object);

// An import showed these owners: kept for accounts that a handoff has moved, at the cost of one look-up for all others.
void NoteOwners(action::Action& action, std::string_view source, std::span<const intake::SeenOwner> seen);

}  // namespace baton::writeback
