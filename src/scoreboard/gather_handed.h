// Which clients of the manager's were handed over, whether they are still clients, and what was sold to them since and before.
//
//   GatherHanded(connection, asked, facts);  // after the roster
//
// Stateless, hence thread-safe.
#pragma once

#include "scoreboard/gather.h"
#include "scoreboard/more_facts.h"

namespace baton::scoreboard {

// Fills `handed`, but for what hung on the manager. REQUIRES: the roster and today.
void GatherHanded(db::Connection& connection, const GatherAsked& asked, MoreFacts& facts);

}  // namespace baton::scoreboard
