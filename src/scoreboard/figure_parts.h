// What the counting of figures shares: how a share and a range are put into one. Part of count.h.
#pragma once

#include <algorithm>
#include <vector>

#include "scoreboard/count.h"
#include "stats/share.h"

namespace baton::scoreboard {

inline bool IsIn(const std::vector<Id>& ids, Id id) { return std::ranges::find(ids, id) != ids.end(); }

template <class Rows>
std::vector<Id> IdsOf(const Rows& rows) {
  std::vector<Id> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  return ids;
}

// k of n with Wilson's interval; below kFewestOfShare the counts only.
inline void SetShare(Figure& figure, std::int64_t k, std::int64_t n) {
  figure.unit = Unit::share;
  figure.count = k;
  figure.of = n;
  figure.guard = n == 0 ? Guard::no_data : n < kFewestOfShare ? Guard::too_few : Guard::none;
  if (figure.guard != Guard::none) return;
  const auto band = stats::Wilson(k, n, kLikely);
  figure.value = static_cast<double>(k) / static_cast<double>(n);
  figure.low = band->low;
  figure.high = band->high;
}

// So many to so many in the other time, which stands beside it; of few in both the counts only.
inline void SetTimes(Figure& figure, std::int64_t now, std::int64_t before) {
  figure.unit = Unit::times;
  figure.count = now;
  figure.beside.push_back({BesideKey::before, before});
  const auto times = stats::TimesAsMany(now, before, kLikely);
  if (!times) {
    figure.guard = now + before == 0 ? Guard::no_data : Guard::too_few;
    return;
  }
  figure.value = times->value;
  figure.low = times->low;
  figure.high = times->high;
}

inline void SetBand(Figure& figure, double value, const stats::Interval& band) {
  figure.value = value;
  figure.low = band.low;
  figure.high = band.high;
}

}  // namespace baton::scoreboard
