#include "hour/logged_hour.h"

namespace baton::hour {

std::vector<LoggedHour> FindLogged(db::Connection& connection, Id org_id, std::span<const Id> people,
                                   Instant from, Instant to) {
  // No hour is longer than kLongestMinutes: so the index bounds both ends.
  std::vector<LoggedHour> found = connection.Query<LoggedHour>(
      "SELECT org_id, id, version, person_id, starts_at, minutes, kind, logged_at, deleted_at FROM "
      "logged_hour "
      "WHERE org_id = $1 AND person_id IN baton_list($2) AND starts_at >= $3 AND starts_at < $4 AND "
      "deleted_at IS "
      "NULL ORDER BY starts_at, id",
      org_id, db::IdList(people), from - kLongestMinutes * kMillisecondsPerMinute, to);
  std::erase_if(found, [&](const LoggedHour& one) { return one.Span().to <= from; });
  return found;
}

std::optional<LoggedHour> FindLogged(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<LoggedHour>(
      "SELECT org_id, id, version, person_id, starts_at, minutes, kind, logged_at, deleted_at FROM "
      "logged_hour "
      "WHERE org_id = $1 AND person_id = $2 AND id = $3 AND deleted_at IS NULL",
      org_id, person_id, id);
}

}  // namespace baton::hour
