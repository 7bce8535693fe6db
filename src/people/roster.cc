#include "people/roster.h"

#include <boost/describe/class.hpp>

namespace baton::people {
namespace {

struct RosterRow {
  Id id;
  std::optional<Id> manager_id;
  std::optional<Day> starts_on;
  std::optional<Day> ends_on;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(RosterRow, (), (id, manager_id, starts_on, ends_on, deleted_at))

Instant EndOf(Day day) { return {(std::int64_t{day.days} + 1) * kMillisecondsPerDay}; }
Day DayOf(Instant at) { return {static_cast<std::int32_t>(at.milliseconds / kMillisecondsPerDay)}; }

RosterRep RepOf(const RosterRow& row, Instant now) {
  RosterRep rep{
      .id = row.id, .manager_id = row.manager_id, .starts_on = row.starts_on, .ends_on = row.ends_on};
  std::optional<Instant> left = row.deleted_at;
  if (row.ends_on && (!left || EndOf(*row.ends_on) < *left)) left = EndOf(*row.ends_on);
  if (left && *left <= now) rep.left_at = left;
  if (row.deleted_at && (!row.ends_on || *row.ends_on >= DayOf(*row.deleted_at))) {
    rep.ends_on = DayOf(*row.deleted_at);
  }
  return rep;
}

}  // namespace

std::vector<RosterRep> FindRoster(db::Connection& connection, Id org_id, Id manager_id, Instant since,
                                  Instant now) {
  std::vector<RosterRep> roster;
  for (const RosterRow& row : connection.Query<RosterRow>(
           // Also those who are deleted, and whoever is below one of them.
           "WITH RECURSIVE once (id) AS (SELECT id FROM person WHERE org_id = $1 AND manager_id = $2 UNION "
           "SELECT person.id FROM person JOIN once ON person.manager_id = once.id WHERE person.org_id = $1) "
           "SELECT id, manager_id, starts_on, ends_on, deleted_at FROM person WHERE org_id = $1 AND id IN "
           "(SELECT id FROM once) AND role = 'rep' AND is_placeholder = 0 ORDER BY name_fold, id",
           org_id, manager_id)) {
    RosterRep rep = RepOf(row, now);
    if (!rep.left_at || *rep.left_at >= since) roster.push_back(rep);
  }
  return roster;
}

}  // namespace baton::people
