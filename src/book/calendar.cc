#include "book/calendar.h"

#include <algorithm>

#include "book/account_store.h"

namespace baton::book {
namespace {

// Nothing that began longer ago still goes on.
constexpr std::int64_t kLongestEntry = kMillisecondsPerDay / 2;

struct PersonIn {
  Id activity_id;
  Id person_id;
};
BOOST_DESCRIBE_STRUCT(PersonIn, (), (activity_id, person_id))

}  // namespace

std::vector<CalendarEntry> FindCalendar(db::Connection& connection, Id org_id, std::span<const Id> people,
                                        Instant from, Instant to) {
  const db::IdList list(people);
  auto entries = connection.Query<CalendarEntry>(
      "SELECT activity.id, attendance.person_id, activity.kind, activity.subject, activity.starts_at, "
      "activity.minutes, activity.account_id FROM attendance JOIN activity ON activity.org_id = "
      "attendance.org_id "
      "AND activity.id = attendance.activity_id "
      "WHERE attendance.org_id = $1 AND attendance.person_id IN baton_list($2) AND attendance.starts_at >= "
      "$3 "
      "AND attendance.starts_at < $4 AND activity.org_id = $1 AND activity.deleted_at IS NULL "
      "AND activity.kind IN ('meeting', 'call', 'visit') "
      "UNION SELECT id, owner_id AS person_id, kind, subject, starts_at, minutes, account_id FROM activity "
      "WHERE org_id = $1 AND owner_id IN baton_list($2) AND starts_at >= $3 AND starts_at < $4 "
      "AND deleted_at IS NULL AND kind IN ('meeting', 'call', 'visit') ORDER BY starts_at, id, person_id",
      org_id, list, from - kLongestEntry, to);
  std::erase_if(entries,
                [&](const CalendarEntry& entry) { return entry.starts_at < from && entry.EndsAt() <= from; });
  return entries;
}

std::unordered_map<Id, std::vector<Id>> FindPeopleIn(db::Connection& connection, Id org_id,
                                                     std::span<const Id> activities) {
  std::unordered_map<Id, std::vector<Id>> people;
  const auto rows = connection.Query<PersonIn>(
      "SELECT activity_id, person_id FROM attendance WHERE org_id = $1 AND activity_id IN baton_list($2) "
      "AND person_id IS NOT NULL "
      "UNION SELECT id AS activity_id, owner_id AS person_id FROM activity WHERE org_id = $1 AND id IN "
      "baton_list($2) "
      "AND owner_id IS NOT NULL ORDER BY activity_id, person_id",
      org_id, db::IdList(activities));
  for (const PersonIn& row : rows) people[row.activity_id].push_back(row.person_id);
  return people;
}

std::vector<Meeting> FindMeetings(db::Connection& connection, Id org_id, Id account_id, Id person_id,
                                  std::optional<Id> contact_id, Instant now, int limit) {
  return connection.Query<Meeting>(
      "SELECT activity.kind, activity.starts_at FROM activity JOIN attendance AS ours "
      "ON ours.org_id = activity.org_id AND ours.activity_id = activity.id "
      "WHERE activity.org_id = $1 AND activity.account_id = $2 AND ours.org_id = $1 AND ours.person_id = $3 "
      "AND activity.starts_at <= $4 AND activity.deleted_at IS NULL AND activity.kind IN ('meeting', 'call', "
      "'visit') "
      "AND EXISTS (SELECT 1 FROM attendance AS theirs WHERE theirs.org_id = $1 AND theirs.activity_id = "
      "activity.id "
      "AND theirs.contact_id IS NOT NULL AND ($6 = 0 OR theirs.contact_id = $6)) "
      "ORDER BY activity.starts_at DESC, activity.id DESC LIMIT $5",
      org_id, account_id, person_id, now, limit, contact_id.value_or(Id{}));
}

std::vector<std::string> FindContactsMet(db::Connection& connection, Id org_id, Id account_id, Id person_id,
                                         Instant now, int limit) {
  return connection.Query<std::string>(
      "SELECT contact.name FROM contact JOIN attendance AS theirs ON theirs.org_id = contact.org_id "
      "AND theirs.contact_id = contact.id JOIN attendance AS ours ON ours.org_id = theirs.org_id "
      "AND ours.activity_id = theirs.activity_id JOIN activity ON activity.org_id = ours.org_id "
      "AND activity.id = ours.activity_id "
      "WHERE contact.org_id = $1 AND contact.account_id = $2 AND contact.deleted_at IS NULL "
      "AND ours.person_id = $3 AND theirs.starts_at <= $4 AND activity.deleted_at IS NULL "
      "AND activity.kind IN ('meeting', 'call', 'visit') "
      "GROUP BY contact.id, contact.name ORDER BY COUNT(*) DESC, contact.name, contact.id LIMIT $5",
      org_id, account_id, person_id, now, limit);
}

std::vector<ClosedDeals> FindClosedDeals(db::Connection& connection, Id org_id, std::span<const Id> owners,
                                         Day since, Day today) {
  return connection.Query<ClosedDeals>(
      "SELECT owner_id, CAST(COUNT(*) FILTER (WHERE status = 'won') AS BIGINT) AS won, "
      "CAST(COUNT(*) FILTER (WHERE status = 'lost') AS BIGINT) AS lost FROM opportunity "
      "WHERE org_id = $1 AND owner_id IN baton_list($2) AND status IN ('won', 'lost') AND closes_on >= $3 "
      "AND closes_on <= $4 AND deleted_at IS NULL GROUP BY owner_id ORDER BY owner_id",
      org_id, db::IdList(owners), since, today);
}

std::vector<ClosedDeals> FindClosedLike(db::Connection& connection, Id org_id, std::span<const Id> owners,
                                        const DealLike& like) {
  const std::string select =
      "SELECT opportunity.owner_id, CAST(COUNT(*) FILTER (WHERE opportunity.status = 'won') AS BIGINT) AS "
      "won, "
      "CAST(COUNT(*) FILTER (WHERE opportunity.status = 'lost') AS BIGINT) AS lost FROM opportunity "
      "LEFT JOIN account ON account.org_id = opportunity.org_id AND account.id = opportunity.account_id "
      "WHERE opportunity.org_id = $1 AND opportunity.owner_id IN baton_list($2) "
      "AND opportunity.status IN ('won', 'lost') AND opportunity.closes_on BETWEEN $3 AND $4 "
      "AND opportunity.deleted_at IS NULL AND COALESCE(account.segment, '') = $5 ";
  constexpr std::string_view kEach = "GROUP BY opportunity.owner_id ORDER BY opportunity.owner_id";
  if (!like.amounts) {
    return connection.Query<ClosedDeals>(select + std::string(kEach), org_id, db::IdList(owners),
                                         like.from_on, like.to_on, like.segment);
  }
  return connection.Query<ClosedDeals>(
      select + "AND opportunity.currency = $6 AND opportunity.amount_minor BETWEEN $7 AND $8 " +
          std::string(kEach),
      org_id, db::IdList(owners), like.from_on, like.to_on, like.segment, like.currency, like.amounts->first,
      like.amounts->second);
}

BookSummary SummaryOf(db::Connection& connection, Id org_id, std::span<const Id> owners, Instant now) {
  const BookContext context = ContextOf(connection, org_id, now);
  if (owners.empty()) return {.currency = context.currency};
  const access::Scope all{access::Reach::organization, org_id, owners.front()};
  return Summarize(connection, all, owners, context).value();
}

}  // namespace baton::book
