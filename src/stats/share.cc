#include "stats/share.h"

#include <algorithm>
#include <cmath>

namespace baton::stats {

std::optional<Interval> Wilson(std::int64_t k, std::int64_t n) {
  if (n <= 0 || k < 0 || k > n) return std::nullopt;
  const auto count = static_cast<double>(n);
  const double share = static_cast<double>(k) / count;
  const double whole = 1 + kNormal95 * kNormal95 / count;
  const double centre = (share + kNormal95 * kNormal95 / (2 * count)) / whole;
  const double half = kNormal95 *
                      std::sqrt(share * (1 - share) / count + kNormal95 * kNormal95 / (4 * count * count)) /
                      whole;
  // At the ends the interval reaches them exactly; rounding must not say otherwise.
  return Interval{k == 0 ? 0 : std::max(0.0, centre - half), k == n ? 1 : std::min(1.0, centre + half)};
}

std::optional<Difference> Newcombe(std::int64_t first_k, std::int64_t first_n, std::int64_t second_k,
                                   std::int64_t second_n) {
  const auto first = Wilson(first_k, first_n);
  const auto second = Wilson(second_k, second_n);
  if (!first || !second) return std::nullopt;
  const double one = static_cast<double>(first_k) / static_cast<double>(first_n);
  const double other = static_cast<double>(second_k) / static_cast<double>(second_n);
  const double value = one - other;
  return Difference{value,
                    {value - std::hypot(one - first->low, second->high - other),
                     value + std::hypot(first->high - one, other - second->low)}};
}

}  // namespace baton::stats
