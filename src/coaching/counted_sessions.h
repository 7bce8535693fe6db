// A manager's sessions as they are counted, with who took part and in whose hand something stands in them. Never what a rep answered
// to "Did this happen?": that is nobody's to know but in totals (docs/coaching.md). Stateless, hence thread-safe.
//
//   for (const CountedSession& one : coaching::FindCounted(connection, org_id, jim, from, to)) ... one.reps, one.marks
#pragma once

#include <vector>

#include "coaching/session.h"
#include "db/connection.h"

namespace baton::coaching {

// A rep put something on the agenda, wrote a note that the manager reads, or did the next step that was agreed.
struct RepsMark {
  Id rep_id;
  Instant at;  // of the first of them that still stands: when it was put there, whatever was rewritten since
};

struct CountedSession {
  Session session;
  std::vector<Id> reps;
  std::vector<RepsMark> marks;  // of them, one a rep
};
// Begun in [from, to), whatever became of them; by their time.
std::vector<CountedSession> FindCounted(db::Connection& connection, Id org_id, Id manager_id, Instant from,
                                        Instant to);

}  // namespace baton::coaching
