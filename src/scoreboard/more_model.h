// The figures of more.h that rest on a model: each says on what, and is none where the model knows too little. Pure.
#pragma once

#include "scoreboard/count.h"
#include "scoreboard/more_facts.h"

namespace baton::scoreboard {

// Wins against what was to be expected of these deals when they were entered.
Figure CaseMixOf(const MoreFacts& facts);
// Of the wins, those that went with hours of coaching in the four weeks before.
Figure IncrementalOf(const MoreFacts& facts);
// What the worst 5% of years would cost less by the manager's leaving, on the same clients and their revenue of today.
Figure DependenceRemovedOf(const MoreFacts& facts);
// Clients handed over half a year ago or more that are still clients.
Figure HandoffRetentionOf(const MoreFacts& facts);

}  // namespace baton::scoreboard
