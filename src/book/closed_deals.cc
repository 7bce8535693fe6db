#include "book/closed_deals.h"

namespace baton::book {

std::vector<EndedDeal> FindEnded(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                 Day from_on, Day to_on) {
  return connection.Query<EndedDeal>(
      "SELECT id, account_id, owner_id, status, closes_on, opened_on, amount_minor, currency FROM "
      "opportunity "
      "WHERE org_id = $1 AND owner_id IN baton_list($2) AND status IN ('won', 'lost') AND closes_on BETWEEN "
      "$3 AND $4 AND deleted_at IS NULL ORDER BY closes_on, id",
      org_id, db::IdList(owner_ids), from_on, to_on);
}

std::vector<MeetingSeat> FindMeetingSeats(db::Connection& connection, Id org_id,
                                          std::span<const Id> account_ids, Instant from, Instant to) {
  if (account_ids.empty()) return {};
  return connection.Query<MeetingSeat>(
      "SELECT activity.id AS activity_id, activity.account_id, activity.starts_at, activity.owner_id, "
      "attendance.person_id FROM activity LEFT JOIN attendance ON attendance.org_id = activity.org_id AND "
      "attendance.activity_id = activity.id AND attendance.person_id IS NOT NULL "
      "WHERE activity.org_id = $1 AND activity.account_id IN baton_list($2) AND activity.kind IN ('meeting', "
      "'call', 'visit') AND activity.starts_at >= $3 AND activity.starts_at < $4 AND activity.deleted_at IS "
      "NULL ORDER BY activity.id, attendance.id",
      org_id, db::IdList(account_ids), from, to);
}

}  // namespace baton::book
