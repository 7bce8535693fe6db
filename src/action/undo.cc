#include "action/undo.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "action/image_json.h"
#include "base/check.h"

namespace baton::action {
namespace {

struct LoggedChange {
  Id id;
  std::string table_name;
  Id row_id;
  std::optional<std::int64_t> version_before;
  std::optional<std::int64_t> version_after;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(LoggedChange, (),
                      (id, table_name, row_id, version_before, version_after, old_values, new_values))

struct LoggedAction {
  std::optional<Id> actor_id;
  std::string kind;
  Instant at;
  std::optional<Id> undone_by;
};
BOOST_DESCRIBE_STRUCT(LoggedAction, (), (actor_id, kind, at, undone_by))

struct LoggedRow {
  std::string table_name;
  Id row_id;
};
BOOST_DESCRIBE_STRUCT(LoggedRow, (), (table_name, row_id))

using RowKey = std::pair<std::string, Id>;  // table and row

// The rows, without doubles, that are out of the person's reach: one question a table.
template <class Rows>
std::set<RowKey> RowsOutOfReach(db::Connection& connection, const access::Principal& person,
                                const Tables& tables, const Rows& rows) {
  std::map<std::string, std::set<Id>> ids_of;
  for (const auto& row : rows) ids_of[row.table_name].insert(row.row_id);
  std::set<RowKey> found;
  for (const auto& [name, ids] : ids_of) {
    const Table* table = tables.Find(name);
    if (table == nullptr || !table->out_of_reach) continue;
    for (const Id id : table->out_of_reach(connection, person, std::vector<Id>(ids.begin(), ids.end()))) {
      found.emplace(name, id);
    }
  }
  return found;
}

// What the deed was about can be taken back for some days only, and those are over.
std::optional<Problem> WhyTooLate(db::Connection& connection, Id org_id, Id action_id, Instant at,
                                  const Tables& tables, Instant now) {
  int days = 0;
  for (const auto& name : connection.Query<std::string>(
           "SELECT DISTINCT table_name FROM change WHERE org_id = $1 AND action_id = $2", org_id,
           action_id)) {
    const Table* table = tables.Find(name);
    const int its = table == nullptr ? 0 : table->undo_days;
    if (its > 0) days = days == 0 ? its : std::min(days, its);
  }
  if (days == 0 || now < at + days * kMillisecondsPerDay) return std::nullopt;
  return Problem{Kind::conflict, {"problem.action.too_late", {{"days", std::int64_t{days}}}}};
}

RowImage OneColumn(std::string_view name, db::OwnedValue value) {
  return RowImage{{name}, {std::move(value)}};
}

// The row's version now; none when there is no such row.
std::optional<std::int64_t> VersionNow(db::Connection& connection, Id org_id, const LoggedChange& change) {
  return connection.QueryValue<std::int64_t>(
      "SELECT version FROM " + change.table_name + " WHERE org_id = $1 AND id = $2", org_id, change.row_id);
}

// Takes back changes of one action, newest first. Several changes of one row hang together by their versions:
// our own undo raises the version by one, which the next older change of the row has to be measured against.
class Undoer {
 public:
  Undoer(Action& undoing, const Tables& tables, std::set<RowKey> out_of_reach, Undone& undone)
      : undoing_(undoing), tables_(tables), out_of_reach_(std::move(out_of_reach)), undone_(undone) {}

  void TakeBack(const LoggedChange& change) {
    const Table* table = tables_.Find(change.table_name);
    Check(table != nullptr, "a table in the log is registered");
    const RowKey key(change.table_name, change.row_id);
    if (kept_.contains(key)) return;
    if (out_of_reach_.contains(key)) return Keep(change, "not_yours");
    if (StandsAt(change) != Expected(change)) return Keep(change, "changed_since");
    if (const auto why = Invert(change, *table); !why.empty()) return Keep(change, why);
    taken_[key] = change.version_before;
    ++undone_.undone;
    if (table->refresh) table->refresh(undoing_.tx(), undoing_.org_id(), change.row_id);
  }

