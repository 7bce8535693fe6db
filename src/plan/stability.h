// How much the ranking of the reps hangs on the exact weights: the share of draws of the weights, around those that
// are set, in which the rep on top stays on top. Below kClearPermille the plan says "no clear best".
//
//   WeightDraws draws(rules.weights, 1000, 1);
//   int permille = draws.StabilityPermille(table.PartsOfAccount(3));
//
// Draws are Dirichlet(20 * normalised weights): a weight of .35 moves by about .1. They come from a seed of their
// own, so that the same facts give the same answer. A draw in which several share the top counts for each in part:
// five equal reps have 200, not 1000. Immutable after construction; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "plan/fit.h"

namespace baton::plan {

inline constexpr std::int32_t kClearPermille = 700;
inline constexpr double kDirichletTotal = 20;

class WeightDraws {
 public:
  // REQUIRES: the weights are >= 0 and not all zero; count > 0.
  WeightDraws(const Weights& weights, std::size_t count, std::uint64_t seed);

  std::span<const std::array<double, kPartCount>> draws() const { return draws_; }

  // Of the first best by the weights that are set; 1000 for a single rep, 0 for none.
  std::int32_t StabilityPermille(std::span<const FitParts> reps) const;

 private:
  using Values = std::array<double, kPartCount>;

  bool CanReach(const Values& ahead) const;

  Weights weights_;
  std::vector<Values> draws_;
  std::array<std::vector<double>, kPartCount> columns_;  // the draws, weight by weight
  Values least_;                                         // of all draws, each weight
  Values most_;
};

// A number for what a stability hangs on: where it is the one of before, so is the stability. The form of the draws is in it.
std::int64_t BasisOf(const Weights& weights, std::span<const FitParts> reps);

}  // namespace baton::plan
