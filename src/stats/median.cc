#include "stats/median.h"

#include <algorithm>
#include <cmath>

namespace baton::stats {

std::optional<MedianBand> MedianOf(std::vector<double> values, double level) {
  if (values.empty() || !std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) {
    return std::nullopt;
  }
  std::ranges::sort(values);
  const std::size_t n = values.size();
  MedianBand median{.value = n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2};
  double chance = std::exp2(-static_cast<double>(n));  // of exactly k - 1 below the middle
  double below = 0;
  for (std::size_t k = 1; 2 * k <= n; ++k) {
    below += chance;
    chance *= static_cast<double>(n - k + 1) / static_cast<double>(k);
    if (1 - 2 * below < level) break;
    median.band = Interval{values[k - 1], values[n - k]};
    median.level = 1 - 2 * below;
  }
  return median;
}

}  // namespace baton::stats
