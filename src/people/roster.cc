#include "people/roster.h"

#include <boost/describe/class.hpp>

#include "access/policy.h"

namespace baton::people {
namespace {

struct RosterRow {
  Id id;
  std::optional<Id> manager_id;
  std::optional<Day> starts_on;
  std::optional<Day> ends_on;
  std::optional<Instant> deleted_at;
  access::Role role = access::Role::rep;
};
BOOST_DESCRIBE_STRUCT(RosterRow, (), (id, manager_id, starts_on, ends_on, deleted_at, role))

Instant EndOf(Day day) { return {(std::int64_t{day.days} + 1) * kMillisecondsPerDay}; }
Day DayOf(Instant at) { return {static_cast<std::int32_t>(at.milliseconds / kMillisecondsPerDay)}; }

RosterRep RepOf(const RosterRow& row, Instant now) {
  RosterRep rep{.id = row.id,
                .manager_id = row.manager_id,
                .starts_on = row.starts_on,
                .ends_on = row.ends_on,
                .is_promoted = row.role != access::Role::rep};
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
           "SELECT id, manager_id, starts_on, ends_on, deleted_at, role FROM person WHERE org_id = $1 AND id "
           "IN "
           "(SELECT id FROM once) AND role = 'rep' AND is_placeholder = 0 ORDER BY name_fold, id",
           org_id, manager_id)) {
    RosterRep rep = RepOf(row, now);
    if (!rep.left_at || *rep.left_at >= since) roster.push_back(rep);
  }
  return roster;
}

std::vector<RosterRep> FindOnceReps(db::Connection& connection, Id org_id, std::span<const Id> ids,
                                    Instant now) {
  std::vector<RosterRep> reps;
  for (const RosterRow& row : connection.Query<RosterRow>(
           "SELECT id, manager_id, starts_on, ends_on, deleted_at, role FROM person WHERE org_id = $1 AND id "
           "IN baton_list($2) AND is_placeholder = 0 AND (role = 'rep' OR (role IN ('manager', 'director') "
           "AND EXISTS (SELECT 1 FROM change WHERE change.org_id = person.org_id AND change.table_name = "
           "'person' AND change.row_id = person.id AND change.version_before IS NOT NULL AND "
           "change.old_values LIKE '%\"role\":\"rep\"%'))) ORDER BY name_fold, id",
           org_id, db::IdList(ids))) {
    reps.push_back(RepOf(row, now));
  }
  return reps;
}

}  // namespace baton::people
