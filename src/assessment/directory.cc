#include "assessment/directory.h"

#include "people/promotion.h"

namespace baton::assessment {

std::optional<Next> FindDue(db::Connection& connection, const people::Person& person, const std::string& zone,
                            Day today) {
  if (person.role != access::Role::manager) return std::nullopt;
  const auto days = FindDays(connection, person.org_id, person.id);
  const auto began_on = people::FindFirstDay(connection, person, zone);
  if (days.empty() && (!began_on || *began_on < today - kLongAgoDays || *began_on > today))
    return std::nullopt;
  const Day start = StartOf(began_on, days.empty() ? std::nullopt : std::optional(days.front()), today);
  const Next next = NextOf(start, days, today);
  return next.is_due ? std::optional(next) : std::nullopt;
}

}  // namespace baton::assessment
