// Whose ties are to be learnt anew: those of ours of whom the log of changes, or what is read of mailboxes, says something new, and those
// to whom time did something that is more than fading: a meeting that was still to come has come, a touch is older than what counts
// (touches.h, Since).
//
//   const auto people = FindStirred(connection, org_id, {.after = learning.change_id, .from = *learning.learnt_at, .to = now});
//   if (!people) ... so much changed that everybody is learnt as quickly ...
//
// Everybody else's stored ties are what would be learnt. Some may be named of whom nothing changed. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::ties {

// The newest change of the log, or of a mailbox, that ties can rest on; 0: none.
Id LastStir(db::Connection& connection, Id org_id);

// Whether there is one after `change_id`.
bool HasStirred(db::Connection& connection, Id org_id, Id change_id);

struct StirredAsked {
  Id after;      // of the log
  Instant from;  // when they were learnt
  Instant to;    // REQUIRES: not before `from`
};

inline constexpr std::int64_t kMostChanges = 20'000;

// By id. None: there are more than kMostChanges changes.
std::optional<std::vector<Id>> FindStirred(db::Connection& connection, Id org_id, const StirredAsked& asked);

}  // namespace baton::ties