 private:
  // The version whose values the row has: where later deeds were taken back, the one before them.
  std::optional<std::int64_t> StandsAt(const LoggedChange& change) {
    auto version = VersionNow(undoing_.tx(), undoing_.org_id(), change);
    if (taken_.contains({change.table_name, change.row_id})) return version;
    while (version && *version != change.version_after) {
      const auto before = undoing_.tx().QueryValue<std::int64_t>(
          "SELECT MIN(undone.version_before) FROM change JOIN action ON action.org_id = change.org_id AND "
          "action.id = change.action_id JOIN change AS undone ON undone.org_id = action.org_id AND "
          "undone.action_id = action.undo_of AND undone.table_name = change.table_name AND undone.row_id = "
          "change.row_id WHERE change.org_id = $1 AND change.table_name = $2 AND change.row_id = $3 AND "
          "change.version_after = $4 HAVING MIN(undone.version_before) IS NOT NULL",
          undoing_.org_id(), change.table_name, change.row_id, *version);
      if (!before || *before >= *version) return version;
      version = before;
    }
    return version;
  }

  // The version that the row has if nobody else touched it; none: it should be gone.
  std::optional<std::int64_t> Expected(const LoggedChange& change) {
    const auto taken = taken_.find({change.table_name, change.row_id});
    if (taken == taken_.end()) return change.version_after;
    // A gap between two of our changes is somebody else's.
    if (taken->second != change.version_after) return std::numeric_limits<std::int64_t>::max();
    return VersionNow(undoing_.tx(), undoing_.org_id(), change);
  }

  // Empty, or why the row is kept.
  std::string Invert(const LoggedChange& change, const Table& table) {
    const auto now = VersionNow(undoing_.tx(), undoing_.org_id(), change);
    if (!change.old_values) return now ? TakeBackInsert(change, table, *now) : "changed_since";
    ParsedImage before = ParseImage(*change.old_values);
    if (!change.new_values) return TakeBackDelete(change, before.image);
    if (table.marks_deleted && IsDeletedIn(before.image) && IsStillUsed(change, table)) return "still_used";
    const auto take_back = [&] {
      return now && undoing_.UpdateImage(change.table_name, change.row_id, *now,
                                         ParseImage(*change.new_values).image, before.image);
    };
    if (!table.contradicts) return take_back() ? "" : "changed_since";
    const auto taken = undoing_.tx().Nested([&]() -> Result<Done> {
      if (take_back() && !table.contradicts(undoing_.tx(), undoing_.org_id(), change.row_id)) return Done{};
      return Fail(Kind::conflict, "problem.conflict");
    });
    return taken ? "" : "changed_since";
  }

  // An undo of a restoring, which was itself an undo.
  static bool IsDeletedIn(const RowImage& image) {
    const auto found = std::ranges::find(image.names, "deleted_at");
    return found != image.names.end() &&
           !std::holds_alternative<std::monostate>(
               image.values[static_cast<std::size_t>(found - image.names.begin())]);
  }

  bool IsStillUsed(const LoggedChange& change, const Table& table) {
    return table.still_used &&
           table.still_used(undoing_.tx(), undoing_.org_id(), change.row_id, undoing_.now());
  }

  std::string TakeBackInsert(const LoggedChange& change, const Table& table, std::int64_t version) {
    if (table.marks_deleted) {
      if (IsStillUsed(change, table)) return "still_used";
      return undoing_.UpdateImage(change.table_name, change.row_id, version,
                                  OneColumn("deleted_at", std::monostate{}),
                                  OneColumn("deleted_at", undoing_.now().milliseconds))
                 ? ""
                 : "changed_since";
    }
    // Rows that still point to this one keep it: the database says so.
    try {
      const auto deleted = undoing_.tx().Nested([&]() -> Result<bool> {
        return undoing_.DeleteImage(change.table_name, change.row_id, version,
                                    ParseImage(*change.new_values).image);
      });
      return *deleted ? "" : "changed_since";
    } catch (const db::Error& error) {
      if (error.kind() == db::ErrorKind::foreign_key) return "still_used";
      throw;
    }
  }

  std::string TakeBackDelete(const LoggedChange& change, RowImage& row) {
    const std::int64_t version = *change.version_before + 1;
    for (std::size_t i = 0; i < row.names.size(); ++i) {
      if (row.names[i] == "version") row.values[i] = version;
    }
    undoing_.InsertImage(change.table_name, change.row_id, version, row);
    return "";
  }

