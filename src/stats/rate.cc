#include "stats/rate.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "stats/distribution.h"

namespace baton::stats {
namespace {

constexpr double kMostEvents = 9007199254740992.0;  // 2^53: whole numbers are exact up to here

bool IsBelief(double one, double other) {
  return std::isfinite(one) && std::isfinite(other) && one > 0 && other > 0;
}

std::optional<NoAnswer> FaultOf(EventCount unit) {
  if (!std::isfinite(unit.events) || !std::isfinite(unit.exposure)) return NoAnswer::not_finite;
  if (unit.events < 0 || unit.exposure < 0 || unit.events != std::floor(unit.events))
    return NoAnswer::out_of_range;
  if (unit.events > 0 && unit.exposure == 0) return NoAnswer::out_of_range;
  if (unit.events > kMostEvents || unit.exposure > kMostEvents) return NoAnswer::too_large;
  return std::nullopt;
}

// With the mean m fixed and the rate b = a / m. Terms of y alone are left out. lgamma(a + y) - lgamma(a) and the like cancel where a
// is large, so small counts are summed term by term: exact, and the counts of a person are small.
double LogLikelihood(std::span<const EventCount> units, double shape, double rate) {
  double sum = 0;
  for (const EventCount& unit : units) {
    if (unit.events <= 256) {
      for (double k = 0; k < unit.events; ++k) sum += std::log1p(k / shape);
    } else {
      sum += LogGamma(shape + unit.events) - LogGamma(shape) - unit.events * std::log(shape);
    }
    // a^y b^a e^y / (b + e)^(a + y) = ((a / b) e)^y (1 + e / b)^-(a + y)
    sum += unit.events * std::log(unit.exposure * shape / rate) -
           (shape + unit.events) * std::log1p(unit.exposure / rate);
  }
  return sum;
}

// The best mean for a shape: the root of sum (y - m e) / (a + m e), which falls in m.
double BestMean(std::span<const EventCount> units, double shape, double pooled) {
  const auto score = [&](double mean) {
    double sum = 0;
    for (const EventCount& unit : units)
      sum += (unit.events - mean * unit.exposure) / (shape + mean * unit.exposure);
    return sum;
  };
  double low = pooled;
  double high = pooled;
  while (score(low) < 0 && low > pooled * 1e-12) low /= 2;
  while (score(high) > 0 && high < pooled * 1e12) high *= 2;
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
    const double middle = (low + high) / 2;
    (score(middle) > 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

// Beyond this shape a Gamma is a point for every use here: the units do not differ more than chance.
constexpr double kLargestLogShape = 11.5;   // 100,000 events
constexpr double kSmallestLogShape = -6.9;  // a thousandth of an event

// Where a profile of the log shape is highest: it has one top for all data met in practice; a grid keeps to the highest one where it has
// two. None: at the upper end. NaN: it is not finite.
std::optional<double> TopOf(const auto& profile) {
  constexpr int kGrid = 46;
  constexpr double kStep = (kLargestLogShape - kSmallestLogShape) / kGrid;
  int best = 0;
  double top = -HUGE_VAL;
  for (int i = 0; i <= kGrid; ++i) {
    const double value = profile(kSmallestLogShape + i * kStep);
    if (value > top) {
      top = value;
      best = i;
    }
  }
  if (!std::isfinite(top)) return std::nan("");
  if (best == kGrid) return std::nullopt;
  double low = kSmallestLogShape + std::max(0, best - 1) * kStep;
  double high = kSmallestLogShape + (best + 1) * kStep;
  constexpr double kGolden = 0.6180339887498949;
  while (high - low > 1e-7) {
    const double left = high - kGolden * (high - low);
    const double right = low + kGolden * (high - low);
    const bool is_right = profile(left) < profile(right);
    (is_right ? low : high) = is_right ? left : right;
  }
  return (low + high) / 2;
}

// Of how many units the count goes beyond j: a sum over units of sums over 0 .. k - 1 is then one sum over j.
std::vector<double> Beyond(std::span<const ShareCount> units, const auto& count_of) {
  std::vector<double> beyond;
  for (const ShareCount& unit : units) {
    const auto count = static_cast<std::size_t>(count_of(unit));
    if (count > beyond.size()) beyond.resize(count);
    for (std::size_t j = 0; j < count; ++j) beyond[j] += 1;
  }
  return beyond;
}

// sum of log BetaBinomial without the terms of k and n alone.
class ShareLikelihood {
 public:
  explicit ShareLikelihood(std::span<const ShareCount> units)
      : of_(Beyond(units, [](const ShareCount& one) { return one.k; })),
        not_(Beyond(units, [](const ShareCount& one) { return one.n - one.k; })),
        all_(Beyond(units, [](const ShareCount& one) { return one.n; })) {}

  // The best mean for a + b: the root of the score, which falls in it. Newton's steps, halved where one leaves the bracket.
  double BestMean(double size) const {
    double low = 0;
    double high = 1;
    double mean = 0.5;
    for (int i = 0; i < 60 && high - low > 1e-12; ++i) {
      const Slope of = Sum(of_, mean * size);
      const Slope other = Sum(not_, (1 - mean) * size);
      const double score = of.value - other.value;
      (score > 0 ? low : high) = mean;
      const double next = mean + score / ((of.squares + other.squares) * size);
      if (std::abs(next - mean) < 1e-13) break;
      mean = next > low && next < high ? next : (low + high) / 2;
    }
    return mean;
  }
  double At(double mean, double size) const {
    return Logs(of_, mean * size) + Logs(not_, (1 - mean) * size) - Logs(all_, size);
  }

 private:
  struct Slope {
    double value = 0;
    double squares = 0;  // of its terms
  };
  static Slope Sum(const std::vector<double>& beyond, double from) {
    Slope sum;
    for (std::size_t j = 0; j < beyond.size(); ++j) {
      const double part = 1 / (from + static_cast<double>(j));
      sum.value += beyond[j] * part;
      sum.squares += beyond[j] * part * part;
    }
    return sum;
  }
  static double Logs(const std::vector<double>& beyond, double from) {
    double sum = 0;
    for (std::size_t j = 0; j < beyond.size(); ++j)
      sum += beyond[j] * std::log(from + static_cast<double>(j));
    return sum;
  }

  std::vector<double> of_;
  std::vector<double> not_;
  std::vector<double> all_;
};

}  // namespace

Answer<RatePrior> LearnRates(std::span<const EventCount> units, double own_exposure, GammaBelief product) {
  if (!std::isfinite(own_exposure)) return No(NoAnswer::not_finite);
  if (!IsBelief(product.shape, product.rate) || own_exposure < 0) return No(NoAnswer::out_of_range);
  std::vector<EventCount> seen;
  double events = 0;
  double exposure = 0;
  for (const EventCount& unit : units) {
    if (const auto fault = FaultOf(unit)) return No(*fault);
    if (unit.exposure == 0) continue;
    seen.push_back(unit);
    events += unit.events;
    exposure += unit.exposure;
  }
  if (events > kMostEvents || exposure > kMostEvents) return No(NoAnswer::too_large);
  if (events == 0) return RatePrior{product, PriorFrom::product};
  const double pooled = events / exposure;
  // Worth the own exposure, but never less than the one event that a rate takes.
  const double worth = std::max(own_exposure * (1 - kPooledWeight) / kPooledWeight, 1 / pooled);
  const RatePrior common{{pooled * worth, worth}, PriorFrom::pooled};
  if (seen.size() < static_cast<std::size_t>(kFewestUnits)) return common;

  const auto top = TopOf([&](double log_shape) {
    const double shape = std::exp(log_shape);
    return LogLikelihood(seen, shape, shape / BestMean(seen, shape, pooled));
  });
  if (!top) return common;
  if (std::isnan(*top)) return No(NoAnswer::not_finite);
  const double shape = std::exp(*top);
  return RatePrior{{shape, shape / BestMean(seen, shape, pooled)}, PriorFrom::learned};
}

Answer<SharePrior> LearnShares(std::span<const ShareCount> units, std::int64_t own_n, BetaBelief product) {
  if (!IsBelief(product.a, product.b) || own_n < 0) return No(NoAnswer::out_of_range);
  std::vector<ShareCount> seen;
  double of = 0;
  double all = 0;
  for (const ShareCount& unit : units) {
    if (unit.k < 0 || unit.k > unit.n) return No(NoAnswer::out_of_range);
    if (unit.n == 0) continue;
    seen.push_back(unit);
    of += static_cast<double>(unit.k);
    all += static_cast<double>(unit.n);
  }
  if (all > kMostEvents) return No(NoAnswer::too_large);
  if (all == 0) return SharePrior{product, PriorFrom::product};
  const double pooled = (of + 0.5) / (all + 1);
  const double worth = std::max(static_cast<double>(own_n) * (1 - kPooledWeight) / kPooledWeight, 1.0);
  const SharePrior common{{pooled * worth, (1 - pooled) * worth}, PriorFrom::pooled};
  if (seen.size() < static_cast<std::size_t>(kFewestUnits) || of == 0 || of == all) return common;
  const ShareLikelihood likelihood(seen);
  const auto top = TopOf([&](double log_size) {
    const double size = std::exp(log_size);
    return likelihood.At(likelihood.BestMean(size), size);
  });
  if (!top) return common;
  if (std::isnan(*top)) return No(NoAnswer::not_finite);
  const double size = std::exp(*top);
  const double mean = likelihood.BestMean(size);
  return SharePrior{{mean * size, (1 - mean) * size}, PriorFrom::learned};
}

Answer<GammaBelief> After(GammaBelief prior, EventCount own) {
  if (const auto fault = FaultOf(own)) return No(*fault);
  if (!IsBelief(prior.shape, prior.rate)) return No(NoAnswer::out_of_range);
  return GammaBelief{prior.shape + own.events, prior.rate + own.exposure};
}

Answer<BetaBelief> After(BetaBelief prior, std::int64_t k, std::int64_t n) {
  if (k < 0 || k > n || !IsBelief(prior.a, prior.b)) return No(NoAnswer::out_of_range);
  return BetaBelief{prior.a + static_cast<double>(k), prior.b + static_cast<double>(n - k)};
}

double MeanOf(GammaBelief belief) { return belief.shape / belief.rate; }
double MeanOf(BetaBelief belief) { return belief.a / (belief.a + belief.b); }

double OwnWeight(GammaBelief prior, double exposure) { return exposure / (prior.rate + exposure); }
double OwnWeight(BetaBelief prior, std::int64_t n) {
  const auto count = static_cast<double>(n);
  return count / (prior.a + prior.b + count);
}

Interval BandOf(GammaBelief belief, double level) {
  const double tail = (1 - level) / 2;
  return {GammaQuantile(tail, belief.shape, belief.rate), GammaQuantile(1 - tail, belief.shape, belief.rate)};
}
Interval BandOf(BetaBelief belief, double level) {
  const double tail = (1 - level) / 2;
  return {BetaQuantile(tail, belief.a, belief.b), BetaQuantile(1 - tail, belief.a, belief.b)};
}

Answer<double> ChanceHigher(GammaBelief first, GammaBelief second) {
  if (!IsBelief(first.shape, first.rate) || !IsBelief(second.shape, second.rate))
    return No(NoAnswer::out_of_range);
  return BetaBelow(1 / (1 + first.rate / second.rate), second.shape, first.shape);
}

Answer<double> ChanceHigher(BetaBelief first, BetaBelief second) {
  if (!IsBelief(first.a, first.b) || !IsBelief(second.a, second.b)) return No(NoAnswer::out_of_range);
  constexpr int kPoints = 256;
  double sum = 0;
  for (int i = 0; i < kPoints; ++i)
    sum += BetaBelow(BetaQuantile((i + 0.5) / kPoints, first.a, first.b), second.a, second.b);
  return sum / kPoints;
}

bool IsLoggedEnough(std::int64_t logged_weeks, std::int64_t working_weeks) {
  return working_weeks > 0 && logged_weeks >= 0 &&
         static_cast<double>(logged_weeks) >= 0.6 * static_cast<double>(working_weeks);
}

Answer<Ratio> ObservedToExpected(double observed, double expected, double prior_weight, double level) {
  const auto belief = After(GammaBelief{prior_weight, prior_weight}, {observed, expected});
  if (!belief) return No(belief.error());
  if (!(level > 0) || !(level < 1)) return No(NoAnswer::out_of_range);
  return Ratio{MeanOf(*belief), BandOf(*belief, level)};
}

}  // namespace baton::stats
