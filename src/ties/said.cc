#include "ties/said.h"

#include <algorithm>
#include <cmath>

namespace baton::ties {
double WithSaid(double learnt, const Saying& saying, Instant now, const SaidWeights& weights) {
  const auto passed =
      static_cast<double>(std::max<std::int64_t>(0, now.milliseconds - saying.at.milliseconds));
  const double left = std::exp2(-passed / (weights.half_life_days * kMillisecondsPerDay));
  const auto ceiling = [&](double at) { return 1 - (1 - at) * left; };
  switch (saying.said) {
    case Said::well:
      return std::max(learnt, weights.well_least * left);
    case Said::met:
      return std::clamp(learnt, weights.met_least * left, ceiling(weights.met_most));
    case Said::stranger:
      break;
  }
  return std::min(learnt, ceiling(0));
}

}  // namespace baton::ties
