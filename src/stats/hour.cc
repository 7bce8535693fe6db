#include "stats/hour.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/distribution.h"

namespace baton::stats {
namespace {

constexpr double kTail = 0.1;  // beyond each end of a band

struct Node {
  double at = 0;
  double weight = 0;
};

// From the top of a density at u = 0 to both sides, until it has fallen by exp(-drop(u)) to nothing. For densities that are smooth and gone
// exponentially on both sides the trapezoid rule with equal steps is exact to the last digits, with some fifty points.
template <class Drop, class Place>
std::vector<Node> Sampled(double step, Drop&& drop, Place&& place) {
  constexpr int kMostNodes = 4'000;
  std::vector<Node> nodes;
  double whole = 0;
  for (const int side : {-1, 1}) {
    for (int i = side < 0 ? 1 : 0; i < kMostNodes; ++i) {
      const double u = side * i * step;
      const double fallen = drop(u);
      if (fallen > 32) break;
      nodes.push_back({place(u), std::exp(-fallen)});
      whole += nodes.back().weight;
    }
  }
  for (Node& node : nodes) node.weight /= whole;
  return nodes;
}

// In u = log(w rate / shape): density exp(shape (u - exp(u))).
double WidthOf(GammaBelief rate) { return 1 / std::sqrt(rate.shape); }
std::vector<Node> NodesOf(GammaBelief rate, double step) {
  return Sampled(
      step, [&](double u) { return rate.shape * (std::expm1(u) - u); },
      [&](double u) { return rate.shape / rate.rate * std::exp(u); });
}

// In u = the log-odds of theta less those of its top: density theta^a (1 - theta)^b.
double WidthOf(BetaBelief part) { return std::sqrt(1 / part.a + 1 / part.b); }
std::vector<Node> NodesOf(BetaBelief part, double step) {
  const double top = std::log(part.a / part.b);
  return Sampled(
      step,
      [&](double u) {
        return part.a * (std::log1p(std::exp(-top - u)) - std::log1p(std::exp(-top))) +
               part.b * (std::log1p(std::exp(top + u)) - std::log1p(std::exp(top)));
      },
      [&](double u) { return 1 / (1 + std::exp(-top - u)); });
}

// The distribution of w * theta: the mean over one of them of the distribution of the other.
class Product {
 public:
  Product(GammaBelief rate, BetaBelief part) : rate_(rate), part_(part) {
    // Where theta has much chance near 1 its distribution has a corner there. Only where w is so well known that theta would take too
    // many points is it the other way round, in small steps.
    is_over_rate_ = WidthOf(rate) < WidthOf(part) / 10;
    nodes_ = is_over_rate_ ? NodesOf(rate, 0.05 * WidthOf(rate))
                           : NodesOf(part, 0.4 * std::min(WidthOf(part), WidthOf(rate)));
  }

  double Quantile(double probability) const {
    // By regula falsi in log x (Illinois): w * theta is below w.
    double high = std::log(GammaQuantile(probability, rate_.shape, rate_.rate)) + 1e-6;
    if (!std::isfinite(high)) return 0;
    double low = high - 1;
    while (Above(low, probability) > 0 && low > -700) low -= 2;
    double of_low = Above(low, probability);
    double of_high = Above(high, probability);
    for (int i = 0, last = 0; i < 100 && high - low > 1e-12 * (1 + std::abs(high)); ++i) {
      const double x =
          of_high > of_low ? (low * of_high - high * of_low) / (of_high - of_low) : (low + high) / 2;
      const double value = Above(x, probability);
      if (value == 0) return std::exp(x);
      if (value < 0) {
        low = x;
        of_low = value;
        if (last < 0) of_high /= 2;
        last = -1;
      } else {
        high = x;
        of_high = value;
        if (last > 0) of_low /= 2;
        last = 1;
      }
      if (std::abs(value) < 1e-12) return std::exp(x);
    }
    return std::exp((low + high) / 2);
  }

 private:
  double Above(double log_x, double probability) const {
    double sum = 0;
    for (const Node& node : nodes_) {
      const double x = std::exp(log_x) / node.at;
      sum += node.weight *
             (is_over_rate_ ? BetaBelow(x, part_.a, part_.b) : GammaBelow(x, rate_.shape, rate_.rate));
    }
    return sum - probability;
  }