  void Keep(const LoggedChange& change, std::string why) {
    kept_.emplace(change.table_name, change.row_id);
    undone_.kept.push_back({change.table_name, change.row_id, std::move(why)});
  }

  Action& undoing_;
  const Tables& tables_;
  const std::set<RowKey> out_of_reach_;
  Undone& undone_;
  // Of rows that were taken back: the version before the oldest change handled.
  std::map<RowKey, std::optional<std::int64_t>> taken_;
  std::set<RowKey> kept_;
};

}  // namespace

std::optional<Problem> WhyNotUndo(db::Tx& tx, const access::Principal& person, const access::Scope& scope,
                                  Id action_id, const Tables& tables, Instant now) {
  const auto found = tx.QueryOne<LoggedAction>(
      "SELECT actor_id, kind, at, undone_by FROM action WHERE org_id = $1 AND id = $2 baton_for_update()",
      scope.org_id, action_id);
  const bool sees_all = scope.reach == access::Reach::organization;
  if (!found || !scope || (!sees_all && found->actor_id != scope.person_id))
    return NotFound("action").value();
  if (found->undone_by) return Problem{Kind::conflict, {"problem.action.already_undone"}};
  if (const std::string why = tables.WhyKept(found->kind); !why.empty())
    return Problem{Kind::conflict, {why}};
  if (auto late = WhyTooLate(tx, scope.org_id, action_id, found->at, tables, now)) return late;
  return WhyOutOfReach(tx, person, scope, action_id, tables);
}

std::optional<Problem> WhyOutOfReach(db::Connection& connection, const access::Principal& person,
                                     const access::Scope& scope, Id action_id, const Tables& tables) {
  if (scope.reach == access::Reach::organization) return std::nullopt;
  const auto rows = connection.Query<LoggedRow>(
      "SELECT DISTINCT table_name, row_id FROM change WHERE org_id = $1 AND action_id = $2", scope.org_id,
      action_id);
  if (RowsOutOfReach(connection, person, tables, rows).empty()) return std::nullopt;
  // What is between two people an administrator cannot take back either.
  const bool is_private = std::ranges::any_of(rows, [&](const LoggedRow& row) {
    const Table* table = tables.Find(row.table_name);
    return table != nullptr && table->is_private;
  });
  return Problem{Kind::forbidden,
                 {is_private ? "problem.action.out_of_reach_between_two" : "problem.action.out_of_reach"}};
}

std::optional<Id> UndoSome(Action& undoing, Id action_id, const Tables& tables, std::optional<Id> before,
                           int limit, const access::Principal* person, Undone& undone) {
  const auto changes = undoing.tx().Query<LoggedChange>(
      "SELECT id, table_name, row_id, version_before, version_after, old_values, new_values FROM change "
      "WHERE org_id = $1 AND action_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4",
      undoing.org_id(), action_id, before.value_or(Id{std::numeric_limits<std::int64_t>::max()}), limit);
  Undoer undoer(undoing, tables,
                person ? RowsOutOfReach(undoing.tx(), *person, tables, changes) : std::set<RowKey>{}, undone);
  for (const LoggedChange& change : changes) undoer.TakeBack(change);
  if (changes.empty()) return std::nullopt;
  return changes.back().id;
}

void FinishUndo(Action& undoing, Id action_id) {
  undoing.tx().Execute("UPDATE action SET undone_by = $1 WHERE org_id = $2 AND id = $3", undoing.id(),
                       undoing.org_id(), action_id);
  undoing.tx().Execute("UPDATE action SET undo_of = $1 WHERE org_id = $2 AND id = $3", action_id,
                       undoing.org_id(), undoing.id());
}

Undone Undo(Action& undoing, Id action_id, const Tables& tables) {
  Undone undone{undoing.id(), 0, {}};
  UndoSome(undoing, action_id, tables, std::nullopt, std::numeric_limits<int>::max(), nullptr, undone);
  FinishUndo(undoing, action_id);
  return undone;
}

}  // namespace baton::action
