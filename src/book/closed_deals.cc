#include "book/closed_deals.h"

#include <fmt/format.h>

namespace baton::book {
namespace {

std::vector<EndedDeal> FindEndedBy(db::Connection& connection, std::string_view column, Id org_id,
                                   std::span<const Id> ids, Day from_on, Day to_on) {
  if (ids.empty()) return {};
  return connection.Query<EndedDeal>(
      fmt::format(
          "SELECT id, account_id, owner_id, status, closes_on, opened_on, amount_minor, currency FROM "
          "opportunity WHERE org_id = $1 AND {} IN baton_list($2) AND status IN ('won', 'lost') AND "
          "closes_on BETWEEN $3 AND $4 AND owner_id IS NOT NULL AND deleted_at IS NULL ORDER BY "
          "closes_on, id",
          column),
      org_id, db::IdList(ids), from_on, to_on);
}

}  // namespace

std::vector<EndedDeal> FindEnded(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                 Day from_on, Day to_on) {
  return FindEndedBy(connection, "owner_id", org_id, owner_ids, from_on, to_on);
}

std::vector<EndedDeal> FindEndedAt(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                                   Day from_on, Day to_on) {
  return FindEndedBy(connection, "account_id", org_id, account_ids, from_on, to_on);
}

std::vector<EndedDeal> FindEndedOf(db::Connection& connection, Id org_id, std::span<const Id> deal_ids,
                                   Day from_on, Day to_on) {
  return FindEndedBy(connection, "id", org_id, deal_ids, from_on, to_on);
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

std::vector<MeetingTime> FindMeetingTimes(db::Connection& connection, Id org_id,
                                          std::span<const Id> account_ids, Instant from, Instant to) {
  if (account_ids.empty()) return {};
  return connection.Query<MeetingTime>(
      "SELECT account_id, starts_at FROM activity WHERE org_id = $1 AND account_id IN baton_list($2) AND "
      "kind "
      "IN ('meeting', 'call', 'visit') AND starts_at >= $3 AND starts_at < $4 AND deleted_at IS NULL ORDER "
      "BY "
      "account_id, starts_at, id",
      org_id, db::IdList(account_ids), from, to);
}

std::vector<Id> FindAccountsMet(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                Instant to) {
  return connection.Query<Id>(
      "SELECT account_id FROM activity WHERE org_id = $1 AND owner_id = $2 AND account_id IS NOT NULL AND "
      "kind "
      "IN ('meeting', 'call', 'visit') AND starts_at >= $3 AND starts_at < $4 AND deleted_at IS NULL "
      "UNION SELECT activity.account_id FROM attendance JOIN activity ON activity.org_id = attendance.org_id "
      "AND activity.id = attendance.activity_id WHERE attendance.org_id = $1 AND attendance.person_id = $2 "
      "AND "
      "activity.account_id IS NOT NULL AND activity.kind IN ('meeting', 'call', 'visit') AND "
      "activity.starts_at >= $3 AND activity.starts_at < $4 AND activity.deleted_at IS NULL ORDER BY "
      "account_id",
      org_id, person_id, from, to);
}

}  // namespace baton::book
