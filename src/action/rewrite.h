// Many rows of one table that change in one deed, written at once: ten thousand lines of a plan after another weight. In the log each is a
// change like any other, so that it is in the audit log and can be undone.
//
//   if (auto written = action::Rewrite(action, std::span<const Line>(were), std::span<Line>(become)); !written) ...
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "action/action.h"
#include "base/check.h"

namespace baton::action {

// A row before and after: `was` and `becomes` are what differs, `whole` is all of it.
struct RewrittenRow {
  Id row_id;
  std::int64_t version = 0;  // that it had
  RowImage was;
  RowImage becomes;
  RowImage whole;
};

// False when one of the rows has another version by now, or is gone. REQUIRES: all have the same columns.
bool RewriteImages(Action& action, std::string_view table, std::span<const RewrittenRow> rows);

// Rows that were read in this transaction, each as the one of the same place in `after`. REQUIRES: the struct has all columns of its
// table, and no other row points to these: they are taken out and put in again.
template <class Row>
Result<Done> Rewrite(Action& action, std::span<const Row> before, std::span<Row> after) {
  Check(before.size() == after.size(), "a row for each row");
  std::vector<RewrittenRow> rows;
  for (std::size_t i = 0; i < before.size(); ++i) {
    after[i].version = before[i].version + 1;
    const RowImage old_image = ImageOf(before[i]);
    RewrittenRow row{.row_id = before[i].id,
                     .version = before[i].version,
                     .was = {},
                     .becomes = {},
                     .whole = ImageOf(after[i])};
    for (std::size_t c = 0; c < old_image.names.size(); ++c) {
      if (old_image.names[c] == "version" || old_image.values[c] == row.whole.values[c]) continue;
      row.was.names.push_back(old_image.names[c]);
      row.was.values.push_back(old_image.values[c]);
      row.becomes.names.push_back(old_image.names[c]);
      row.becomes.values.push_back(row.whole.values[c]);
    }
    if (row.was.names.empty()) {
      after[i].version = before[i].version;
    } else {
      rows.push_back(std::move(row));
    }
  }
  if (RewriteImages(action, Row::kTable, rows)) return Done{};
  return Fail(Kind::stale, "problem.stale", {{"word", std::string(Row::kTable)}});
}

}  // namespace baton::action
