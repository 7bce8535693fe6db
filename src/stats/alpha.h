// How well the items of a part of a questionnaire agree (Cronbach's alpha), and how large a change of one person's score has to be
// before it is more than the questionnaire's own noise.
//
//   const auto reliability = AlphaOf(rows);   // people × items, from 1 to 5; none: too little to say so
//   if (reliability) NoiseThreshold(reliability->sd, reliability->alpha);
//
// alpha = k/(k-1) (1 - sum of the items' variances / variance of the sums). Said from kFewestPeople on: below, it is itself noise.
// Pure, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace baton::stats {

inline constexpr std::size_t kFewestPeople = 20;

struct ItemAgreement {
  double alpha = 0;
  double sd = 0;  // of the people's means, in the unit of the items
};

// None: fewer than kFewestPeople, fewer than two items, people who are all alike, or items that do not agree at all (alpha at or below
// 0, which no threshold can be made of). REQUIRES: equally long rows.
std::optional<ItemAgreement> AlphaOf(std::span<const std::vector<double>> rows);

// A change of one person below this is within 95% of what chance alone does: 1.96 sd sqrt(2 (1 - alpha)).
double NoiseThreshold(double sd, double alpha);

}  // namespace baton::stats
