#include "people/stays.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <boost/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "base/zone.h"

namespace baton::people {
namespace {

struct PlacedRow {
  Id id;
  std::optional<Id> manager_id;
  std::string role;
  bool is_placeholder = false;
  std::optional<Day> starts_on;
  std::optional<Day> ends_on;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(PlacedRow, (), (id, manager_id, role, is_placeholder, starts_on, ends_on, deleted_at))

struct MoveRow {
  Id row_id;
  Instant at;
  std::string old_values;
  std::string new_values;
};
BOOST_DESCRIBE_STRUCT(MoveRow, (), (row_id, at, old_values, new_values))

std::optional<Id> ManagerIn(const boost::json::object& image) {
  const auto* value = image.if_contains("manager_id");
  const auto* number = value ? value->if_int64() : nullptr;
  return number ? std::optional(Id{*number}) : std::nullopt;
}

// None: the change was about something else.
std::optional<Move> MoveOf(const MoveRow& row, const std::string& zone) {
  boost::system::error_code broken;
  const auto before = boost::json::parse(row.old_values, broken);
  if (broken || !before.is_object() || !before.as_object().contains("manager_id")) return std::nullopt;
  const auto after = boost::json::parse(row.new_values, broken);
  if (broken || !after.is_object()) return std::nullopt;
  const auto from = ManagerIn(before.as_object());
  if (from == ManagerIn(after.as_object())) return std::nullopt;
  return Move{row.row_id, DayIn(row.at, zone), from};
}

// Whose managers lead up to this one, at any depth.
class Tree {
 public:
  explicit Tree(const std::vector<Placed>& people) {
    for (const Placed& one : people) above_[one.id] = one.manager_id;
  }
  void Put(Id person, std::optional<Id> manager) {
    if (const auto found = above_.find(person); found != above_.end()) found->second = manager;
  }
  bool IsBelow(Id person, Id manager) const {
    std::unordered_set<Id> walked;
    for (auto at = above_.find(person); at != above_.end() && at->second && walked.insert(at->first).second;
         at = above_.find(*at->second)) {
      if (*at->second == manager) return true;
    }
    return false;
  }
  // The last whom the walk up meets.
  Id TopOf(Id person) const {
    std::unordered_set<Id> walked;
    for (auto at = above_.find(person); at != above_.end() && at->second && walked.insert(at->first).second;
         at = above_.find(*at->second)) {
      person = *at->second;
    }
    return person;
  }

 private:
  std::unordered_map<Id, std::optional<Id>> above_;
};

std::vector<Placed> ReadPlaced(db::Connection& connection, Id org_id, const std::string& zone) {
  std::vector<Placed> people;
  for (const PlacedRow& row : connection.Query<PlacedRow>(
           "SELECT id, manager_id, role, is_placeholder, starts_on, ends_on, deleted_at FROM person WHERE "
           "org_id = $1 ORDER BY id",
           org_id)) {
    Placed one{.id = row.id,
               .manager_id = row.manager_id,
               .is_rep = row.role == "rep" && !row.is_placeholder,
               .starts_on = row.starts_on,
               .left_on = row.ends_on};
    if (row.deleted_at) {
      const Day gone = DayIn(*row.deleted_at, zone);
      one.left_on = one.left_on ? std::min(*one.left_on, gone) : gone;
    }
    people.push_back(one);
  }
  return people;
}

std::vector<Move> ReadMoves(db::Connection& connection, Id org_id, const StayDays& days) {
  std::vector<Move> moves;
  for (const MoveRow& row : connection.Query<MoveRow>(
           "SELECT change.row_id, action.at, change.old_values, change.new_values FROM change JOIN action ON "
           "action.org_id = change.org_id AND action.id = change.action_id WHERE change.org_id = $1 AND "
           "change.table_name = 'person' AND change.version_before IS NOT NULL AND change.version_after IS "
           "NOT NULL AND action.at >= $2 AND change.new_values LIKE '%\"manager_id\"%' ORDER BY action.at "
           "DESC, change.id DESC",
           org_id, ToInstant({days.from_on, 0}, days.zone))) {
    if (const auto move = MoveOf(row, days.zone)) moves.push_back(*move);
  }
  return moves;
}

}  // namespace

std::vector<Stay> StaysOf(Id manager_id, std::vector<Placed> people, std::span<const Move> moves, Day from_on,
                          Day to_on) {
  std::ranges::sort(people, {}, &Placed::id);
  std::unordered_map<Id, std::vector<Stay>> stays;
  Tree tree(people);
  auto move = moves.begin();
  // From the last day back: what holds at its end, then what was before.
  Day last = to_on;
  while (last >= from_on) {
    for (; move != moves.end() && move->on > last; ++move) tree.Put(move->person_id, move->from_id);
    const Day first = move == moves.end() ? from_on : std::max(from_on, move->on);
    for (const Placed& one : people) {
      if (!one.is_rep || !tree.IsBelow(one.id, manager_id)) continue;
      const Day from = one.starts_on ? std::max(first, *one.starts_on) : first;
      const Day to = one.left_on ? std::min(last, *one.left_on) : last;
      if (from > to) continue;
      std::vector<Stay>& own = stays[one.id];
      if (!own.empty() && own.back().from_on == to + 1) {
        own.back().from_on = from;
      } else {
        own.push_back({one.id, from, to});
      }
    }
    last = first - 1;
  }
  std::vector<Stay> sorted;
  for (const Placed& one : people) {
    std::vector<Stay>& own = stays[one.id];
    sorted.insert(sorted.end(), own.rbegin(), own.rend());
  }
  return sorted;
}

Moved MovedBetween(Id manager_id, const std::vector<Placed>& people, std::span<const Move> moves, Day from_on,
                   Day to_on) {
  Tree first(people);
  auto move = moves.begin();
  const auto go_back = [&](Day day) {
    for (; move != moves.end() && move->on > day; ++move) first.Put(move->person_id, move->from_id);
  };
  go_back(to_on);
  const Tree last = first;
  go_back(from_on);
  Moved moved;
  for (const Placed& one : people) {
    const bool was_here =
        (!one.starts_on || *one.starts_on <= from_on) && (!one.left_on || *one.left_on >= from_on);
    if (!one.is_rep || !was_here) continue;
    const bool was_below = first.IsBelow(one.id, manager_id);
    const bool is_below = last.IsBelow(one.id, manager_id);
    if (was_below && !is_below) moved.out.push_back(one.id);
    if (!was_below && is_below && !last.IsBelow(first.TopOf(one.id), manager_id)) moved.in.push_back(one.id);
  }
  return moved;
}

std::vector<Stay> FindStays(db::Connection& connection, Id org_id, Id manager_id, const StayDays& days) {
  return StaysOf(manager_id, ReadPlaced(connection, org_id, days.zone), ReadMoves(connection, org_id, days),
                 days.from_on, days.to_on);
}

Moved FindMoved(db::Connection& connection, Id org_id, Id manager_id, const StayDays& days) {
  const std::vector<Move> moves = ReadMoves(connection, org_id, days);
  if (moves.empty()) return {};  // as nearly always: without a look at everybody
  return MovedBetween(manager_id, ReadPlaced(connection, org_id, days.zone), moves, days.from_on, days.to_on);
}

}  // namespace baton::people
