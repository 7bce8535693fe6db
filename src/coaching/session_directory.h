// When people have coaching sessions, for every slice that shows a day or says who is free.
//
//   for (const SessionTime& one : coaching::FindSessionTimes(connection, org_id, jim, from, to)) ...   // one.with: his reps
//
// Stateless, hence thread-safe.
#pragma once

#include <vector>

#include "coaching/session.h"
#include "db/connection.h"

namespace baton::coaching {

struct SessionTime {
  Session session;
  std::vector<Id> with;  // for the manager the reps, for a rep the manager
};
// Planned ones that a person takes part in, of which some lies in a span; by their time.
std::vector<SessionTime> FindSessionTimes(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                          Instant to);
// The same of those that were held and began in the span.
std::vector<SessionTime> FindHeldTimes(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                       Instant to);

}  // namespace baton::coaching
