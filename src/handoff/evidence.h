// What shows how far handoffs have come: what came to pass with their clients, the ties and the marks, read for many at once.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "db/connection.h"
#include "handoff/completion.h"

namespace baton::handoff {

// In the order of `handoffs`; a fixed number of queries, however many there are. Of each client what came to pass from its proposal up to
// a while after its end, and nothing before. As of `now`: stages and marks that came later are not in it.
std::vector<Evidence> ReadEvidence(db::Connection& connection, Id org_id, std::span<const Handoff> handoffs,
                                   Instant now);

// A mark, taken back or not.
std::optional<HandoffStep> FindStep(db::Connection& connection, Id org_id, Id handoff_id, StepKind kind,
                                    int after_days);

}  // namespace baton::handoff
