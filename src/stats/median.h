// The middle of a few numbers with a range that needs no assumption about how they are spread.
//
//   const auto middle = stats::MedianOf({-1, 0, 1, 1, 3}, .8);
//   middle->value, middle->band;      // 1; none where so few cannot say it that surely
//   middle->level;                    // how surely: at least what was asked
//
// The ends are the k-th from below and from above, with the largest k for which 1 - 2 P(Binomial(n, 1/2) < k) reaches the level (Thompson,
// Annals of Mathematical Statistics 1936). Pure, thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "stats/share.h"

namespace baton::stats {

struct MedianBand {
  double value = 0;
  std::optional<Interval> band;
  double level = 0;
};
// Nothing where there is none, or one is not finite. Of an even number the mean of the two in the middle. REQUIRES: 0 < level < 1.
std::optional<MedianBand> MedianOf(std::vector<double> values, double level = 0.8);

}  // namespace baton::stats
