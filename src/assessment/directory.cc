#include "assessment/directory.h"

#include "base/zone.h"

namespace baton::assessment {

std::optional<Day> FindBegan(db::Connection& connection, const people::Person& person,
                             const std::string& zone) {
  // By a change of the role, as takeovers know who became a manager lately.
  const auto promoted_at = connection.QueryValue<std::optional<Instant>>(
      "SELECT MAX(action.at) FROM change JOIN action ON action.org_id = change.org_id AND action.id = "
      "change.action_id WHERE change.org_id = $1 AND change.table_name = 'person' AND change.row_id = $2 AND "
      "change.version_before IS NOT NULL AND change.new_values LIKE '%\"role\":\"manager\"%'",
      person.org_id, person.id);
  if (promoted_at && *promoted_at) return DayIn(**promoted_at, zone);
  return person.starts_on;
}

std::optional<Next> FindDue(db::Connection& connection, const people::Person& person, const std::string& zone,
                            Day today) {
  if (person.role != access::Role::manager) return std::nullopt;
  const auto days = FindDays(connection, person.org_id, person.id);
  const auto began_on = FindBegan(connection, person, zone);
  if (days.empty() && (!began_on || *began_on < today - kLongAgoDays || *began_on > today))
    return std::nullopt;
  const Day start = StartOf(began_on, days.empty() ? std::nullopt : std::optional(days.front()), today);
  const Next next = NextOf(start, days, today);
  return next.is_due ? std::optional(next) : std::nullopt;
}

}  // namespace baton::assessment
