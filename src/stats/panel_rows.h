// The rows of a panel as its fit reads them: without units and periods in which nothing happened, numbered without gaps, and
// sorted by the side with more members, then by the other. Used by poisson_panel.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/poisson_panel.h"

namespace baton::stats {

struct PanelRows {
  std::vector<std::uint32_t> outer;
  std::vector<std::uint32_t> inner;
  bool is_unit_outer = true;
  std::vector<std::uint32_t> unit_ids;
  std::size_t periods = 0;
  std::vector<double> counts;
  std::vector<double> log_exposures;
  std::vector<std::vector<double>> columns;
  std::size_t dropped_units = 0;
  std::size_t dropped_periods = 0;
  std::size_t dropped_rows = 0;

  std::size_t size() const { return counts.size(); }
  std::span<const std::uint32_t> units() const { return is_unit_outer ? outer : inner; }
};

// REQUIRES: columns of one length, some count above 0.
PanelRows RowsOf(const Panel& panel);

}  // namespace baton::stats
