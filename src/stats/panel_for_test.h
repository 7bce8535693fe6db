// A panel that tests build row by row.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <utility>
#include <vector>

#include "stats/poisson_panel.h"

namespace baton::stats {

struct Columns {
  std::vector<std::uint32_t> units;
  std::vector<std::uint32_t> periods;
  std::vector<double> counts;
  std::vector<double> exposures;
  std::vector<std::vector<double>> explanations;

  void Add(std::uint32_t unit, std::uint32_t period, double count, double exposure,
           const std::vector<double>& values) {
    units.push_back(unit);
    periods.push_back(period);
    counts.push_back(count);
    exposures.push_back(exposure);
    for (std::size_t k = 0; k < values.size(); ++k) explanations[k].push_back(values[k]);
  }
  Panel View() const {
    return {units, periods, counts, exposures, {explanations.begin(), explanations.end()}};
  }
};

}  // namespace baton::stats
