#include "stats/pool.h"

#include <algorithm>
#include <cmath>

#include "stats/distribution.h"

namespace baton::stats {

Answer<Updated> Update(NormalBelief prior, Estimate own) {
  for (const double value : {prior.mean, prior.deviation, own.value, own.standard_error}) {
    if (!std::isfinite(value)) return No(NoAnswer::not_finite);
  }
  if (!(prior.deviation > 0) || !(own.standard_error > 0)) return No(NoAnswer::out_of_range);
  // By the ratio of the errors: their squares may leave the numbers.
  const double ratio = own.standard_error / prior.deviation;
  const double weight = 1 / (1 + ratio * ratio);
  Updated updated;
  updated.own_weight = weight;
  updated.belief.mean = weight * own.value + (1 - weight) * prior.mean;
  updated.belief.deviation = own.standard_error * std::sqrt(weight);
  return updated;
}

Interval BandOf(NormalBelief belief, double level) {
  const double reach = NormalQuantile((1 + level) / 2) * belief.deviation;
  return {belief.mean - reach, belief.mean + reach};
}

double ChanceAbove(NormalBelief belief, double than) {
  return NormalBelow((belief.mean - than) / belief.deviation);
}

Answer<Pooled> Pool(std::span<const Estimate> estimates) {
  if (estimates.size() < 2) return No(NoAnswer::too_few);
  double weights = 0;
  double squares = 0;
  double sum = 0;
  for (const Estimate& estimate : estimates) {
    if (!std::isfinite(estimate.value) || !std::isfinite(estimate.standard_error))
      return No(NoAnswer::not_finite);
    if (!(estimate.standard_error > 0)) return No(NoAnswer::out_of_range);
    const double weight = 1 / (estimate.standard_error * estimate.standard_error);
    weights += weight;
    squares += weight * weight;
    sum += weight * estimate.value;
  }
  if (!std::isfinite(squares) || !std::isfinite(sum) || !(squares > 0)) return No(NoAnswer::not_finite);
  Pooled pooled;
  for (const Estimate& estimate : estimates)
    pooled.heterogeneity += std::pow((estimate.value - sum / weights) / estimate.standard_error, 2);
  const double degrees = static_cast<double>(estimates.size()) - 1;
  pooled.p_value = ChiSquaredBeyond(pooled.heterogeneity, degrees);
  const double variance = std::max(0.0, (pooled.heterogeneity - degrees) / (weights - squares / weights));
  pooled.spread = std::sqrt(variance);
  weights = sum = 0;
  for (const Estimate& estimate : estimates) {
    const double weight = 1 / (estimate.standard_error * estimate.standard_error + variance);
    weights += weight;
    sum += weight * estimate.value;
  }
  pooled.mean = sum / weights;
  pooled.standard_error = std::sqrt(1 / weights);
  if (!std::isfinite(pooled.heterogeneity) || !std::isfinite(pooled.mean)) return No(NoAnswer::not_finite);
  for (const Estimate& estimate : estimates) {
    const double weight = variance / (variance + estimate.standard_error * estimate.standard_error);
    pooled.shrunk.push_back({weight * estimate.value + (1 - weight) * pooled.mean, weight});
  }
  return pooled;
}

Answer<double> DetectableEffect(double standard_error, double power, double alpha) {
  if (!std::isfinite(standard_error)) return No(NoAnswer::not_finite);
  if (!(standard_error > 0) || !(power > 0 && power < 1) || !(alpha > 0 && alpha < 1))
    return No(NoAnswer::out_of_range);
  return (NormalQuantile(1 - alpha / 2) + NormalQuantile(power)) * standard_error;
}

Answer<double> EventsNeeded(double effect, double deviation, double power, double alpha) {
  if (!std::isfinite(effect) || !std::isfinite(deviation)) return No(NoAnswer::not_finite);
  if (effect == 0 || !(deviation > 0)) return No(NoAnswer::out_of_range);
  const auto reach = DetectableEffect(1 / deviation, power, alpha);
  if (!reach) return No(reach.error());
  const double events = std::pow(*reach / effect, 2);
  if (!std::isfinite(events)) return No(NoAnswer::not_finite);
  return events;
}

}  // namespace baton::stats
