#include "coaching/held.h"

#include <unordered_map>

#include "coaching/session_store.h"

namespace baton::coaching {

std::vector<HeldWith> FindHeldWith(db::Connection& connection, Id org_id, Id manager_id, Instant since) {
  std::unordered_map<Id, Session> sessions;
  std::vector<Id> ids;
  for (Session& session : FindHeldSince(connection, org_id, manager_id, since)) {
    if (session.manager_id != manager_id) continue;
    const Id id = session.id;
    ids.push_back(id);
    sessions.emplace(id, std::move(session));
  }
  std::vector<HeldWith> held;
  for (const SessionRep& rep : FindRepsOf(connection, org_id, ids)) {
    const Session& session = sessions.at(rep.session_id);
    held.push_back({rep.rep_id, session.starts_at, session.held_minutes.value_or(session.minutes)});
  }
  return held;
}

}  // namespace baton::coaching
