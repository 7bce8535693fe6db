// May this step be taken now? What the machine says, the pause, and the evidence before a confirmation.
#pragma once

#include <string_view>

#include "db/connection.h"
#include "handoff/completion.h"
#include "handoff/confirm.h"

namespace baton::handoff {

// By what the organization counts its days.
Counting CountingOf(db::Connection& connection, Id org_id, Instant now);

// Of what is offered, what neither the pause nor missing evidence forbids.
std::vector<Stage> WithoutForbidden(std::vector<Stage> stages, bool is_paused, bool has_gaps);

Result<Done> CheckStepNow(db::Connection& connection, const Handoff& handoff, Stage to, Part part,
                          std::string_view reason, Instant now);

}  // namespace baton::handoff
