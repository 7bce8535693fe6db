#include "stats/auc.h"

#include <algorithm>
#include <cmath>

#include "stats/distribution.h"

namespace baton::stats {
namespace {

// Of the estimate, were A the truth.
double VarianceAt(double a, double m, double n) {
  const double others = (m + n) / 2 - 1;
  return a * (1 - a) / (m * n) * (1 + others * ((1 - a) / (2 - a) + a / (1 + a)));
}

// Where the truth is just as far from `value` as is believable, between `value` and the end of the scale.
double EndOf(double value, double end, double m, double n, double z) {
  double near = value;
  double far = end;
  for (int i = 0; i < 100; ++i) {
    const double middle = (near + far) / 2;
    const double reach = z * std::sqrt(VarianceAt(middle, m, n));
    (std::abs(value - middle) <= reach ? near : far) = middle;
  }
  return (near + far) / 2;
}

}  // namespace

std::optional<Auc> AucOf(std::vector<double> higher, std::vector<double> lower, double level) {
  if (higher.empty() || lower.empty()) return std::nullopt;
  std::ranges::sort(higher);
  std::ranges::sort(lower);
  double wins = 0;
  auto below = lower.begin();  // the first one that is not lower
  auto upto = lower.begin();   // the first one that is higher
  for (const double score : higher) {
    while (below != lower.end() && *below < score) ++below;
    while (upto != lower.end() && *upto <= score) ++upto;
    wins += static_cast<double>(below - lower.begin()) + static_cast<double>(upto - below) / 2;
  }
  const auto m = static_cast<double>(higher.size());
  const auto n = static_cast<double>(lower.size());
  const double value = wins / (m * n);
  const double z = NormalQuantile((1 + level) / 2);
  return Auc{value, {EndOf(value, 0, m, n, z), EndOf(value, 1, m, n, z)}};
}

}  // namespace baton::stats
