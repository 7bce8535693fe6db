// Reads what displaced.h counts, in a fixed number of questions. Part of gather_more.h.
#pragma once

#include <optional>

#include "scoreboard/gather.h"
#include "scoreboard/more_facts.h"

namespace baton::scoreboard {

// Interruptions, moves, and promises that were let go, in both times of the facts.
void GatherDisplaced(db::Connection& connection, const GatherAsked& asked, MoreFacts& facts);
// Of these the moves alone; with a rep: of promises to this one.
void GatherMoves(db::Connection& connection, const GatherAsked& asked, std::optional<Id> rep_id,
                 MoreFacts& facts);

}  // namespace baton::scoreboard
