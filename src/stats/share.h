// Shares of a whole, such as "kept on time 9 of 11": how sure one is, and how sure of the difference of two.
//
//   if (const auto band = stats::Wilson(9, 11)) ...                 // 0.52 to 0.95
//   if (const auto gap = stats::Newcombe(8, 10, 37, 50)) ...        // +0.06, from -0.27 to 0.26
//   if (const auto times = stats::TimesAsMany(27, 11)) ...          // 2.5, likely 1.6 to 3.9
//   stats::EffectiveNumber(wins_of_each);                           // as many equal ones would be as broad
//
// Intervals are for 95% unless a level is given. Nothing is said of an empty or impossible count: never 0, never NaN. Pure,
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "stats/answer.h"

namespace baton::stats {

inline constexpr double kNormal95 = 1.959963984540054;  // the normal distribution's 97.5%

struct Interval {
  double low = 0;
  double high = 1;
};

// Of k among n (Wilson, JASA 1927). Reaches 0 only for k = 0 and 1 only for k = n. Nothing unless 0 <= k <= n, 0 < n.
std::optional<Interval> Wilson(std::int64_t k, std::int64_t n, double level = 0.95);

struct Difference {
  double value = 0;  // of the first share less the second
  Interval band = {-1, 1};
};

// Of two independent shares (Newcombe, Statistics in Medicine 1998, method 10: from both Wilson intervals). Nothing where one of
// the two is none. The difference is clear where the band does not hold 0.
std::optional<Difference> Newcombe(std::int64_t first_k, std::int64_t first_n, std::int64_t second_k,
                                   std::int64_t second_n, double level = 0.95);

// The middle `level` of Beta(k + 1/2, n - k + 1/2) (Jeffreys; Brown, Cai and DasGupta, Statistical Science 2001). Reaches 0 only for
// k = 0 and 1 only for k = n.
std::optional<Interval> Jeffreys(std::int64_t k, std::int64_t n, double level);

// How many times as many of one kind there are as of another: wins of the team to own ones. The share q = many / (many + few) has the
// interval of Jeffreys, and its ends become q / (1 - q).
struct Times {
  std::optional<double> value;  // none where there are none of the few: then only `low` says something
  double low = 0;
  std::optional<double> high;
};
// Fewer than that in all are counts, no ratio (methods; judgement).
inline constexpr std::int64_t kFewestForTimes = 8;
// No answer: out_of_range for a negative count or level, too_few.
Answer<Times> TimesAsMany(std::int64_t many, std::int64_t few, double level = 0.8);

// How many equal parts would be as broad as these: 1 / sum of squared shares (Laakso and Taagepera 1979; the inverse of Simpson's or
// Herfindahl's index). From 1 to how many there are. Nothing where one is negative or not finite, or all are 0.
std::optional<double> EffectiveNumber(std::span<const double> parts);
// Where it likely lies when what was counted of each is a draw: the sum of squared shares has Simpson's variance (Nature 1949;163:688),
// a normal interval, and its ends become 1 / end, within 1 and how many there are. Nothing for fewer than two in all, or a negative one.
std::optional<Interval> EffectiveNumberBand(std::span<const std::int64_t> counts, double level = 0.8);

// A share by size, such as of money: ours / (ours + others), with Wilson's interval of as many equal ones as these are worth,
// (sum of sizes) squared / sum of squares (Kish, Survey Sampling, 1965). Equal sizes give Wilson's own. Nothing where a size is negative
// or not finite, or all are 0.
struct Sizes {
  double sum = 0;
  double squares = 0;
  void Add(double size);  // a negative or endless one spoils it
};
Sizes SizesOf(std::span<const double> sizes);
struct SharedSize {
  double share = 0;
  double worth = 0;  // so many equal ones
  Interval band;
};
std::optional<SharedSize> ShareOfSizes(const Sizes& ours, const Sizes& others, double level = 0.8);

}  // namespace baton::stats
