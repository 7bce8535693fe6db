// Inside the solver: prices of a large problem without fair shares, in few passes.
//
// Each pass tells of every rep how far its price is from where its load is its capacity, if the others' stayed (thresholds.h). All prices
// go there at once, with more and more of the way before, and half as far without it once that proves less. Where thousands of accounts
// are at the margin this takes a fourth of the passes of steps along a slope (dual.h), which know no distance.
#pragma once

#include <cstdint>
#include <optional>

#include "assign/dual.h"
#include "assign/model.h"

namespace baton::assign::inner {

// A pass gains little where it is less than so small a part of the bound: a millionth with 1'000'000. Two in turn are the last.
struct Effort {
  int passes;  // at most
  std::int64_t worth;
};

// What `prices`, which must be allowed, prove after it. Nothing where the watch ended the first pass.
//
// With room to `spare` at each rep they are the prices of reps who have so much less: a plan made of them finds places for accounts that
// do not fit to the last unit. Without, they never prove less than before.
std::optional<std::int64_t> Balance(const Model& model, std::int64_t spare, const Effort& effort,
                                    Watch& watch, Prices& prices);

}  // namespace baton::assign::inner
