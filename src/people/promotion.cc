#include "people/promotion.h"

#include <array>
#include <boost/describe/class.hpp>

#include "base/zone.h"

namespace baton::people {
namespace {

struct PromotionRow {
  Id person_id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(PromotionRow, (), (person_id, at))

struct FirstDayRow {
  Id person_id;
  Day starts_on;
};
BOOST_DESCRIBE_STRUCT(FirstDayRow, (), (person_id, starts_on))

}  // namespace

std::map<Id, Instant> FindPromotions(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::map<Id, Instant> promotions;
  for (const PromotionRow& row : connection.Query<PromotionRow>(
           "SELECT change.row_id AS person_id, MAX(action.at) AS at FROM change JOIN action ON action.org_id "
           "= "
           "change.org_id AND action.id = change.action_id WHERE change.org_id = $1 AND change.table_name = "
           "'person' AND change.row_id IN baton_list($2) AND change.version_before IS NOT NULL AND "
           "change.new_values LIKE '%\"role\":\"manager\"%' GROUP BY change.row_id",
           org_id, db::IdList(ids))) {
    promotions.emplace(row.person_id, row.at);
  }
  return promotions;
}

std::map<Id, Day> FindSetFirstDays(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::map<Id, Day> days;
  for (const FirstDayRow& row : connection.Query<FirstDayRow>(
           "SELECT person_id, starts_on FROM ninety_days WHERE org_id = $1 AND person_id IN baton_list($2) "
           "AND starts_on IS NOT NULL",
           org_id, db::IdList(ids))) {
    days.emplace(row.person_id, row.starts_on);
  }
  return days;
}

std::optional<Day> FindFirstDay(db::Connection& connection, const Person& person, const std::string& zone) {
  const std::array ids{person.id};
  if (const auto set = FindSetFirstDays(connection, person.org_id, ids); !set.empty())
    return set.begin()->second;
  if (const auto promoted = FindPromotions(connection, person.org_id, ids); !promoted.empty())
    return DayIn(promoted.begin()->second, zone);
  return person.starts_on;
}

}  // namespace baton::people
