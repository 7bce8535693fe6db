#include "administration/retention.h"

#include <optional>
#include <vector>

#include "settings/settings.h"

namespace baton::administration {
namespace {

constexpr int kForgottenAtOnce = 500;

// None: for ever. A month is counted as the longest is.
std::optional<Instant> Since(double months, Instant now) {
  if (months <= 0) return std::nullopt;
  return now - static_cast<std::int64_t>(months) * 31 * kMillisecondsPerDay;
}

// But for changes of somebody's role: a new manager's ninety days count from them (people/promotion.h), and no
// setting ends them early. Left out by the condition, not passed over later, since the pieces must come to an end.
std::int64_t ForgetValues(db::Tx& tx, Id org_id, Instant since) {
  const auto ids = tx.Query<Id>(
      "SELECT change.id FROM action JOIN change ON change.org_id = action.org_id AND change.action_id = "
      "action.id WHERE action.org_id = $1 AND action.at < $2 AND (change.old_values IS NOT NULL OR "
      "change.new_values IS NOT NULL) AND (change.table_name <> 'person' OR change.version_before IS NULL OR "
      "COALESCE(change.new_values, '') NOT LIKE '%\"role\":%') ORDER BY action.at, change.id LIMIT $3",
      org_id, since, kForgottenAtOnce);
  // A version that no row has: nothing can be taken back by it.
  tx.Execute(
      "UPDATE change SET old_values = NULL, new_values = NULL, version_before = NULL, version_after = -1 "
      "WHERE "
      "org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
  return std::ssize(ids);
}

std::int64_t ForgetActivities(db::Tx& tx, Id org_id, Instant since) {
  const auto ids = tx.Query<Id>(
      "SELECT id FROM activity WHERE org_id = $1 AND starts_at < $2 ORDER BY starts_at, id LIMIT $3", org_id,
      since, kForgottenAtOnce);
  const db::IdList list(ids);
  tx.Execute("DELETE FROM attendance WHERE org_id = $1 AND activity_id IN baton_list($2)", org_id, list);
  tx.Execute(
      "UPDATE change SET old_values = NULL, new_values = NULL, version_before = NULL, version_after = -1 "
      "WHERE "
      "org_id = $1 AND table_name = 'activity' AND row_id IN baton_list($2)",
      org_id, list);
  tx.Execute("DELETE FROM activity WHERE org_id = $1 AND id IN baton_list($2)", org_id, list);
  return std::ssize(ids);
}

template <class F>
std::int64_t InPieces(db::Database& database, const F& forget) {
  std::int64_t all = 0;
  for (;;) {
    const std::int64_t some = database.Write([&](db::Tx& tx) { return forget(tx); }, {.bulk = true});
    all += some;
    if (some < kForgottenAtOnce) return all;
  }
}

}  // namespace

Swept ForgetOldRecords(db::Database& database, Id org_id, Instant now) {
  const settings::Settings settings = settings::Read(*database.Read(), org_id);
  Swept swept;
  if (const auto since = Since(settings.log_keep_months, now)) {
    swept.logged_values = InPieces(database, [&](db::Tx& tx) { return ForgetValues(tx, org_id, *since); });
  }
  if (const auto since = Since(settings.activity_keep_months, now)) {
    swept.activities = InPieces(database, [&](db::Tx& tx) { return ForgetActivities(tx, org_id, *since); });
  }
  return swept;
}

}  // namespace baton::administration
