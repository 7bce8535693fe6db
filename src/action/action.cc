#include "action/action.h"

#include <boost/describe/class.hpp>
#include <utility>

#include "action/change_row.h"
#include "action/image_json.h"
#include "base/check.h"
#include "http/call.h"

namespace baton::action {
namespace {

struct ActionRow {
  Id org_id;
  Id id;
  std::optional<Id> actor_id;
  std::string kind;
  std::string cause;
  std::optional<Id> row_id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(ActionRow, (), (org_id, id, actor_id, kind, cause, row_id, at))

std::string UpdateStatement(std::string_view table, const std::vector<std::string_view>& names) {
  std::string sql = "UPDATE " + std::string(table) + " SET ";
  std::size_t parameter = 0;
  for (const auto name : names) sql += std::string(name) + " = $" + std::to_string(++parameter) + ", ";
  const auto next = [&] { return "$" + std::to_string(++parameter); };
  sql += "version = version + 1 WHERE org_id = " + next();
  sql += " AND id = " + next();
  sql += " AND version = " + next();
  return sql;
}

}  // namespace

Action::Action(db::Tx& tx, Actor actor, std::string_view kind, Instant now, std::optional<Id> row_id)
    : tx_(tx), actor_(actor), now_(now), id_(tx.NewId()) {
  Begin(kind, row_id);
}

Action::Action(db::Tx& tx, const http::Call& call, std::string_view kind, std::optional<Id> row_id)
    : Action(tx, Actor{call.org_id(), call.person_id()}, kind, call.now(), row_id) {
  call.answer().Set("Baton-Action", ToString(id_));
}

void Action::Begin(std::string_view kind, std::optional<Id> row_id) {
  const ActionRow row{actor_.org_id, id_, actor_.person_id, std::string(kind), "", row_id, now_};
  tx_.InsertMany("action", std::span(&row, 1));
}

void Action::Record(std::span<Change> changes) {
  std::vector<ChangeRow> rows;
  rows.reserve(changes.size());
  for (Change& change : changes) {
    rows.push_back({actor_.org_id, tx_.NewId(), id_, std::string(change.table), change.row_id,
                    change.version_before, change.version_after, std::move(change.before),
                    std::move(change.after)});
  }
  tx_.InsertMany("change", rows);
}

void Action::InsertImage(std::string_view table, Id row_id, std::int64_t version, const RowImage& row) {
  tx_.InsertValues(table, row.names, std::span(&row.values, 1));
  Change change{table, row_id, std::nullopt, version, std::nullopt, ToJson(row)};
  Record({&change, 1});
}

bool Action::DeleteImage(std::string_view table, Id row_id, std::int64_t version, const RowImage& row) {
  const auto deleted =
      tx_.Execute("DELETE FROM " + std::string(table) + " WHERE org_id = $1 AND id = $2 AND version = $3",
                  actor_.org_id, row_id, version);
  if (deleted == 0) return false;
  Change change{table, row_id, version, std::nullopt, ToJson(row), std::nullopt};
  Record({&change, 1});
  return true;
}

bool Action::UpdateImage(std::string_view table, Id row_id, std::int64_t version, const RowImage& before,
                         const RowImage& after) {
  std::vector<db::OwnedValue> values = after.values;
  values.emplace_back(actor_.org_id.value);
  values.emplace_back(row_id.value);
  values.emplace_back(version);
  if (tx_.ExecuteValues(UpdateStatement(table, after.names), values) == 0) return false;
  Change change{table, row_id, version, version + 1, ToJson(before), ToJson(after)};
  Record({&change, 1});
  return true;
}

}  // namespace baton::action
