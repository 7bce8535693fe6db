#include "book/fate.h"

namespace baton::book {
namespace {

struct FateRow {
  Id account_id;
  std::int64_t was_alive = 0;
  std::int64_t is_alive = 0;
};
BOOST_DESCRIBE_STRUCT(FateRow, (), (account_id, was_alive, is_alive))

Day DayOf(Instant at) { return Day{static_cast<std::int32_t>(at.milliseconds / kMillisecondsPerDay)}; }

}  // namespace

std::vector<Fate> FindFates(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                            Instant at) {
  const Day day = DayOf(at);
  constexpr std::int64_t kSpan = kFateDays * kMillisecondsPerDay;
  std::vector<Fate> fates;
  for (const FateRow& row : connection.Query<FateRow>(
           "SELECT account.id AS account_id, "
           "CAST(CASE WHEN EXISTS (SELECT 1 FROM activity WHERE activity.org_id = account.org_id AND "
           "activity.account_id = account.id AND activity.kind <> 'task' AND activity.deleted_at IS NULL AND "
           "activity.starts_at > $3 AND activity.starts_at <= $4) OR EXISTS (SELECT 1 FROM opportunity WHERE "
           "opportunity.org_id = account.org_id AND opportunity.account_id = account.id AND "
           "opportunity.status = 'won' AND opportunity.deleted_at IS NULL AND opportunity.closes_on > $6 AND "
           "opportunity.closes_on <= $7) THEN 1 ELSE 0 END AS BIGINT) AS was_alive, "
           "CAST(CASE WHEN EXISTS (SELECT 1 FROM activity WHERE activity.org_id = account.org_id AND "
           "activity.account_id = account.id AND activity.kind <> 'task' AND activity.deleted_at IS NULL AND "
           "activity.starts_at > $4 AND activity.starts_at <= $5) OR EXISTS (SELECT 1 FROM opportunity WHERE "
           "opportunity.org_id = account.org_id AND opportunity.account_id = account.id AND "
           "opportunity.deleted_at IS NULL AND (opportunity.status = 'open' OR (opportunity.status = 'won' "
           "AND opportunity.closes_on > $7 AND opportunity.closes_on <= $8))) THEN 1 ELSE 0 END AS BIGINT) "
           "AS "
           "is_alive FROM account WHERE account.org_id = $1 AND account.id IN baton_list($2) AND "
           "account.deleted_at IS NULL ORDER BY account.id",
           org_id, db::IdList(account_ids), at - kSpan, at, at + kSpan, Day{day.days - kFateDays}, day,
           Day{day.days + kFateDays})) {
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
          "SELECT MAX(starts_at) FROM activity WHERE org_id = $1 AND kind <> 'task' AND deleted_at IS NULL "
          "AND "
          "starts_at <= $2",
          org_id, now)
      .value_or(std::nullopt);
}

}  // namespace baton::book
