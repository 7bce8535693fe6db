// When people became managers, as the log of changes has it. Stateless, hence thread-safe.
//
//   const auto promoted = people::FindPromotions(connection, org_id, {jim_id});   // promoted.at(jim_id): that instant
#pragma once

#include <map>
#include <span>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::people {

// The last change of the role to manager, for those of these people who had one: who began as a manager had none.
std::map<Id, Instant> FindPromotions(db::Connection& connection, Id org_id, std::span<const Id> ids);

}  // namespace baton::people
