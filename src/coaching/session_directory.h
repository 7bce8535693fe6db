// When people have coaching sessions, for every slice that shows a day, says who is free or finds another time.
//
//   for (const SessionTime& one : coaching::FindSessionTimes(connection, org_id, jim, from, to)) ...   // one.with: his reps
//
// Stateless, hence thread-safe.
#pragma once

#include <vector>

#include "action/action.h"
#include "base/date.h"
#include "coaching/session.h"
#include "db/connection.h"

namespace baton::coaching {

// One appointment an hour: a promise between the same two whose time holds the whole of a session is that session, and is shown and
// sent in its place. Where it holds a part only, both are shown: no minute that is taken may look free.
constexpr bool StandsFor(Instant promised_at, std::int32_t promised_minutes, Instant session_at,
                         std::int32_t session_minutes) {
  return promised_at <= session_at && session_at + session_minutes * kMillisecondsPerMinute <=
                                          promised_at + promised_minutes * kMillisecondsPerMinute;
}

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

// A planned one at another time; its reps are told, and all calendars. REQUIRES: whose deed it is may change it.
Result<Session> MoveSession(action::Action& action, const Session& before, Instant starts_at);

}  // namespace baton::coaching
