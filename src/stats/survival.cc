#include "stats/survival.h"

#include <algorithm>
#include <cmath>

#include "stats/distribution.h"

namespace baton::stats {
namespace {

bool IsKnown(std::span<const Spell> spells) {
  return !spells.empty() && std::ranges::all_of(spells, [](const Spell& spell) {
    return std::isfinite(spell.time) && spell.time >= 0;
  });
}

// What ended at each time and how many were there until then; shares are not filled in yet.
Curve CountsOf(std::span<const Spell> spells) {
  std::vector<Spell> sorted(spells.begin(), spells.end());
  std::ranges::sort(sorted, {}, &Spell::time);
  Curve counts;
  auto at_risk = static_cast<std::int64_t>(sorted.size());
  for (const Spell& spell : sorted) {
    if (counts.empty() || counts.back().time != spell.time) {
      counts.push_back({.time = spell.time, .at_risk = at_risk, .band = {}});
    }
    CurvePoint& point = counts.back();
    ++(spell.ending == Ending::event       ? point.events
       : spell.ending == Ending::competing ? point.competing
                                           : point.censored);
    --at_risk;
  }
  return counts;
}

// For a share p with this standard error: p^exp(±z·se/(p·log p)). Nothing at the ends, where log(-log p) is not there.
std::optional<Interval> LogLogBand(double share, double standard_error, double z) {
  if (!(share > 0) || !(share < 1)) return std::nullopt;
  const double log_share = std::log(share);
  const double width = std::abs(z * standard_error / (share * log_share));
  const double low = std::exp(log_share * std::exp(width));
  const double high = std::exp(log_share * std::exp(-width));
  if (!std::isfinite(low) || !std::isfinite(high)) return std::nullopt;
  return Interval{low, high};
}

// d / (n (n - d)): what a time adds to Greenwood's sum. After a time at which all ended the curve stays where it is.
double GreenwoodTerm(double ended, double at_risk) {
  return at_risk > ended ? ended / (at_risk * (at_risk - ended)) : 0;
}

double AsDouble(std::int64_t count) { return static_cast<double>(count); }

}  // namespace

std::optional<Curve> KaplanMeier(std::span<const Spell> spells, double level) {
  if (!IsKnown(spells) || !(level > 0) || !(level < 1)) return std::nullopt;
  const double z = NormalQuantile((1 + level) / 2);
  Curve curve = CountsOf(spells);
  double share = 1;
  double sum = 0;
  for (CurvePoint& point : curve) {
    const double events = AsDouble(point.events);
    const double at_risk = AsDouble(point.at_risk);
    share *= 1 - events / at_risk;
    sum += GreenwoodTerm(events, at_risk);
    point.share = share;
    point.standard_error = share * std::sqrt(sum);
    point.band = LogLogBand(share, point.standard_error, z);
  }
  return curve;
}

// Var F(t) = A - over all times s <= t, with dF = F(t) - F(s), S the share with neither before s, n at risk, d ended, e events -
//   sum dF^2 d / (n (n - d))  +  sum S^2 e (n - e) / n^3  -  2 sum dF S e / n^2.
// Each dF is F(t) less something known, so three running sums in powers of F(t) give all variances in one pass.
std::optional<Curve> AalenJohansen(std::span<const Spell> spells, double level) {
  if (!IsKnown(spells) || !(level > 0) || !(level < 1)) return std::nullopt;
  const double z = NormalQuantile((1 + level) / 2);
  Curve curve = CountsOf(spells);
  double both = 1;      // neither yet
  double happened = 0;  // F
  double square = 0;    // the sums beside F^2, F and 1
  double linear = 0;
  double constant = 0;
  for (CurvePoint& point : curve) {
    const double at_risk = AsDouble(point.at_risk);
    const double events = AsDouble(point.events);
    const double ended = events + AsDouble(point.competing);
    happened += both * events / at_risk;
    const double term = GreenwoodTerm(ended, at_risk);
    const double cross = both * events / (at_risk * at_risk);
    square += term;
    linear += -2 * happened * term - 2 * cross;
    constant += happened * happened * term + 2 * happened * cross +
                both * both * events * (at_risk - events) / (at_risk * at_risk * at_risk);
    both *= 1 - ended / at_risk;
    point.share = happened;
    point.standard_error =
        std::sqrt(std::max(0.0, happened * happened * square + happened * linear + constant));
    point.band = LogLogBand(happened, point.standard_error, z);
  }
  return curve;
}

std::optional<double> Median(const Curve& remaining) {
  // 1 - 1/2 and the like are exact, 1 - 1/3 - 1/6 is not: half is half also behind the last digit.
  constexpr double kHalf = 0.5 + 1e-12;
  const auto found =
      std::ranges::find_if(remaining, [](const CurvePoint& point) { return point.share <= kHalf; });
  return found == remaining.end() ? std::nullopt : std::optional(found->time);
}

std::optional<double> TimeToReach(const Curve& happened, double share) {
  const auto found = std::ranges::find_if(
      happened, [share](const CurvePoint& point) { return point.share >= share - 1e-12; });
  return found == happened.end() ? std::nullopt : std::optional(found->time);
}

const CurvePoint* At(const Curve& curve, double time) {
  const auto next = std::ranges::upper_bound(curve, time, {}, &CurvePoint::time);
  return next == curve.begin() ? nullptr : &*std::prev(next);
}

std::optional<Mean> RestrictedMean(const Curve& remaining, double horizon) {
  if (remaining.empty() || !(horizon > 0) || horizon > remaining.back().time) return std::nullopt;
  // From the right: the area between each time and the horizon is what its events could have cost.
  Mean mean;
  double variance = 0;
  double until = horizon;
  double area = 0;
  for (auto point = remaining.rbegin(); point != remaining.rend(); ++point) {
    if (point->time >= horizon) continue;
    area += point->share * (until - point->time);
    until = point->time;
    variance += area * area * GreenwoodTerm(AsDouble(point->events), AsDouble(point->at_risk));
  }
  mean.value = area + until;  // before the first time the share is 1
  mean.standard_error = std::sqrt(variance);
  return mean;
}

std::optional<Comparison> LogRank(std::span<const Spell> first, std::span<const Spell> second) {
  if (!IsKnown(first) || !IsKnown(second)) return std::nullopt;
  std::vector<Spell> all(first.begin(), first.end());
  all.insert(all.end(), second.begin(), second.end());
  const Curve ones = CountsOf(first);
  Comparison comparison;
  double variance = 0;
  std::size_t next = 0;  // of the first group: the first time that is not over
  for (const CurvePoint& point : CountsOf(all)) {
    while (next < ones.size() && ones[next].time < point.time) ++next;
    if (point.events == 0) continue;
    const double whole = AsDouble(point.at_risk);
    const double part = next < ones.size() ? AsDouble(ones[next].at_risk) : 0;
    const double events = AsDouble(point.events);
    if (next < ones.size() && ones[next].time == point.time)
      comparison.observed += AsDouble(ones[next].events);
    comparison.expected += events * part / whole;
    if (whole > 1) {
      variance += events * (part / whole) * (1 - part / whole) * (whole - events) / (whole - 1);
    }
  }
  if (!(variance > 0)) return std::nullopt;
  const double gap = comparison.observed - comparison.expected;
  comparison.statistic = gap * gap / variance;
  comparison.p_value = std::erfc(std::sqrt(comparison.statistic / 2));
  return comparison;
}

}  // namespace baton::stats
