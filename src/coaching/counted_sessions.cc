#include "coaching/counted_sessions.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "coaching/session_store.h"

namespace baton::coaching {
namespace {

struct SessionMark {
  Id session_id;
  Id rep_id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(SessionMark, (), (session_id, rep_id, at))

// The first that still stands of each rep in each session. A row does not say when it was put there, and a note's time moves with its
// words, so the log of changes is asked; of a row that it does not know, as of one that was brought in, the words' own time holds. A
// private note is a mark from when the manager reads it.
constexpr std::string_view kSelectMarks =
    "SELECT session_id, rep_id, MIN(at) AS at FROM ("
    "SELECT coaching_item.session_id, coaching_item.author_id AS rep_id, COALESCE((SELECT MIN(action.at) "
    "FROM "
    "change JOIN action ON action.org_id = change.org_id AND action.id = change.action_id WHERE "
    "change.org_id = $1 AND change.table_name = 'coaching_item' AND change.row_id = coaching_item.id), "
    "coaching_text.written_at) AS at FROM coaching_item JOIN coaching_text ON coaching_text.org_id = $1 AND "
    "coaching_text.id = coaching_item.text_id WHERE coaching_item.org_id = $1 AND coaching_item.session_id "
    "IN "
    "baton_list($2) AND coaching_item.author_id IS NOT NULL AND coaching_item.deleted_at IS NULL "
    "UNION ALL SELECT session_id, author_id, COALESCE((SELECT MIN(action.at) FROM change JOIN action ON "
    "action.org_id = change.org_id AND action.id = change.action_id WHERE change.org_id = $1 AND "
    "change.table_name = 'coaching_note' AND change.row_id = coaching_note.id AND change.new_values LIKE "
    "'%\"visibility\":%' AND change.new_values NOT LIKE '%\"visibility\":\"author_only\"%'), written_at) "
    "FROM "
    "coaching_note WHERE org_id = $1 AND session_id IN baton_list($2) AND visibility <> 'author_only' AND "
    "deleted_at IS NULL "
    "UNION ALL SELECT session_id, rep_id, done_at FROM coaching_step WHERE org_id = $1 AND session_id IN "
    "baton_list($2) AND is_managers = 0 AND done_at IS NOT NULL AND deleted_at IS NULL"
    ") AS mark GROUP BY session_id, rep_id ORDER BY session_id, rep_id";

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
  for (const SessionMark& mark : connection.Query<SessionMark>(kSelectMarks, org_id, db::IdList(ids))) {
    CountedSession& one = counted[places.at(mark.session_id)];
    if (std::ranges::find(one.reps, mark.rep_id) != one.reps.end())
      one.marks.push_back({mark.rep_id, mark.at});
  }
  return counted;
}

}  // namespace baton::coaching
