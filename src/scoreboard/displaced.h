// What took the manager away, and what it displaced: from what was said at the door, and from the ledger of moves (coaching/ledger.h), which
// the monthly report counts by too. A good reason takes nothing out. Pure, part of more.h.
#pragma once

#include <optional>

#include "scoreboard/count.h"
#include "scoreboard/more_facts.h"

namespace baton::scoreboard {

// Who came in, called or escalated, as it was said at the door.
Figure InterruptionsOf(const MoreFacts& facts);
// Each move of a promise, with what took its place; and beside it the promises that were let go without one.
Figure DisplacedOf(const MoreFacts& facts);
// Moves of promises to one rep.
std::int64_t MovesOf(const MoreFacts& facts, Id rep_id, Span span);

}  // namespace baton::scoreboard
