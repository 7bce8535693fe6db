// Inside the solver: prices of a large problem without fair shares, in few passes.
//
// Each pass tells of every rep how far its price is from where its load is its capacity, if the others' stayed (thresholds.h). All prices
// go there at once, with more and more of the way before, and half as far without it once that proves less. Where thousands of accounts
// are at the margin this takes a tenth of the passes of steps along a slope (dual.h), which know no distance.
#pragma once

#include <cstdint>
#include <optional>

#include "assign/dual.h"
#include "assign/model.h"

namespace baton::assign::inner {

struct Effort {
  int passes;  // at most
  std::int64_t
      worth;  // a pass that gains less than this part of the bound, a millionth with 1'000'000, is the last
};

// What `prices`, which must be allowed, prove after it: never less than before. Nothing where the watch ended the first pass.
//
// With room to `spare` at each rep the prices are those of reps who have so much less: a plan made of them finds places for accounts that
// do not fit to the last unit. They prove a little less.
std::optional<std::int64_t> Balance(const Model& model, std::int64_t spare, const Effort& effort,
                                    Watch& watch, Prices& prices);

}  // namespace baton::assign::inner
