// What people say of a tie, and what it does to the strength that was learnt: "knows them well" is a floor, "does not know them" a
// ceiling, "has met them" both. Both fade: after a year half of what was said is left, so that an old word does not hold
// against what came later.
//
//   const double strength = WithSaid(0.12, {.said = Said::well, .at = last_week}, now);   // 0.78
//
// What was learnt is kept beside it. The sizes are judgement, and can be set. Pure, thread-safe.
#pragma once

#include <boost/describe/enum.hpp>

#include "base/date.h"

namespace baton::ties {

enum class Said { well, met, stranger };
BOOST_DESCRIBE_ENUM(Said, well, met, stranger)

struct Saying {
  Said said = Said::met;
  Instant at;
};

// Well is the word of 0.6 and more for five months, and of 0.25 and more for twenty; who has met somebody is not close to him.
struct SaidWeights {
  double well_least = 0.8;
  double met_least = 0.1;
  double met_most = 0.5;
  double half_life_days = 365;
};

// From 0 to below 1. REQUIRES: 0 <= learnt < 1.
double WithSaid(double learnt, const Saying& saying, Instant now, const SaidWeights& weights = {});

}  // namespace baton::ties
