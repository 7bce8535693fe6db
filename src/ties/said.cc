#include "ties/said.h"

#include <algorithm>
#include <cmath>

namespace baton::ties {
namespace {

// Well is the word of 0.6 and more for five months, and of 0.25 and more for twenty; who has met somebody is not close to him.
constexpr double kWellFloor = 0.8;
constexpr double kMetFloor = 0.1;
constexpr double kMetCeiling = 0.5;

}  // namespace

double WithSaid(double learnt, const Saying& saying, Instant now) {
  const auto passed =
      static_cast<double>(std::max<std::int64_t>(0, now.milliseconds - saying.at.milliseconds));
  const double left = std::exp2(-passed / (kSaidHalfLifeDays * kMillisecondsPerDay));
  const auto ceiling = [&](double at) { return 1 - (1 - at) * left; };
  switch (saying.said) {
    case Said::well:
      return std::max(learnt, kWellFloor * left);
    case Said::met:
      return std::clamp(learnt, kMetFloor * left, ceiling(kMetCeiling));
    case Said::stranger:
      break;
  }
  return std::min(learnt, ceiling(0));
}

}  // namespace baton::ties
