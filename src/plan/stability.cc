#include "plan/stability.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace baton::plan {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine, which std::gamma_distribution is not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  double Uniform() {  // in (0, 1)
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return (static_cast<double>(z >> 11) + 0.5) * 0x1.0p-53;
  }

  double Normal() { return std::sqrt(-2 * std::log(Uniform())) * std::cos(2 * std::numbers::pi * Uniform()); }

  // Marsaglia and Tsang (2000); a shape below one through the shape one higher.
  double Gamma(double shape) {
    if (shape <= 0) return 0;
    if (shape < 1) return Gamma(shape + 1) * std::pow(Uniform(), 1 / shape);
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
      const double x = Normal();
      const double v = std::pow(1 + c * x, 3);
      if (v > 0 && std::log(Uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
  }

 private:
  std::uint64_t state_;
};

constexpr double kTie = 1e-12;  // fits closer than this are the same
// Bumped where the draws change, so that no stability of before is taken for one of now.
constexpr std::uint64_t kDrawsForm = 1;

}  // namespace

WeightDraws::WeightDraws(const Weights& weights, std::size_t count, std::uint64_t seed) : weights_(weights) {
  auto shapes = ValuesOf(weights);
  double total = 0;
  for (const double shape : shapes) total += shape;
  for (double& shape : shapes) shape *= kDirichletTotal / total;

  Random random(seed);
  draws_.resize(count);
  for (auto& draw : draws_) {
    double sum = 0;
    for (std::size_t i = 0; i < kPartCount; ++i) sum += draw[i] = random.Gamma(shapes[i]);
    for (double& value : draw) value = sum > 0 ? value / sum : 0;
  }
  least_.fill(1);
  most_.fill(0);
  for (std::size_t i = 0; i < kPartCount; ++i) {
    for (const Values& draw : draws_) {
      columns_[i].push_back(draw[i]);
      least_[i] = std::min(least_[i], draw[i]);
      most_[i] = std::max(most_[i], draw[i]);
    }
  }
}

// Could who is so far ahead in each part (behind where negative) be level or better in any of the draws? Most cannot.
bool WeightDraws::CanReach(const Values& ahead) const {
  double most = 0;
  for (std::size_t i = 0; i < kPartCount; ++i) most += ahead[i] * (ahead[i] > 0 ? most_[i] : least_[i]);
  return most > -2 * kTie;
}

std::int32_t WeightDraws::StabilityPermille(std::span<const FitParts> reps) const {
  if (reps.empty()) return 0;
  std::size_t top = 0;
  double top_fit = Fit(weights_, reps[0]);
  for (std::size_t r = 1; r < reps.size(); ++r) {
    const double fit = Fit(weights_, reps[r]);
    if (fit <= top_fit + kTie) continue;
    top = r;
    top_fit = fit;
  }

  const Values best = reps[top].Values();
  std::vector<std::int32_t> sharing(draws_.size(),
                                    1);  // how many share the top; negative: somebody else is better
  std::vector<double> ahead_by(draws_.size());
  for (std::size_t r = 0; r < reps.size(); ++r) {
    Values ahead = reps[r].Values();
    for (std::size_t i = 0; i < kPartCount; ++i) ahead[i] -= best[i];
    if (r == top || !CanReach(ahead)) continue;
    std::fill(ahead_by.begin(), ahead_by.end(), 0.0);
    for (std::size_t i = 0; i < kPartCount; ++i) {
      if (ahead[i] == 0) continue;
      const double* weights = columns_[i].data();
      for (std::size_t d = 0; d < ahead_by.size(); ++d) ahead_by[d] += ahead[i] * weights[d];
    }
    for (std::size_t d = 0; d < ahead_by.size(); ++d) {
      sharing[d] = ahead_by[d] > kTie ? std::numeric_limits<std::int32_t>::min() / 2
                                      : sharing[d] + (ahead_by[d] >= -kTie ? 1 : 0);
    }
  }
  double stays = 0;
  for (const std::int32_t count : sharing) stays += count > 0 ? 1.0 / count : 0;
  return static_cast<std::int32_t>(std::lround(1000 * stays / static_cast<double>(draws_.size())));
}

std::int64_t BasisOf(const Weights& weights, std::span<const FitParts> reps) {
  // Four sums beside each other: one would wait for itself.
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15u;
  std::array<std::uint64_t, 4> sums{kDrawsForm, 2, 3, reps.size()};
  std::size_t at = 0;
  const auto add = [&](double value) {
    std::uint64_t& sum = sums[at++ % sums.size()];
    sum = (sum ^ std::bit_cast<std::uint64_t>(value)) * kFactor;
    sum ^= sum >> 29;
  };
  for (const double weight : ValuesOf(weights)) add(weight);
  for (const FitParts& parts : reps) {
    for (const double value : parts.Values()) add(value);
  }
  std::uint64_t all = 0;
  for (const std::uint64_t sum : sums) {
    all = (all ^ sum) * kFactor;
    all ^= all >> 32;
  }
  return static_cast<std::int64_t>(all >> 1);  // fits a column
}

}  // namespace baton::plan
