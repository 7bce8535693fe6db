// What a draw by lot tells: the order of coaching slots was drawn, so whatever goes with it more than in other draws is its effect, in any
// number of weeks and however wins are distributed.
//
//   std::vector<stats::Lot> lots;  // of each rep drawn for in each week: {week and manager, 1 if coached first, wins after it}
//   const auto test = stats::TestLots(lots, {.seed = 7});
//   test->effect;     // how much more an outcome is for one more of what was drawn, within the same stratum
//   test->p_value;    // of as much or more, if it did nothing
//   test->is_exact;   // all draws there could have been; otherwise 9,999 of them
//
// The statistic is T = sum over strata of sum (drawn_i - mean drawn) outcome_i. Every arrangement of what was drawn within a stratum is as
// likely as the other, whatever was drawn: p = share of arrangements with T at least as large; from draws
// (1 + as large) / (1 + draws) (Fisher 1935; Phipson and Smyth 2010). Valid only for the draw as it was made: who was moved afterwards keeps
// the place that was drawn. Pure, thread-safe, the same answer for the same seed everywhere. Time: lots * arrangements.
#pragma once

#include <cstdint>
#include <span>

#include "stats/answer.h"

namespace baton::stats {

struct Lot {
  std::uint32_t stratum = 0;  // one draw: those of a manager in a week, any number
  double drawn =
      0;  // what the lot gave, such as 1 for coached in this week and 0 for not yet; or the place in the order
  double outcome = 0;
};

struct LotOptions {
  std::uint64_t seed = 0;
  std::int64_t draws = 9'999;
  std::int64_t exact = 200'000;  // arrangements up to which all are looked at
};

struct LotTest {
  double effect = 0;             // T / sum of squared differences of what was drawn: outcome for one more
  double p_value = 1;            // of an effect at least so large
  double p_value_two_sided = 1;  // of one at least so far from 0
  double least_p_value =
      1;  // p_value cannot be below that, whatever happens: too few lots where it is above 0.05
  bool is_exact = false;
  std::int64_t arrangements = 0;  // looked at
  std::int64_t strata = 0;        // in which something was drawn
};

// No answer: empty, not_finite, out_of_range (fewer draws than 1), no_variation (in no stratum did the lot give different things,
// or no outcomes differ).
Answer<LotTest> TestLots(std::span<const Lot> lots, const LotOptions& options = {});

}  // namespace baton::stats
