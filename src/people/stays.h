// Who reported to a manager on which days, from the log of changes: whoever counts a month that is over counts people where they were,
// not where they are now.
//
//   for (const Stay& stay : people::FindStays(connection, org_id, jim, {.from_on = first, .to_on = last, .zone = zone})) ...
//
// A day belongs to the manager at its end. Reps at any depth, also those who left since. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::people {

struct Stay {
  Id person_id;
  Day from_on;
  Day to_on;
  bool Holds(Day day) const { return day >= from_on && day <= to_on; }
  bool operator==(const Stay&) const = default;
};

struct StayDays {
  Day from_on;
  Day to_on;
  std::string zone;  // of the days
};
// By the person, then the day; of one person several where it was interrupted. Two queries.
std::vector<Stay> FindStays(db::Connection& connection, Id org_id, Id manager_id, const StayDays& days);

// Reps who were in another team on the first of these days than on the last. Who began in between, or left, has not moved; nor has who was
// only put below somebody: on the first day nobody was above them, or whoever was at the top came below the manager as well.
struct Moved {
  std::vector<Id> in;   // from somebody else's team into the manager's
  std::vector<Id> out;  // the other way round
  bool operator==(const Moved&) const = default;
};
// By the person. Two queries, one where nobody has moved.
Moved FindMoved(db::Connection& connection, Id org_id, Id manager_id, const StayDays& days);

// What FindStays decides by: a person as things stand, and moves since, the latest first.
struct Placed {
  Id id;
  std::optional<Id> manager_id;
  bool is_rep = true;
  std::optional<Day> starts_on;
  std::optional<Day> left_on;  // the last day; none: still here
};
struct Move {
  Id person_id;
  Day on;                     // from its end on the person was elsewhere
  std::optional<Id> from_id;  // the manager before
};
// Pure. `moves` are those of the first of these days and later, the latest first; a cycle in the tree ends the walk.
std::vector<Stay> StaysOf(Id manager_id, std::vector<Placed> people, std::span<const Move> moves, Day from_on,
                          Day to_on);
Moved MovedBetween(Id manager_id, const std::vector<Placed>& people, std::span<const Move> moves, Day from_on,
                   Day to_on);

}  // namespace baton::people
