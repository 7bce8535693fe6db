#include "coaching/session_directory.h"

#include "coaching/session_store.h"

namespace baton::coaching {
namespace {

std::vector<SessionTime> WithPeople(db::Connection& connection, Id org_id, Id person_id,
                                    const std::vector<Session>& sessions) {
  std::vector<Id> ids;
  for (const Session& session : sessions) ids.push_back(session.id);
  if (ids.empty()) return {};
  const auto reps = FindRepsOf(connection, org_id, ids);
  std::vector<SessionTime> times;
  for (const Session& session : sessions) {
    SessionTime time{session, {}};
    if (session.manager_id != person_id) time.with.push_back(session.manager_id);
    for (const SessionRep& rep : reps) {
      if (session.manager_id == person_id && rep.session_id == session.id) time.with.push_back(rep.rep_id);
    }
    times.push_back(std::move(time));
  }
  return times;
}

}  // namespace

std::vector<SessionTime> FindSessionTimes(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                          Instant to) {
  return WithPeople(connection, org_id, person_id,
                    FindPlannedBetween(connection, org_id, person_id, from, to));
}

std::vector<SessionTime> FindHeldTimes(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                       Instant to) {
  auto held = FindHeldSince(connection, org_id, person_id, from);
  std::erase_if(held, [to](const Session& session) { return session.starts_at >= to; });
  return WithPeople(connection, org_id, person_id, held);
}

Result<Session> MoveSession(action::Action& action, const Session& before, Instant starts_at) {
  Session after = before;
  after.starts_at = starts_at;
  auto saved = action.Update(before, after);
  if (saved) TellSession(action, *saved, "notice.coaching.moved");
  return saved;
}

}  // namespace baton::coaching
