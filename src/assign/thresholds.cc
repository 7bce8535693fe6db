#include "assign/thresholds.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace baton::assign::inner {
namespace {

constexpr int kAboveMean = 4;  // powers above what the mean arc costs for each unit of load

}  // namespace

Thresholds::Thresholds(const Model& model)
    : leaving_(First(model.rep_count), 0), coming_(First(model.rep_count), 0) {
  const double mean = model.mean_cost * static_cast<double>(model.grid) / std::max(model.mean_load, 1e-9);
  lowest_ = std::max(0, std::ilogb(std::max(mean, 1.0)) + kAboveMean - kPowers);
}

void Thresholds::Add(const Thresholds& other) {
  for (std::size_t i = 0; i < leaving_.size(); ++i) {
    leaving_[i] += other.leaving_[i];
    coming_[i] += other.coming_[i];
  }
}

// From the exponent of the quotient, which is quicker than to divide whole numbers.
std::size_t Thresholds::PowerOf(std::int64_t regret, std::int64_t load) const {
  constexpr int kMantissaBits = 52;
  constexpr int kExponentOfHalf = 1022;
  const double distance = static_cast<double>(regret) / static_cast<double>(load);
  const auto exponent = static_cast<int>(std::bit_cast<std::uint64_t>(distance) >> kMantissaBits);
  return static_cast<std::size_t>(std::clamp(exponent - kExponentOfHalf - lowest_, 0, kPowers - 1));
}

double Thresholds::Shift(std::int32_t rep, std::int64_t excess) const {
  if (excess == 0) return 0;
  const auto load = static_cast<double>(excess);
  return excess > 0 ? Reach(rep, load, leaving_) : -Reach(rep, -load, coming_);
}

// Within a power of two as if all distances were equally frequent.
double Thresholds::Reach(std::int32_t rep, double load, const std::vector<std::int64_t>& counted) const {
  double sum = 0;
  for (int power = 0; power < kPowers; ++power) {
    const auto here = static_cast<double>(counted[First(rep) + At(power)]);
    const double high = std::ldexp(1.0, lowest_ + power);
    const double low = power == 0 ? 0 : high / 2;
    if (here > 0 && sum + here >= load) return low + (high - low) * (load - sum) / here;
    sum += here;
  }
  return kFarthest;
}

}  // namespace baton::assign::inner
