#include "coaching/session_people.h"

#include <algorithm>
#include <map>
#include <set>

#include "access/policy.h"
#include "action/image_json.h"
#include "coaching/session_appointment.h"
#include "coaching/session_store.h"

namespace baton::coaching {
namespace {

struct LoggedRep {
  Id session_id;
  Id row_id;
  Id action_id;
};
BOOST_DESCRIBE_STRUCT(LoggedRep, (), (session_id, row_id, action_id))

struct LoggedSession {
  Id row_id;
  Id action_id;
  std::optional<std::string> old_values;
};
BOOST_DESCRIBE_STRUCT(LoggedSession, (), (row_id, action_id, old_values))

// Also those who were taken out.
std::vector<SessionRep> FindAllReps(db::Connection& connection, const Session& session) {
  return connection.Query<SessionRep>(
      "SELECT org_id, id, version, session_id, rep_id, deleted_at FROM coaching_session_rep WHERE org_id = "
      "$1 AND "
      "session_id = $2 ORDER BY id",
      session.org_id, session.id);
}

// The deed that last changed who is in each of the sessions, and of each row the deed that last touched it.
struct LastDeeds {
  std::map<Id, Id> of_session;
  std::map<Id, Id> of_row;
  std::map<Id, Id> session_of;
};
LastDeeds FindLastDeeds(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  LastDeeds last;
  for (const LoggedRep& change : connection.Query<LoggedRep>(
           "SELECT coaching_session_rep.session_id, change.row_id, change.action_id FROM "
           "coaching_session_rep JOIN "
           "change ON change.org_id = coaching_session_rep.org_id AND change.table_name = "
           "'coaching_session_rep' AND "
           "change.row_id = coaching_session_rep.id WHERE coaching_session_rep.org_id = $1 AND "
           "coaching_session_rep.session_id IN (SELECT session_id FROM coaching_session_rep WHERE org_id = "
           "$1 AND id "
           "IN baton_list($2)) ORDER BY change.id DESC",
           org_id, db::IdList(ids))) {
    last.of_session.emplace(change.session_id, change.action_id);
    last.of_row.emplace(change.row_id, change.action_id);
    last.session_of.emplace(change.row_id, change.session_id);
  }
  return last;
}

// Sessions whose kind the deed set, and that were changed since: the kind stays as it is.
std::set<Id> WhoseKindStays(db::Connection& connection, Id org_id, const std::map<Id, Id>& deeds) {
  std::vector<Id> ids;
  for (const auto& [session_id, action_id] : deeds) ids.push_back(session_id);
  std::set<Id> stays;
  std::set<Id> seen;
  for (const LoggedSession& change :
       connection.Query<LoggedSession>("SELECT row_id, action_id, old_values FROM change WHERE org_id = $1 "
                                       "AND table_name = 'coaching_session' "
                                       "AND row_id IN baton_list($2) ORDER BY id DESC",
                                       org_id, db::IdList(ids))) {
    const bool is_latest = seen.insert(change.row_id).second;
    if (is_latest || change.action_id != deeds.at(change.row_id)) continue;
    const auto before = action::ParseImage(change.old_values.value_or("{}"));
    const bool is_set = std::ranges::find(before.image.names, "kind") != before.image.names.end();
    if (is_set || !change.old_values) stays.insert(change.row_id);
  }
  return stays;
}

}  // namespace

std::vector<Id> RepIdsOf(db::Connection& connection, const Session& session) {
  std::vector<Id> ids;
  for (const SessionRep& rep : FindRepsOf(connection, session.org_id, std::vector{session.id})) {
    ids.push_back(rep.rep_id);
  }
  return ids;
}

Result<PeopleChange> PutReps(action::Action& action, const Session& session, std::span<const Id> rep_ids) {
  PeopleChange change;
  const auto there = FindAllReps(action.tx(), session);
  for (const SessionRep& row : there) {
    const bool is_wanted = std::ranges::find(rep_ids, row.rep_id) != rep_ids.end();
    if (is_wanted != row.deleted_at.has_value()) continue;
    SessionRep after = row;
    after.deleted_at = is_wanted ? std::nullopt : std::optional(action.now());
    if (const auto saved = action.Update(row, after); !saved) return Fail(saved.error());
    (is_wanted ? change.added : change.taken_out).push_back(row.rep_id);
  }
  for (const Id rep_id : rep_ids) {
    if (std::ranges::find(there, rep_id, &SessionRep::rep_id) != there.end()) continue;
    action.Insert(SessionRep{.session_id = session.id, .rep_id = rep_id});
    change.added.push_back(rep_id);
  }
  return change;
}

void TellPeople(action::Action& action, const Session& session, const PeopleChange& change,
                std::string_view key) {
  std::vector<Id> others{session.manager_id};
  for (const Id rep_id : RepIdsOf(action.tx(), session)) {
    if (std::ranges::find(change.added, rep_id) == change.added.end()) others.push_back(rep_id);
  }
  EmitToPeople(action, session, "notice.coaching.planned", change.added);
  for (const Id rep_id : change.taken_out) {
    const bool reads = FindSessionToRead(action.tx(), session.org_id, rep_id, session.id).has_value();
    EmitToPeople(action, session, "notice.coaching.taken_out", std::span(&rep_id, 1),
                 reads ? LinkOf(session.id) : "/coaching");
  }
  const bool is_changed = !change.added.empty() || !change.taken_out.empty();
  if (key.empty() && is_changed) key = "notice.coaching.people";
  if (!key.empty()) EmitToPeople(action, session, key, others);
  TellSessionAppointment(action, session.id);
}

std::vector<Id> RepsThatStay(db::Connection& connection, const access::Principal& person,
                             std::span<const Id> ids) {
  if (!ScopeOf(person, access::Deed::change, access::Word::coaching_session)) return {ids.begin(), ids.end()};
  const LastDeeds last = FindLastDeeds(connection, person.org_id, ids);
  const std::set<Id> kinds = WhoseKindStays(connection, person.org_id, last.of_session);
  std::vector<Id> stay;
  for (const Id id : ids) {
    const auto session = last.session_of.find(id);
    if (session == last.session_of.end()) continue;
    const bool is_latest = last.of_row.at(id) == last.of_session.at(session->second);
    if (!is_latest || kinds.contains(session->second)) stay.push_back(id);
  }
  return stay;
}

}  // namespace baton::coaching
