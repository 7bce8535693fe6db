#include "stats/alpha.h"

#include <cmath>

namespace baton::stats {
namespace {

// With n - 1 below; of at least two.
double VarianceOf(std::span<const double> values) {
  double mean = 0;
  for (const double value : values) mean += value;
  mean /= static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

}  // namespace

std::optional<ItemAgreement> AlphaOf(std::span<const std::vector<double>> rows) {
  if (rows.size() < kFewestPeople || rows.front().size() < 2) return std::nullopt;
  const std::size_t items = rows.front().size();
  std::vector<double> sums(rows.size(), 0.0);
  double of_items = 0;
  std::vector<double> column(rows.size());
  for (std::size_t item = 0; item < items; ++item) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      column[i] = rows[i][item];
      sums[i] += column[i];
    }
    of_items += VarianceOf(column);
  }
  const double of_sums = VarianceOf(sums);
  if (!(of_sums > 0)) return std::nullopt;
  const auto k = static_cast<double>(items);
  const double alpha = k / (k - 1) * (1 - of_items / of_sums);
  if (!(alpha > 0)) return std::nullopt;
  return ItemAgreement{alpha, std::sqrt(of_sums) / k};
}

double NoiseThreshold(double sd, double alpha) {
  constexpr double kNormal95 = 1.96;
  return kNormal95 * sd * std::sqrt(2 * (1 - alpha));
}

}  // namespace baton::stats
