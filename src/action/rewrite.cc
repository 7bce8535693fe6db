#include "action/rewrite.h"

#include <map>

#include "action/change_row.h"
#include "action/image_json.h"

namespace baton::action {

bool RewriteImages(Action& action, std::string_view table, std::span<const RewrittenRow> rows) {
  if (rows.empty()) return true;
  std::map<std::int64_t, std::vector<Id>> by_version;
  for (const RewrittenRow& row : rows) by_version[row.version].push_back(row.row_id);
  for (const auto& [version, ids] : by_version) {
    const auto deleted = action.tx().Execute(
        "DELETE FROM " + std::string(table) + " WHERE org_id = $1 AND version = $2 AND id IN baton_list($3)",
        action.org_id(), version, db::IdList(ids));
    if (deleted != std::ssize(ids)) return false;
  }
  std::vector<std::vector<db::OwnedValue>> values;
  std::vector<ChangeRow> changes;
  for (const RewrittenRow& row : rows) {
    values.push_back(row.whole.values);
    changes.push_back({action.org_id(), action.tx().NewId(), action.id(), std::string(table), row.row_id,
                       row.version, row.version + 1, ToJson(row.was), ToJson(row.becomes)});
  }
  action.tx().InsertValues(table, rows.front().whole.names, values);
  action.tx().InsertMany("change", changes);
  return true;
}

}  // namespace baton::action
