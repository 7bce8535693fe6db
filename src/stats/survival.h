// How long until something happens, where for some it has not happened yet: the time until a promise is kept, until a deal
// is won. What is still open counts as long as it is known ("censored"), as neither happened nor not.
//
//   const Spell spells[] = {{2.5, Ending::event}, {4, Ending::censored}, {7, Ending::event}};
//   const auto still_open = stats::KaplanMeier(spells);       // the share still open at each time
//   stats::Median(*still_open);                               // nothing: half was not reached
//   const auto kept = stats::AalenJohansen(spells);           // the share kept by each time, with others withdrawn
//
// Times are in any one unit, from the start of each spell. At equal times events come before censorings, as is usual. A curve
// is a step function: a point holds from its time up to the next one's. Every function answers nothing where a time is
// negative, infinite or NaN, where there is no spell at all, or where the level of the bands is not between 0 and 1. Pure, thread-safe. O(n log n) in the number of spells.
//
// The warning that goes with all of them: they are right when who is censored is like who is not. People leave the hard
// ones open, so show the oldest open ones beside the curve.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/share.h"

namespace baton::stats {

// competing: something else ended it, after which the event cannot come any more, such as a withdrawal.
enum class Ending { event, competing, censored };

struct Spell {
  double time = 0;
  Ending ending = Ending::censored;
};

struct CurvePoint {
  double time = 0;
  std::int64_t at_risk = 0;  // just before
  std::int64_t events = 0;
  std::int64_t competing = 0;
  std::int64_t censored = 0;     // at this time, after the events
  double share = 1;              // from here on
  double standard_error = 0;     // of the share
  std::optional<Interval> band;  // none where the share is 0 or 1 and nothing is known of its spread
};

// One point for each time at which something ended, in order.
using Curve = std::vector<CurvePoint>;

// The share to which the event has not happened (Kaplan and Meier, JASA 1958), falling from 1. Standard error by Greenwood
// (1926), interval on the log-log scale (Kalbfleisch and Prentice 1980). A competing end counts as censored here: with such
// ends use AalenJohansen.
std::optional<Curve> KaplanMeier(std::span<const Spell> spells, double level = 0.95);

// The share to which the event has happened by then, in a world where others are ended by something else (Aalen and
// Johansen 1978), rising from 0. Standard error by the delta method (Marubini and Valsecchi 1995, 10.12), interval on the
// log-log scale. Without competing ends it is 1 less KaplanMeier, and so is the standard error.
std::optional<Curve> AalenJohansen(std::span<const Spell> spells, double level = 0.95);

// The first time at which half or less is left. None: not reached. Where half is left exactly some programs average with the
// next time; this does not. REQUIRES: a curve of KaplanMeier.
std::optional<double> Median(const Curve& remaining);
// The first time at which the share has risen to `share`. None: not reached. REQUIRES: a curve of AalenJohansen.
std::optional<double> TimeToReach(const Curve& happened, double share);
// The point that holds at a time; nullptr before the first.
const CurvePoint* At(const Curve& curve, double time);

struct Mean {
  double value = 0;
  double standard_error = 0;
};
// The mean time, each spell counted up to `horizon` at most: the area under the curve up to there (Irwin 1949). Unlike the mean
// it is always known, as long as the horizon is not beyond the last time. Nothing when it is, or is not positive.
// REQUIRES: a curve of KaplanMeier.
std::optional<Mean> RestrictedMean(const Curve& remaining, double horizon);

struct Comparison {
  double observed = 0;   // events of the first group
  double expected = 0;   // if both were alike
  double statistic = 0;  // chi-squared, one degree of freedom
  double p_value = 1;    // how often chance alone differs as much
};
// Whether two groups differ in how soon it happens (Mantel 1966; the log-rank test). Competing ends count as censored. Nothing
// where a group is empty or no time tells anything: nobody at risk in one of the two at each event.
std::optional<Comparison> LogRank(std::span<const Spell> first, std::span<const Spell> second);

}  // namespace baton::stats
