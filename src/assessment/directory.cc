#include "assessment/directory.h"

#include <array>

#include "base/zone.h"
#include "people/promotion.h"

namespace baton::assessment {

std::optional<Day> FindBegan(db::Connection& connection, const people::Person& person,
                             const std::string& zone) {
  const auto promoted = people::FindPromotions(connection, person.org_id, std::array{person.id});
  if (!promoted.empty()) return DayIn(promoted.begin()->second, zone);
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
