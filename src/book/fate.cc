#include "book/fate.h"

#include <fmt/format.h>

#include <string>

namespace baton::book {
namespace {

struct FateRow {
  Id account_id;
  std::int64_t was_alive = 0;
  std::int64_t is_alive = 0;
};
BOOST_DESCRIBE_STRUCT(FateRow, (), (account_id, was_alive, is_alive))

Day DayOf(Instant at) { return Day{static_cast<std::int32_t>(at.milliseconds / kMillisecondsPerDay)}; }

// After one instant, up to another. A mail of somebody's mailbox is no activity; a contact who was deleted since wrote it all the same.
std::string InTouch(std::string_view from, std::string_view to) {
  return fmt::format(
      "EXISTS (SELECT 1 FROM activity WHERE activity.org_id = account.org_id AND activity.account_id = "
      "account.id AND activity.kind <> 'task' AND activity.deleted_at IS NULL AND activity.starts_at > {0} "
      "AND activity.starts_at <= {1}) OR EXISTS (SELECT 1 FROM contact JOIN mail_touch ON mail_touch.org_id "
      "= contact.org_id AND mail_touch.contact_id = contact.id WHERE contact.org_id = account.org_id AND "
      "contact.account_id = account.id AND mail_touch.at > {0} AND mail_touch.at <= {1})",
      from, to);
}

std::string WonDeal(std::string_view from, std::string_view to) {
  return fmt::format(
      "opportunity.status = 'won' AND opportunity.closes_on > {} AND opportunity.closes_on <= {}", from, to);
}

std::string FatesSql() {
  constexpr std::string_view kDeal =
      "EXISTS (SELECT 1 FROM opportunity WHERE opportunity.org_id = account.org_id AND "
      "opportunity.account_id = account.id AND opportunity.deleted_at IS NULL AND ";
  return fmt::format(
      "SELECT account.id AS account_id, CAST(CASE WHEN {0} OR {2}{3}) THEN 1 ELSE 0 END AS BIGINT) AS "
      "was_alive, CAST(CASE WHEN {1} OR {2}(opportunity.status = 'open' OR ({4}))) THEN 1 ELSE 0 END AS "
      "BIGINT) AS is_alive FROM account WHERE account.org_id = $1 AND account.id IN baton_list($2) AND "
      "account.deleted_at IS NULL ORDER BY account.id",
      InTouch("$3", "$4"), InTouch("$4", "$5"), kDeal, WonDeal("$6", "$7"), WonDeal("$7", "$8"));
}

}  // namespace

std::vector<Fate> FindFates(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                            Instant at) {
  static const std::string sql = FatesSql();
  const Day day = DayOf(at);
  constexpr std::int64_t kSpan = kFateDays * kMillisecondsPerDay;
  std::vector<Fate> fates;
  for (const FateRow& row :
       connection.Query<FateRow>(sql, org_id, db::IdList(account_ids), at - kSpan, at, at + kSpan,
                                 Day{day.days - kFateDays}, day, Day{day.days + kFateDays})) {
    fates.push_back({row.account_id, row.was_alive != 0, row.is_alive != 0});
  }
  return fates;
}

std::vector<Id> FindOwnedWithin(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                Instant to) {
  return connection.Query<Id>(
      "SELECT DISTINCT account_id FROM ownership WHERE org_id = $1 AND person_id = $2 AND from_at <= $4 AND "
      "(to_at IS NULL OR to_at > $3) ORDER BY account_id",
      org_id, person_id, from, to);
}

std::optional<Instant> LastHeardOf(db::Connection& connection, Id org_id, Instant now) {
  return connection
      .QueryValue<std::optional<Instant>>(
          "SELECT MAX(heard.at) FROM (SELECT MAX(starts_at) AS at FROM activity WHERE org_id = $1 AND kind "
          "<> 'task' AND deleted_at IS NULL AND starts_at <= $2 UNION ALL SELECT MAX(at) AS at FROM "
          "mail_touch WHERE org_id = $1 AND at <= $2) AS heard",
          org_id, now)
      .value_or(std::nullopt);
}

}  // namespace baton::book
