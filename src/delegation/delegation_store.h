// Levels of delegation in the database.
#pragma once

#include <optional>
#include <vector>

#include "delegation/directory.h"

namespace baton::delegation {

// Between the two; what was never proposed comes as a row without an id.
Delegation FindDelegation(db::Connection& connection, Id org_id, Id manager_id, Id rep_id, DealKind kind);
std::vector<Delegation> FindDelegations(db::Connection& connection, Id org_id, Id manager_id, Id rep_id);

}  // namespace baton::delegation
