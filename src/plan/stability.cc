#include "plan/stability.h"

#include <algorithm>
#include <cmath>
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

double Dot(const std::array<double, kPartCount>& left, const std::array<double, kPartCount>& right) {
  double sum = 0;
  for (std::size_t i = 0; i < kPartCount; ++i) sum += left[i] * right[i];
  return sum;
}

constexpr double kTie = 1e-12;  // fits closer than this are the same

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
}

std::int32_t WeightDraws::StabilityPermille(std::span<const FitParts> reps) const {
  if (reps.empty()) return 0;
  std::vector<std::array<double, kPartCount>> values;
  values.reserve(reps.size());
  std::size_t top = 0;
  for (std::size_t r = 0; r < reps.size(); ++r) {
    values.push_back(reps[r].Values());
    if (Fit(weights_, reps[r]) > Fit(weights_, reps[top]) + kTie) top = r;
  }

  // A rep who is behind in every part is behind under any weights.
  const std::array<double, kPartCount> best = values[top];
  std::erase_if(values, [&](const std::array<double, kPartCount>& other) {
    for (std::size_t i = 0; i < kPartCount; ++i) {
      if (other[i] + kTie >= best[i]) return false;
    }
    return true;
  });
  top = static_cast<std::size_t>(std::find(values.begin(), values.end(), best) - values.begin());

  double stays = 0;
  for (const auto& draw : draws_) {
    const double fit = Dot(draw, values[top]);
    int sharing = 1;
    for (std::size_t r = 0; r < values.size() && sharing > 0; ++r) {
      if (r == top) continue;
      const double other = Dot(draw, values[r]);
      if (other > fit + kTie) sharing = 0;
      if (sharing > 0 && other >= fit - kTie) ++sharing;
    }
    if (sharing > 0) stays += 1.0 / sharing;
  }
  return static_cast<std::int32_t>(std::lround(1000 * stays / static_cast<double>(draws_.size())));
}

}  // namespace baton::plan
