// The end of each Decide: rows that the file and the book disagree on, settled by the log. For load*.cc.
#pragma once

#include <algorithm>

#include "intake/load.h"
#include "intake/log.h"

namespace baton::intake {

template <class Row>
using Differing = std::vector<std::pair<const Record*, Changed<Row>>>;

// Counts each as changed or unchanged; those that change go to `into`.
template <class Row>
void Loader::Settle(std::string_view table, std::vector<std::pair<const Record*, Changed<Row>>>& differing,
                    std::vector<Changed<Row>>* into) {
  std::vector<Id> ids;
  for (const auto& [record, row] : differing) {
    if (!IsSame(row.first, row.second)) ids.push_back(row.first.id);
  }
  const RowLog log(connection_, context_.org_id, table, ids);
  TargetCounts& counts = CountsOf(work_.counts, form_->target());
  for (auto& [record, row] : differing) {
    if (IsSame(row.first, row.second)) {
      ++counts.unchanged;
      continue;
    }
    if (context_.action_id && log.IsTouchedBy(row.first.id, context_.action_id)) {
      Refuse(*record, Field::id, "import.reject.twice");
      continue;
    }
    std::vector<std::string> kept;
    Row merged = Merge(log, row.first, row.second, &kept);
    Keep(*record, kept);
    if (IsSame(row.first, merged)) {
      ++counts.unchanged;
      continue;
    }
    ++counts.changed;
    into->emplace_back(std::move(row.first), std::move(merged));
  }
}

}  // namespace baton::intake
