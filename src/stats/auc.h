// How well a score tells two groups apart: the chance that one of the first group has the higher score than one of the second
// (a tie counts a half), and how sure one is of it. 0.5 says as much as a coin, 1 is never wrong.
//
//   if (const auto auc = stats::AucOf(of_close, of_others)) ...   // auc->value 0.81, auc->band 0.66 to 0.90
//
// The band is for 95% unless a level is given: Newcombe, Statistics in Medicine 2006;25:559-573, method 5: all values A with
//   |value - A| <= z sqrt(A (1 - A) / (mn) * (1 + (N - 1) ((1 - A) / (2 - A) + A / (1 + A)))),  N = (m + n) / 2
// which, unlike DeLong's, is no point where the two groups do not overlap. It takes the scores of one group as independent of each
// other. Pure, thread-safe, O(n log n).
#pragma once

#include <optional>
#include <vector>

#include "stats/share.h"

namespace baton::stats {

struct Auc {
  double value = 0.5;
  Interval band;
};

// Nothing where one of the two is empty. REQUIRES: the scores are finite, 0 < level < 1.
std::optional<Auc> AucOf(std::vector<double> higher, std::vector<double> lower, double level = 0.95);

}  // namespace baton::stats
