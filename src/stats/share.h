// Shares of a whole, such as "kept on time 9 of 11": how sure one is, and how sure of the difference of two.
//
//   if (const auto band = stats::Wilson(9, 11)) ...                 // 0.52 to 0.95
//   if (const auto gap = stats::Newcombe(8, 10, 37, 50)) ...        // +0.06, from -0.27 to 0.26
//
// All intervals are for 95%. Nothing is said of an empty or impossible count: never 0, never NaN. Pure, thread-safe, O(1).
#pragma once

#include <cstdint>
#include <optional>

namespace baton::stats {

inline constexpr double kNormal95 = 1.959963984540054;  // the normal distribution's 97.5%

struct Interval {
  double low = 0;
  double high = 1;
};

// Of k among n (Wilson, JASA 1927). Reaches 0 only for k = 0 and 1 only for k = n. Nothing unless 0 <= k <= n, 0 < n.
std::optional<Interval> Wilson(std::int64_t k, std::int64_t n);

struct Difference {
  double value = 0;  // of the first share less the second
  Interval band = {-1, 1};
};

// Of two independent shares (Newcombe, Statistics in Medicine 1998, method 10: from both Wilson intervals). Nothing where one of
// the two is none. The difference is clear where the band does not hold 0.
std::optional<Difference> Newcombe(std::int64_t first_k, std::int64_t first_n, std::int64_t second_k,
                                   std::int64_t second_n);

}  // namespace baton::stats
