// One handoff as a route answers it.
#pragma once

#include "base/problem.h"
#include "handoff/handoff.h"
#include "http/call.h"

namespace baton::handoff {

// Fails as not found where its account or one of its people is not there any more.
Result<HandoffView> ViewHandoff(const http::Call& call, db::Connection& connection, const Handoff& handoff);

}  // namespace baton::handoff
