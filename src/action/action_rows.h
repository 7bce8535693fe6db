// The templates of Action: from described rows to images. Included by action/action.h.
#pragma once

#include <utility>

#include "action/action.h"
#include "base/check.h"

namespace baton::action {

template <class Row>
Row Action::Insert(Row row) {
  InsertMany(std::span<Row>(&row, 1));
  return row;
}

template <class Row>
void Action::InsertMany(std::span<Row> rows) {
  std::vector<Change> changes;
  changes.reserve(rows.size());
  for (Row& row : rows) {
    row.org_id = actor_.org_id;
    if (!row.id) row.id = tx_.NewId();
    row.version = 1;
    changes.push_back({Row::kTable, row.id, std::nullopt, 1, std::nullopt,
                       ToJson(db::RowNames<Row>(), db::RowParameters(row))});
  }
  tx_.InsertMany(Row::kTable, std::span<const Row>(rows));
  Record(changes);
}

template <class Row>
Result<Row> Action::Update(const Row& before, Row after) {
  const RowImage old_image = ImageOf(before);
  const RowImage new_image = ImageOf(after);
  RowImage was;
  RowImage becomes;
  for (std::size_t i = 0; i < old_image.names.size(); ++i) {
    if (old_image.names[i] == "version" || old_image.values[i] == new_image.values[i]) continue;
    was.names.push_back(old_image.names[i]);
    was.values.push_back(old_image.values[i]);
    becomes.names.push_back(old_image.names[i]);
    becomes.values.push_back(new_image.values[i]);
  }
  if (was.names.empty()) return before;
  if (!UpdateImage(Row::kTable, before.id, before.version, was, becomes)) {
    return Fail(Kind::stale, "problem.stale", {{"word", std::string(Row::kTable)}});
  }
  after.version = before.version + 1;
  return after;
}

template <class Row>
void Action::Delete(const Row& row) {
  const bool is_deleted = DeleteImage(Row::kTable, row.id, row.version, ImageOf(row));
  Check(is_deleted, "the row that is deleted was read in this transaction");
}

}  // namespace baton::action
