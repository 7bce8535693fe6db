#include "coaching/counted_sessions.h"

#include <algorithm>
#include <unordered_map>

#include "coaching/session_store.h"

namespace baton::coaching {
namespace {

struct SessionMark {
  Id session_id;
  Id rep_id;
};
BOOST_DESCRIBE_STRUCT(SessionMark, (), (session_id, rep_id))

}  // namespace

std::vector<CountedSession> FindCounted(db::Connection& connection, Id org_id, Id manager_id, Instant from,
                                        Instant to) {
  std::vector<CountedSession> counted;
  std::vector<Id> ids;
  std::unordered_map<Id, std::size_t> places;
  for (Session& session : FindSessionsOfManager(connection, org_id, manager_id, from, to)) {
    places.emplace(session.id, counted.size());
    ids.push_back(session.id);
    counted.push_back({.session = std::move(session)});
  }
  if (counted.empty()) return counted;
  for (const SessionRep& rep : FindRepsOf(connection, org_id, ids)) {
    counted[places.at(rep.session_id)].reps.push_back(rep.rep_id);
  }
  for (const SessionMark& mark : connection.Query<SessionMark>(
           "SELECT session_id, author_id AS rep_id FROM coaching_item WHERE org_id = $1 AND session_id IN "
           "baton_list($2) AND author_id IS NOT NULL AND deleted_at IS NULL "
           "UNION SELECT session_id, author_id AS rep_id FROM coaching_note WHERE org_id = $1 AND session_id "
           "IN baton_list($2) AND visibility <> 'author_only' AND deleted_at IS NULL "
           "UNION SELECT session_id, rep_id FROM coaching_step WHERE org_id = $1 AND session_id IN "
           "baton_list($2) AND is_managers = 0 AND done_at IS NOT NULL AND deleted_at IS NULL "
           "ORDER BY session_id, rep_id",
           org_id, db::IdList(ids))) {
    CountedSession& one = counted[places.at(mark.session_id)];
    if (std::ranges::find(one.reps, mark.rep_id) != one.reps.end()) one.marked_by.push_back(mark.rep_id);
  }
  return counted;
}

}  // namespace baton::coaching
