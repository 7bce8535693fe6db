// What speaks for the rep of an account against another one: the same costs that the engine weighs (model.h), in the plan as it stands.
// What a line says of it is thus what decided, not what might have.
//
//   const Preference p = PreferenceFor(at, 3, 0, 1);   // fit -90, money 240, the others 0: +150
//   Decisive(p)                                        // Weight::money
//
// Pure.
#pragma once

#include <cstddef>
#include <cstdint>

#include "plan/unplaced.h"

namespace baton::plan {

inline constexpr std::int64_t kWorthSaying =
    20;  // a smaller difference in fit, in permille, is no reason to name

// In thousandths of a fit; positive for the rep whom the account has, negative for the other one.
struct Preference {
  std::int64_t fit = 0;
  std::int64_t known = 0;  // met by the client, with rules.keep_known
  std::int64_t team = 0;   // of the manager who hands over
  std::int64_t money = 0;  // what both reps come closer to their fair shares
  std::int64_t stay = 0;   // the rep of the draft before

  std::int64_t Sum() const { return fit + known + team + money + stay; }
};

// REQUIRES: `rep` has the account in the plan, and `other` is another rep.
Preference PreferenceFor(const PlanAt& at, std::size_t account, std::size_t rep, std::size_t other);

enum class Weight {
  none,  // nothing does: the other rep would be better for the plan as it stands, or as good as
  fit,
  known,
  team,
  money,
};
// The first in this order that alone outweighs all that speaks for the other rep; where only several together do, the heaviest.
Weight Decisive(const Preference& preference);

// Somebody else, `best`, fits clearly better: the key of what kept the account, which nobody has locked, from there.
const char* WhyNotBest(const PlanAt& at, std::size_t account, std::size_t successor, std::size_t best);

}  // namespace baton::plan
