#include "app/week_sources.h"

#include <unordered_map>

#include "coaching/session_store.h"

namespace baton::app {
namespace {

// The manager's sessions that took place, once for each rep in them.
std::vector<week::Held> HeldOf(db::Connection& connection, Id org_id, Id manager_id, Instant since) {
  std::unordered_map<Id, coaching::Session> sessions;
  std::vector<Id> ids;
  for (auto& session : coaching::FindHeldSince(connection, org_id, manager_id, since)) {
    if (session.manager_id != manager_id) continue;
    ids.push_back(session.id);
    const Id id = session.id;
    sessions.emplace(id, std::move(session));
  }
  std::vector<week::Held> held;
  for (const coaching::SessionRep& rep : coaching::FindRepsOf(connection, org_id, ids)) {
    const coaching::Session& session = sessions.at(rep.session_id);
    held.push_back({rep.rep_id, session.starts_at, session.held_minutes.value_or(session.minutes)});
  }
  return held;
}

}  // namespace

week::WeekSources SourcesOfWeeks() { return {.held = HeldOf}; }

}  // namespace baton::app
