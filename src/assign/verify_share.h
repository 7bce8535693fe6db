// For verify.h: how much a set of accounts can be worth to one rep at most, its fair share counted.
//
//   most = max over sets with load <= capacity of   sum of profit - penalty * |sum of revenue - target|
//
// Never less than the true maximum; equal to it unless the search gives up, which takes some hundred
// milliseconds. Shares nothing with the solver. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace baton::assign::inner {

struct ShareAccount {
  std::int64_t profit;   // may be negative
  std::int64_t load;     // >= 0
  std::int64_t revenue;  // >= 0
};

struct ShareWorth {
  std::int64_t most = 0;
  std::int64_t steps = 0;  // that the search took: little more than it may
};

// Steps for each of so many reps, so that a whole verification is a matter of tenths of a second.
std::int64_t StepsOfEach(std::size_t reps);

// Nothing when the numbers leave no room for 63-bit sums. REQUIRES capacity, penalty >= 0.
std::optional<ShareWorth> MostWorth(const std::vector<ShareAccount>& accounts, std::int64_t capacity,
                                    std::int64_t target, std::int64_t penalty, std::int64_t step_limit);

}  // namespace baton::assign::inner
