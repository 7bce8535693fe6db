#include "intake/log.h"

#include <algorithm>
#include <boost/describe/class.hpp>

#include "action/image_json.h"
#include "db/value.h"

namespace baton::intake {

BOOST_DESCRIBE_STRUCT(Maker, (), (action_id, actor_id))

namespace {

struct Touch {
  Id row_id;
  Id action_id;
  std::string kind;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(Touch, (), (row_id, action_id, kind, old_values, new_values))

bool IsBlank(const db::OwnedValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return true;
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && text->empty();
}

// A folded column goes with the one it is folded from.
std::string_view Original(std::string_view column) {
  constexpr std::string_view kFold = "_fold";
  return column.ends_with(kFold) ? column.substr(0, column.size() - kFold.size()) : column;
}

}  // namespace

// Ids are unique across tables; the tables are named since the log's index begins with them.
std::optional<Maker> FindMaker(db::Connection& connection, Id org_id, Id row_id) {
  return connection.QueryOne<Maker>(
      "SELECT change.action_id, action.actor_id FROM change JOIN action ON action.org_id = change.org_id AND "
      "action.id = change.action_id WHERE change.org_id = $1 AND change.row_id = $2 AND change.table_name IN "
      "('account', 'activity', 'attendance', 'contact', 'opportunity', 'ownership', 'person', 'product', "
      "'stage') AND change.version_before IS NULL ORDER BY change.id LIMIT 1",
      org_id, row_id);
}

RowLog::RowLog(db::Connection& connection, Id org_id, std::string_view table, const std::vector<Id>& ids) {
  if (ids.empty()) return;
  const auto touches = connection.Query<Touch>(
      "SELECT change.row_id, change.action_id, action.kind, change.old_values, change.new_values FROM change "
      "JOIN action ON action.org_id = change.org_id AND action.id = change.action_id "
      "WHERE change.org_id = $1 AND change.table_name = $2 AND change.row_id IN baton_list($3) ORDER BY "
      "change.id",
      org_id, table, db::IdList(ids));
  for (const Touch& touch : touches) {
    History& history = rows_[touch.row_id];
    history.actions.push_back(touch.action_id);
    const bool is_import = touch.kind == kRunKind || touch.kind == kUndoKind;
    if (!touch.old_values) {
      history.start = is_import ? Writer::import : Writer::person_at_start;
      history.writers.clear();
      continue;
    }
    if (!touch.new_values) continue;
    const auto image = action::ParseImage(*touch.new_values);
    for (const auto name : image.image.names) {
      history.writers[std::string(name)] = is_import ? Writer::import : Writer::person;
    }
  }
}

RowLog::Writer RowLog::WriterOf(Id row_id, std::string_view column) const {
  const auto row = rows_.find(row_id);
  if (row == rows_.end()) return Writer::person;
  const auto writer = row->second.writers.find(column);
  return writer == row->second.writers.end() ? row->second.start : writer->second;
}

bool RowLog::IsTouchedBy(Id row_id, Id action_id) const {
  const auto row = rows_.find(row_id);
  return row != rows_.end() && std::ranges::find(row->second.actions, action_id) != row->second.actions.end();
}

action::RowImage MergeImages(const RowLog& log, Id row_id, const action::RowImage& before,
                             const action::RowImage& after, std::vector<std::string>* kept) {
  action::RowImage merged = after;
  for (std::size_t i = 0; i < before.names.size(); ++i) {
    if (before.values[i] == after.values[i]) continue;
    const std::string_view column = Original(before.names[i]);
    const auto writer = log.WriterOf(row_id, column);
    if (writer == RowLog::Writer::import) continue;
    if (writer == RowLog::Writer::person_at_start && IsBlank(before.values[i])) continue;
    merged.values[i] = before.values[i];
    if (column == before.names[i] && !IsBlank(after.values[i])) kept->emplace_back(column);
  }
  return merged;
}

}  // namespace baton::intake
