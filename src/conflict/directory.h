// The questions to a manager, for the slices that show them: Today.
#pragma once

#include <vector>

#include "conflict/conflict.h"
#include "http/call.h"

namespace baton::conflict {

// What the caller is to be asked now, the soonest kMostAsked; nothing for who owes no hours.
std::vector<ConflictView> ViewConflicts(const http::Call& call, db::Connection& connection);

}  // namespace baton::conflict
