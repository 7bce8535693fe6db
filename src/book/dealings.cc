#include "book/dealings.h"

namespace baton::book {

std::vector<Dealing> FindDealings(db::Connection& connection, Id org_id, std::span<const Id> accounts,
                                  std::span<const Id> people, Instant from, Instant to) {
  return connection.Query<Dealing>(
      "SELECT activity.id, activity.account_id, CASE WHEN activity.owner_id IN baton_list($3) THEN "
      "activity.owner_id ELSE (SELECT MIN(attendance.person_id) FROM attendance WHERE attendance.org_id = $1 "
      "AND attendance.activity_id = activity.id AND attendance.person_id IN baton_list($3)) END AS "
      "person_id, "
      "activity.kind, activity.subject, activity.starts_at FROM activity WHERE activity.org_id = $1 AND "
      "activity.account_id IN baton_list($2) AND activity.deleted_at IS NULL AND activity.starts_at >= $4 "
      "AND "
      "activity.starts_at < $5 AND (activity.kind <> 'task' OR activity.is_done = 1) AND (activity.owner_id "
      "IN "
      "baton_list($3) OR EXISTS (SELECT 1 FROM attendance WHERE attendance.org_id = $1 AND "
      "attendance.activity_id = activity.id AND attendance.person_id IN baton_list($3))) ORDER BY "
      "activity.starts_at DESC, activity.id",
      org_id, db::IdList(accounts), db::IdList(people), from, to);
}

}  // namespace baton::book
