#include "audit/log.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "http/call.h"
#include "people/directory.h"
#include "words/catalogue.h"

namespace baton::audit {
namespace {

struct LogRow {
  Id id;
  std::optional<Id> actor_id;
  std::string kind;
  Instant at;
  std::optional<Id> row_id;
  std::optional<Id> undo_of;
  std::optional<Id> undone_by;
  std::int64_t changes = 0;
};
BOOST_DESCRIBE_STRUCT(LogRow, (), (id, actor_id, kind, at, row_id, undo_of, undone_by, changes))

struct ChangeLine {
  Id action_id;
  std::string table_name;
  Id row_id;
  std::optional<std::int64_t> version_before;
  std::optional<std::int64_t> version_after;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(ChangeLine, (),
                      (action_id, table_name, row_id, version_before, version_after, old_values, new_values))

struct ActorOf {
  Id id;
  std::optional<Id> actor_id;
};
BOOST_DESCRIBE_STRUCT(ActorOf, (), (id, actor_id))

struct TableOf {
  Id action_id;
  std::string table_name;
};
BOOST_DESCRIBE_STRUCT(TableOf, (), (action_id, table_name))

constexpr std::string_view kActions =
    "SELECT id, actor_id, kind, at, row_id, undo_of, undone_by, "
    "(SELECT COUNT(*) FROM change WHERE change.org_id = action.org_id AND change.action_id = action.id) AS "
    "changes FROM action WHERE org_id = $1 ";

json::Value ParseValues(const std::optional<std::string>& text) {
  return text ? json::Parse(*text).value_or(json::Value()) : json::Value();
}

bool IsPrivate(const action::Tables& tables, const std::string& table_name) {
  const action::Table* table = tables.Find(table_name);
  return table == nullptr || table->is_private;
}

json::Value TakeOut(json::Value& values, const std::string& column) {
  if (!values.is_object()) return {};
  const auto found = values.as_object().find(column);
  if (found == values.as_object().end()) return {};
  json::Value value = std::move(found->value());
  values.as_object().erase(found);
  return value;
}

// Also from whoever wrote it: an administrator's undo holds what somebody else wrote.
void HidePrivate(ChangeView& view, const action::Tables& tables) {
  const action::Table* table = tables.Find(view.table_name);
  if (table == nullptr) return;
  for (const std::string& column : table->private_columns) {
    const json::Value before = TakeOut(view.old_values, column);
    const json::Value after = TakeOut(view.new_values, column);
    if (before != after) view.hidden.push_back(column);
  }
}

bool Holds(std::string_view text, std::string_view folded) {
  return Fold(text).find(folded) != std::string::npos;
}

bool Holds(const json::Value& values, std::string_view folded) {
  if (!values.is_object()) return false;
  return std::ranges::any_of(values.as_object(), [&](const auto& value) {
    return value.value().is_string()
               ? Holds(std::string_view(value.value().as_string()), folded)
               : value.value().is_number() && Holds(json::ToText(value.value()), folded);
  });
}

// A condition that an index serves where it is asked for, and that names its parameter all the same where it is not.
std::string When(bool is_asked, std::string_view condition, std::string_view nothing) {
  return " AND " + std::string(is_asked ? condition : nothing);
}

// The engines take an index by what they are asked: of a column in an expression they know none. Where who, what kind or which record is
// asked, that leads; else the time does. In a log of half a million deeds each takes a millisecond, the other way up to minutes
// (docs/administration.md).
std::string ConditionsOf(const LogFilter& filter, bool has_actor) {
  constexpr std::string_view kChanged =
      "EXISTS (SELECT 1 FROM change WHERE change.org_id = action.org_id AND change.action_id = action.id AND "
      "change.table_name || '' = $4)";
  // One record is looked up by itself: by what it is about or by what it changed.
  constexpr std::string_view kChangedRow =
      "id IN (SELECT change.action_id FROM change WHERE change.org_id = $1 AND change.table_name = $4 AND "
      "change.row_id = $3)";
  const bool is_record = filter.row && filter.table;
  std::string sql = When(has_actor, "actor_id = $2", "$2 = 0");
  sql += is_record ? " AND " + std::string(kChangedRow)
                   : When(filter.row.has_value(), "row_id = $3", "$3 = 0") +
                         When(filter.table.has_value(), kChanged, "$4 = ''");
  sql += When(filter.kind.has_value(), "kind = $5", "$5 = ''");
  const std::string at = has_actor || filter.row || filter.kind ? "at + 0" : "at";
  sql += " AND " + at + " >= $6 AND " + at + " < $7 AND (" + at + ", id) < ($8, $9)";
  return sql + " ORDER BY " + (is_record ? "at + 0" : "at") + " DESC, id DESC LIMIT $10";
}

std::vector<ActionView> ViewsOf(db::Connection& connection, const LogFor& who,
                                const std::vector<LogRow>& rows) {
  std::vector<Id> actor_ids;
  for (const LogRow& row : rows) {
    if (row.actor_id) actor_ids.push_back(*row.actor_id);
  }
  const auto people = people::FindRefs(connection, who.scope.org_id, actor_ids);
  std::vector<ActionView> views;
  for (const LogRow& row : rows) {
    const std::string text = who.catalogue->Say({"action." + row.kind}, who.language);
    ActionView view{row.id,     row.kind,    text,          std::nullopt, row.at,
                    row.row_id, row.undo_of, row.undone_by, row.changes};
    if (const auto found = people.find(row.actor_id.value_or(Id{})); found != people.end())
      view.actor = found->second;
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace

LogFor ReaderOf(const http::Call& call) {
  return {call.scope(), call.language(), &words::Catalogue::Compiled()};
}

std::vector<ActionView> LogReader::Read(const LogFilter& filter, int limit) const {
  constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
  const std::optional<Id> actor = OnlyBy() ? OnlyBy() : filter.actor;
  Instant last_at{kEnd};
  if (filter.after) {
    // Gone from the log, it cannot be gone on from: nothing rather than everything once more.
    last_at = connection_
                  .QueryValue<Instant>("SELECT at FROM action WHERE org_id = $1 AND id = $2",
                                       who_.scope.org_id, *filter.after)
                  .value_or(Instant{std::numeric_limits<std::int64_t>::min()});
  }
  const auto rows = connection_.Query<LogRow>(
      std::string(kActions) + ConditionsOf(filter, actor.has_value()), who_.scope.org_id,
      actor.value_or(Id{}), filter.row.value_or(Id{}), filter.table.value_or(""), filter.kind.value_or(""),
      filter.from.value_or(Instant{std::numeric_limits<std::int64_t>::min()}),
      filter.until.value_or(Instant{kEnd}), last_at, filter.after.value_or(Id{kEnd}), limit);
  return ViewsOf(connection_, who_, rows);
}

LogPage LogReader::Page(const LogFilter& filter, int limit) const {
  const std::string text = Fold(filter.text.value_or(""));
  LogPage page;
  LogFilter rest = filter;
  // A text is looked for in what the log shows, deed by deed; each page looks at so many and says where to go on.
  const int piece = text.empty() ? limit : kMostLookedAt / 5;
  for (int looked_at = 0; looked_at < kMostLookedAt && std::ssize(page.actions) < limit; looked_at += piece) {
    std::vector<ActionView> read = Read(rest, piece);
    const bool is_all = std::ssize(read) < piece;
    if (!read.empty()) rest.after = read.back().id;
    page.next = is_all ? std::nullopt : rest.after;
    if (!text.empty()) read = Holding(std::move(read), text);
    for (ActionView& view : read) {
      if (std::ssize(page.actions) == limit) {
        page.next = page.actions.back().id;
        return page;
      }
      page.actions.push_back(std::move(view));
    }
    if (is_all || text.empty()) break;
  }
  return page;
}

std::vector<ActionView> LogReader::Holding(std::vector<ActionView> actions, std::string_view text) const {
  const auto changes = Changes(actions);
  std::erase_if(actions, [&](const ActionView& action) {
    if (Holds(action.text, text) || Holds(action.kind, text)) return false;
    if (action.actor && Holds(action.actor->name, text)) return false;
    const auto found = changes.find(action.id);
    return found == changes.end() || std::ranges::none_of(found->second, [&](const ChangeView& change) {
             return Holds(change.old_values, text) || Holds(change.new_values, text);
           });
  });
  return actions;
}

std::optional<ActionView> LogReader::Find(Id id) const {
  const auto found =
      connection_.QueryOne<LogRow>(std::string(kActions) + "AND id = $2 AND ($3 = 0 OR actor_id = $3)",
                                   who_.scope.org_id, id, OnlyBy().value_or(Id{}));
  if (!found) return std::nullopt;
  return ViewsOf(connection_, who_, {*found}).front();
}

std::set<Id> LogReader::BetweenOthers(const std::vector<Id>& action_ids) const {
  std::set<Id> own;
  for (const ActorOf& row : connection_.Query<ActorOf>(
           "SELECT id, actor_id FROM action WHERE org_id = $1 AND id IN baton_list($2)", who_.scope.org_id,
           db::IdList(action_ids))) {
    if (row.actor_id == who_.scope.person_id) own.insert(row.id);
  }
  std::set<Id> found;
  for (const TableOf& row : connection_.Query<TableOf>(
           "SELECT DISTINCT action_id, table_name FROM change WHERE org_id = $1 AND action_id IN "
           "baton_list($2)",
           who_.scope.org_id, db::IdList(action_ids))) {
    if (!own.contains(row.action_id) && IsPrivate(tables_, row.table_name)) found.insert(row.action_id);
  }
  return found;
}

bool LogReader::IsBetweenOthers(Id action_id) const { return !BetweenOthers({action_id}).empty(); }

std::unordered_map<Id, std::vector<ChangeView>> LogReader::Changes(
    const std::vector<ActionView>& actions) const {
  std::unordered_map<Id, std::vector<ChangeView>> found;
  std::vector<Id> ids;
  for (const ActionView& action : actions) ids.push_back(action.id);
  if (ids.empty()) return found;
  const std::set<Id> between = BetweenOthers(ids);
  for (
      const ChangeLine& line : connection_.Query<ChangeLine>(
          "SELECT action_id, table_name, row_id, version_before, version_after, old_values, new_values FROM "
          "(SELECT id, action_id, table_name, row_id, version_before, version_after, old_values, new_values, "
          "ROW_NUMBER() OVER (PARTITION BY action_id ORDER BY id) AS place FROM change WHERE org_id = $1 AND "
          "action_id IN baton_list($2)) AS placed WHERE place <= $3 ORDER BY action_id, id",
          who_.scope.org_id, db::IdList(ids), kMostChanges)) {
    ChangeView view{line.table_name, line.row_id, line.version_before, line.version_after, {}, {}, {}};
    // A notice about a promise tells of it too, so nothing of such a deed is shown.
    if (!between.contains(line.action_id)) {
      view.old_values = ParseValues(line.old_values);
      view.new_values = ParseValues(line.new_values);
      HidePrivate(view, tables_);
    }
    found[line.action_id].push_back(std::move(view));
  }
  return found;
}

std::vector<DeedKind> DeedKinds(const words::Catalogue& catalogue, const std::string& language) {
  constexpr std::string_view kPrefix = "action.";
  std::vector<DeedKind> kinds;
  for (const std::string& key : catalogue.Keys()) {
    if (!key.starts_with(kPrefix)) continue;
    kinds.push_back({key.substr(kPrefix.size()), catalogue.Say({key}, language)});
  }
  std::ranges::sort(kinds, {}, [](const DeedKind& kind) { return std::pair(Fold(kind.text), kind.kind); });
  return kinds;
}

}  // namespace baton::audit
