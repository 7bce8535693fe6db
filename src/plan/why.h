// Why the plan gave a handoff's account to its successor, for the one who is asked to take it: what speaks for the successor,
// never how colleagues compare.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/connection.h"
#include "handoff/handoff.h"
#include "http/call.h"

namespace baton::plan {

// By the handoff, the strongest first, in the reader's language. Those that came from no plan, or that went to somebody else
// than the plan chose, are left out. One query.
std::unordered_map<Id, std::vector<std::string>> FindReasonsFor(const http::Call& call,
                                                                db::Connection& connection,
                                                                std::span<const handoff::Handoff> handoffs);

}  // namespace baton::plan