  GammaBelief rate_;
  BetaBelief part_;
  bool is_over_rate_ = false;
  std::vector<Node> nodes_;
};

// P(lift > log(floor + slope w theta)): over w and theta by sums, over the lift in closed form. A logarithm of what is not positive is
// minus infinity.
double ChanceAboveProduct(const Hour& hour, NormalBelief lift, double floor, double slope) {
  // How much the logarithm moves with log w at most, where it is within reach of the lift.
  const double moves = std::max(std::abs(1 - floor * std::exp(-lift.mean - 6 * lift.deviation)),
                                std::abs(1 - floor * std::exp(-lift.mean + 6 * lift.deviation)));
  const double of_lift = lift.deviation / std::max(moves, 1e-12);
  const double of_rate = WidthOf(hour.own_rate);
  const double of_part = WidthOf(hour.added);
  const auto rates = NodesOf(hour.own_rate, std::max(0.4 * std::min(of_rate, of_lift), of_rate / 200));
  const auto parts =
      NodesOf(hour.added, std::max(0.4 * std::min(of_part, std::hypot(of_rate, of_lift)), of_part / 200));
  double sum = 0;
  for (const Node& part : parts) {
    double inner = 0;
    for (const Node& rate : rates) {
      const double needed = floor + slope * rate.at * part.at;
      inner += rate.weight * (needed > 0 ? ChanceAbove(lift, std::log(needed)) : 1);
    }
    sum += part.weight * inner;
  }
  return std::clamp(sum, 0.0, 1.0);
}

std::optional<NoAnswer> FaultOf(const Hour& hour, NormalBelief lift) {
  for (const double value :
       {hour.margin, hour.own_rate.shape, hour.own_rate.rate, hour.added.a, hour.added.b, hour.displaced,
        hour.base_wins, hour.rep_hour, hour.preparation, lift.mean, lift.deviation}) {
    if (!std::isfinite(value)) return NoAnswer::not_finite;
  }
  for (const double value : {hour.margin, hour.own_rate.shape, hour.own_rate.rate, hour.added.a, hour.added.b,
                             hour.base_wins, lift.deviation}) {
    if (!(value > 0)) return NoAnswer::out_of_range;
  }
  if (hour.reps < 1 || hour.rep_hour < 0 || hour.preparation < 0) return NoAnswer::out_of_range;
  return std::nullopt;
}

}  // namespace

Answer<HourValue> ValueHour(const Hour& hour, NormalBelief lift) {
  if (const auto why = FaultOf(hour, lift)) return No(*why);
  const Product product(hour.own_rate, hour.added);
  const auto sell = [&](double probability) {
    return hour.margin * product.Quantile(probability) + hour.displaced;
  };
  const auto gross = [&](double probability) {
    return hour.margin * GammaQuantile(probability, hour.own_rate.shape, hour.own_rate.rate);
  };
  const double cost = hour.reps * hour.rep_hour + hour.preparation;
  const double scale = hour.margin * hour.base_wins * hour.reps;
  const auto coach = [&](double z) { return scale * std::expm1(lift.mean + z * lift.deviation) - cost; };

  HourValue value;
  value.sell_gross = {gross(0.5), {gross(kTail), gross(1 - kTail)}};
  value.sell = {sell(0.5), {sell(kTail), sell(1 - kTail)}};
  value.coach = {coach(0), {coach(NormalQuantile(kTail)), coach(NormalQuantile(1 - kTail))}};
  const double needed = 1 + (value.sell.median + cost) / scale;
  if (needed > 0) value.break_even = std::log(needed);

  value.chance_coach =
      ChanceAboveProduct(hour, lift, 1 + (hour.displaced + cost) / scale, hour.margin / scale);
  for (const double number : {value.sell_gross.band.high, value.sell.band.high, value.sell.median,
                              value.coach.band.high, value.chance_coach}) {
    if (!std::isfinite(number)) return No(NoAnswer::not_finite);
  }
  return value;
}

Answer<BetaBelief> AddedShare(BetaBelief judged, BetaBelief first, BetaBelief second) {
  for (const BetaBelief& one : {judged, first, second}) {
    if (!std::isfinite(one.a) || !std::isfinite(one.b) || one.a <= 0 || one.b <= 0)
      return No(NoAnswer::out_of_range);
  }
  if (first.a <= 2) return judged;
  const auto variance = [](BetaBelief one) {
    const double size = one.a + one.b;
    return one.a * one.b / (size * size * (size + 1));
  };
  // Independent, so the moments of p_second and of 1 / p_first multiply.
  const double size = first.a + first.b;
  const double inverse = (size - 1) / (first.a - 1);
  const double inverse_square = inverse * (size - 2) / (first.a - 2);
  const double mean = MeanOf(second);
  const double ratio = mean * inverse;
  const double spread = (variance(second) + mean * mean) * inverse_square - ratio * ratio;
  const double sure = 1 / spread;
  const double judged_sure = 1 / variance(judged);
  const double added =
      std::clamp((sure * (1 - ratio) + judged_sure * MeanOf(judged)) / (sure + judged_sure), 0.01, 0.99);
  // At least as sure as knowing nothing.
  const double worth = std::max(2.0, added * (1 - added) * (sure + judged_sure) - 1);
  return BetaBelief{added * worth, (1 - added) * worth};
}

Answer<LiftComparison> CompareLifts(const Hour& hour, const std::optional<Estimate>& estimate) {
  LiftComparison comparison;
  const std::array priors{kScepticLift, kUsualLift, kEnthusiastLift};
  int coach = 0;
  int sell = 0;
  for (std::size_t i = 0; i < priors.size(); ++i) {
    LiftValue& part = comparison.by_prior[i];
    part.lift = priors[i];
    if (estimate) {
      const auto updated = Update(priors[i], *estimate);
      if (!updated) return No(updated.error());
      part.lift = updated->belief;
      part.own_weight = updated->own_weight;
    }
    auto value = ValueHour(hour, part.lift);
    if (!value) return No(value.error());
    part.value = *value;
    coach += value->chance_coach > 0.5 ? 1 : 0;
    sell += value->chance_coach < 0.5 ? 1 : 0;
  }
  comparison.conclusion = coach == 3  ? Conclusion::coach
                          : sell == 3 ? Conclusion::sell
                                      : Conclusion::undecided;
  return comparison;
}

}  // namespace baton::stats
