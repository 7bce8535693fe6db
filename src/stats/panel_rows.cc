#include "stats/panel_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace baton::stats {
namespace {

struct Dense {
  std::vector<std::uint32_t> ids;  // sorted
  std::vector<std::uint32_t> of_row;
};

Dense Numbered(std::span<const std::uint32_t> names) {
  Dense dense;
  dense.ids.assign(names.begin(), names.end());
  std::ranges::sort(dense.ids);
  dense.ids.erase(std::unique(dense.ids.begin(), dense.ids.end()), dense.ids.end());
  dense.of_row.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_same = i > 0 && names[i] == names[i - 1];
    dense.of_row.push_back(is_same ? dense.of_row.back()
                                   : static_cast<std::uint32_t>(
                                         std::ranges::lower_bound(dense.ids, names[i]) - dense.ids.begin()));
  }
  return dense;
}

// Whether each unit and period stays: dropping one may leave another without events, but only among rows that are dropped anyway,
// since all rows of what is dropped have none. So once is enough.
std::vector<bool> HasEvents(const Dense& side, std::span<const double> counts) {
  std::vector<bool> has(side.ids.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) has[side.of_row[i]] = true;
  }
  return has;
}

// New numbers for those that stay, without gaps.
std::vector<std::uint32_t> Renumbered(const std::vector<bool>& stays) {
  std::vector<std::uint32_t> numbers(stays.size());
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    numbers[i] = next;
    next += stays[i] ? 1 : 0;
  }
  return numbers;
}

// Rows by a number below `limit`, equal ones in their order.
std::vector<std::uint32_t> SortedBy(std::span<const std::uint32_t> order, std::span<const std::uint32_t> key,
                                    std::size_t limit) {
  std::vector<std::size_t> begin(limit + 1);
  for (const std::uint32_t row : order) ++begin[key[row] + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> sorted(order.size());
  for (const std::uint32_t row : order) sorted[begin[key[row]]++] = row;
  return sorted;
}

}  // namespace

PanelRows RowsOf(const Panel& panel) {
  Dense units = Numbered(panel.units);
  Dense periods = Numbered(panel.periods);
  const auto has_unit = HasEvents(units, panel.counts);
  const auto has_period = HasEvents(periods, panel.counts);
  PanelRows rows;
  std::vector<std::uint32_t> order;
  for (std::size_t i = 0; i < panel.counts.size(); ++i) {
    if (has_unit[units.of_row[i]] && has_period[periods.of_row[i]])
      order.push_back(static_cast<std::uint32_t>(i));
  }
  rows.dropped_rows = panel.counts.size() - order.size();
  rows.dropped_units = static_cast<std::size_t>(std::ranges::count(has_unit, false));
  rows.dropped_periods = static_cast<std::size_t>(std::ranges::count(has_period, false));
  for (std::size_t u = 0; u < units.ids.size(); ++u) {
    if (has_unit[u]) rows.unit_ids.push_back(units.ids[u]);
  }
  rows.periods = periods.ids.size() - rows.dropped_periods;

  rows.is_unit_outer = rows.unit_ids.size() >= rows.periods;
  const Dense& outer = rows.is_unit_outer ? units : periods;
  const Dense& inner = rows.is_unit_outer ? periods : units;
  order = SortedBy(order, inner.of_row, inner.ids.size());
  order = SortedBy(order, outer.of_row, outer.ids.size());
  const auto outer_numbers = Renumbered(rows.is_unit_outer ? has_unit : has_period);
  const auto inner_numbers = Renumbered(rows.is_unit_outer ? has_period : has_unit);
  for (const std::uint32_t i : order) {
    rows.outer.push_back(outer_numbers[outer.of_row[i]]);
    rows.inner.push_back(inner_numbers[inner.of_row[i]]);
    rows.counts.push_back(panel.counts[i]);
    rows.log_exposures.push_back(panel.exposures.empty() ? 0 : std::log(panel.exposures[i]));
  }
  for (const auto column : panel.explanations) {
    std::vector<double>& values = rows.columns.emplace_back();
    for (const std::uint32_t i : order) values.push_back(column[i]);
  }
  return rows;
}

}  // namespace baton::stats
