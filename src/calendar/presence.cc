#include "calendar/presence.h"

#include <boost/describe/class.hpp>
#include <string>

#include "calendar/free.h"

namespace baton::calendar {
namespace {

struct AwayRow {
  Id person_id;
  Day from_on;
  Day to_on;
};
BOOST_DESCRIBE_STRUCT(AwayRow, (), (person_id, from_on, to_on))

struct HoursRow {
  Id person_id;
  std::string hours;
};
BOOST_DESCRIBE_STRUCT(HoursRow, (), (person_id, hours))

}  // namespace

Presence FindPresence(db::Connection& connection, Id org_id, std::span<const Id> people, Day since) {
  Presence presence;
  const std::vector<Id> ids(people.begin(), people.end());
  for (const AwayRow& row : connection.Query<AwayRow>(
           "SELECT person_id, from_on, to_on FROM absence WHERE org_id = $1 AND person_id IN baton_list($2) "
           "AND deleted_at IS NULL AND to_on >= $3 ORDER BY from_on, id",
           org_id, db::IdList(ids), since)) {
    presence.away.push_back({row.person_id, row.from_on, row.to_on});
  }
  for (const HoursRow& row : connection.Query<HoursRow>(
           "SELECT person_id, hours FROM working_week WHERE org_id = $1 AND person_id IN baton_list($2)",
           org_id, db::IdList(ids))) {
    std::uint8_t weekdays = 0;
    for (const WorkingHours& hours : ParseWeek(row.hours)) {
      weekdays = static_cast<std::uint8_t>(weekdays | 1u << static_cast<unsigned>(hours.weekday - 1));
    }
    if (weekdays != 0) presence.weekdays[row.person_id] = weekdays;
  }
  return presence;
}

}  // namespace baton::calendar
