// What one watcher sees of each kind: the reach that the policy gives the watcher's role, and where a slice has a rule of its own, that.
//
//   for (const Line& line : LinesFor(facts, dana)) ...
//   TextOf(line)   // {"sight.takeovers.later", {{"day", ...}}}
//
// Pure, thread-safe.
#pragma once

#include <vector>

#include "base/message.h"
#include "sight/facts.h"
#include "sight/sight.h"

namespace baton::sight {

// In the order of KindsOf.
std::vector<Line> LinesFor(const Facts& facts, const Watcher& watcher);
Message TextOf(const Line& line);

}  // namespace baton::sight
