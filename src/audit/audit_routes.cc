#include "audit/audit_routes.h"

#include <algorithm>

#include "action/undo.h"
#include "audit/live.h"
#include "base/clock.h"
#include "http/router.h"
#include "json/json.h"
#include "people/directory.h"

namespace baton::audit {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kPage = 50;
constexpr int kMostChanges = 500;

struct ActionQuery {
  std::optional<Id> actor;
  std::optional<Id> row;
  std::optional<Id> after;
};
BOOST_DESCRIBE_STRUCT(ActionQuery, (), (actor, row, after))

struct ActionRow {
  Id id;
  std::optional<Id> actor_id;
  std::string kind;
  Instant at;
  std::optional<Id> row_id;
  std::optional<Id> undo_of;
  std::optional<Id> undone_by;
  std::int64_t changes = 0;
};
BOOST_DESCRIBE_STRUCT(ActionRow, (), (id, actor_id, kind, at, row_id, undo_of, undone_by, changes))

struct ActionView {
  static constexpr const char* kSchemaName = "Action";
  Id id;
  std::string kind;
  std::string text;  // the kind in words
  std::optional<people::PersonRef> actor;
  Instant at;
  std::optional<Id> row_id;
  std::optional<Id> undo_of;
  std::optional<Id> undone_by;
  std::int64_t changes = 0;
};
BOOST_DESCRIBE_STRUCT(ActionView, (), (id, kind, text, actor, at, row_id, undo_of, undone_by, changes))

struct ChangeRow {
  std::string table_name;
  Id row_id;
  std::optional<std::int64_t> version_before;
  std::optional<std::int64_t> version_after;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (),
                      (table_name, row_id, version_before, version_after, old_values, new_values))

struct ChangeView {
  static constexpr const char* kSchemaName = "Change";
  std::string table_name;
  Id row_id;
  std::optional<std::int64_t> version_before;
  std::optional<std::int64_t> version_after;
  json::Value old_values;
  json::Value new_values;
  std::vector<std::string> hidden;  // columns that changed too, and whose text is not shown
};
BOOST_DESCRIBE_STRUCT(ChangeView, (),
                      (table_name, row_id, version_before, version_after, old_values, new_values, hidden))

struct ActionDetail {
  static constexpr const char* kSchemaName = "ActionDetail";
  ActionView action;
  std::vector<ChangeView> changes;  // the first 500
};
BOOST_DESCRIBE_STRUCT(ActionDetail, (), (action, changes))

constexpr std::string_view kActions =
    "SELECT id, actor_id, kind, at, row_id, undo_of, undone_by, "
    "(SELECT COUNT(*) FROM change WHERE change.org_id = action.org_id AND change.action_id = action.id) AS "
    "changes "
    "FROM action WHERE org_id = $1 ";

// Whose actions the caller may see: his own, or everybody's.
std::optional<Id> OnlyBy(const Call& call) {
  return call.scope().reach == access::Reach::organization ? std::nullopt : std::optional(call.person_id());
}

std::vector<ActionView> ToViews(const Call& call, const std::vector<ActionRow>& rows) {
  std::vector<Id> ids;
  for (const ActionRow& row : rows) {
    if (row.actor_id) ids.push_back(*row.actor_id);
  }
  const auto people = people::FindRefs(call.db(), call.org_id(), ids);
  std::vector<ActionView> views;
  for (const ActionRow& row : rows) {
    ActionView view{row.id,       row.kind,      call.Say({"action." + row.kind}),
                    std::nullopt, row.at,        row.row_id,
                    row.undo_of,  row.undone_by, row.changes};
    if (const auto found = people.find(row.actor_id.value_or(Id{})); found != people.end())
      view.actor = found->second;
    views.push_back(std::move(view));
  }
  return views;
}

Result<http::Page<ActionView>> List(const Call& call, const ActionQuery& query) {
  const auto actor = OnlyBy(call) ? OnlyBy(call) : query.actor;
  const auto rows = call.db().Query<ActionRow>(
      std::string(kActions) +
          "AND id < $2 AND ($3 = 0 OR actor_id = $3) AND ($4 = 0 OR row_id = $4) ORDER BY id DESC LIMIT $5",
      call.org_id(), query.after.value_or(Id{INT64_MAX}), actor.value_or(Id{}), query.row.value_or(Id{}),
      kPage);
  http::Page<ActionView> page{ToViews(call, rows), std::nullopt};
  if (std::ssize(rows) == kPage) page.next = ToString(rows.back().id);
  return page;
}

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

// Coaching is between two: an administrator sees that it was changed, not what stands there, and cannot undo
// it.
bool IsOthersCoaching(const Call& call, const action::Tables& tables, Id action_id) {
  const auto actor = call.db().QueryValue<std::optional<Id>>(
      "SELECT actor_id FROM action WHERE org_id = $1 AND id = $2", call.org_id(), action_id);
  if (actor && *actor == call.person_id()) return false;
  const auto names = call.db().Query<std::string>(
      "SELECT DISTINCT table_name FROM change WHERE org_id = $1 AND action_id = $2", call.org_id(),
      action_id);
  return std::ranges::any_of(names, [&](const std::string& name) { return IsPrivate(tables, name); });
}

Result<ActionDetail> Get(const Call& call, Id id, const action::Tables& tables) {
  const auto row =
      call.db().QueryOne<ActionRow>(std::string(kActions) + "AND id = $2 AND ($3 = 0 OR actor_id = $3)",
                                    call.org_id(), id, OnlyBy(call).value_or(Id{}));
  if (!row) return NotFound("action");
  ActionDetail detail{ToViews(call, {*row}).front(), {}};
  const auto changes = call.db().Query<ChangeRow>(
      "SELECT table_name, row_id, version_before, version_after, old_values, new_values FROM change "
      "WHERE org_id = $1 AND action_id = $2 ORDER BY id LIMIT $3",
      call.org_id(), id, kMostChanges);
  // A notice about a promise tells of it too, so nothing of such an action is shown.
  const bool is_shown = !IsOthersCoaching(call, tables, id);
  for (const ChangeRow& change : changes) {
    ChangeView view{
        change.table_name, change.row_id, change.version_before, change.version_after, {}, {}, {}};
    if (is_shown) {
      view.old_values = ParseValues(change.old_values);
      view.new_values = ParseValues(change.new_values);
      HidePrivate(view, tables);
    }
    detail.changes.push_back(std::move(view));
  }
  return detail;
}

Result<action::Undone> Undo(const Call& call, Id id, const action::Tables& tables) {
  if (!OnlyBy(call) && IsOthersCoaching(call, tables, id)) return NotFound("action");
  return call.Write([&](db::Tx& tx) -> Result<action::Undone> {
    if (auto why = action::WhyNotUndo(tx, call.principal(), call.scope(), id, tables, call.now()))
      return Fail(std::move(*why));
    action::Action undoing(tx, call, "action.undo", id);
    auto undone = action::Undo(undoing, id, tables);
    if (auto why = action::WhyOutOfReach(tx, call.principal(), call.scope(), id, tables))
      return Fail(std::move(*why));
    return undone;
  });
}

// Who has heard nothing yet says how many milliseconds ago the first page was read: what happened since then was not on it.
std::optional<Id> HeardLast(const Call& call, std::string_view last_id) {
  if (!last_id.empty()) return ParseId(last_id);
  const auto ago = http::ParseParameter<std::int64_t>(call.query("ago").value_or(""));
  if (!ago || *ago < 0) return std::nullopt;
  return FirstIdAt(SystemClock().Now() - std::min(*ago, kMillisecondsPerDay));
}

Result<http::EventStream> Listen(const Call& call, const action::Tables& tables) {
  return http::EventStream{.resume = [&call, &tables](std::string_view last_id) {
    const auto id = HeardLast(call, last_id);
    return id ? EventsSince(call.db(), tables, call.org_id(), call.person_id(), *id)
              : std::vector<http::Event>{};
  }};
}

}  // namespace

void AddAuditRoutes(http::Router& router, const action::Tables& tables) {
  router.Get("/api/v1/actions", {.name = "listActions", .deed = Deed::read, .word = Word::action}, List);
  router.Get("/api/v1/actions/{id}", {.name = "getAction", .deed = Deed::read, .word = Word::action},
             [&tables](const Call& call, Id id) { return Get(call, id, tables); });
  router.Post("/api/v1/actions/{id}/undo",
              {.name = "undoAction", .deed = Deed::change, .word = Word::action, .status = 200},
              [&tables](const Call& call, Id id) { return Undo(call, id, tables); });
  router.Events("/api/v1/events", {.name = "listen", .deed = Deed::read, .word = Word::notice},
                [&tables](const Call& call) { return Listen(call, tables); });
}

}  // namespace baton::audit
