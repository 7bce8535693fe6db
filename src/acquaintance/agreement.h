// How far the strength of ties agrees with what people say who were asked without seeing it: of two ties, one that its owner calls
// close and one that he does not, how often the closer one has the higher strength (stats/auc.h).
//
//   const Agreement agreement = AgreementOf(answers);
//   if (agreement.auc) ... agreement.auc->value ... else ... too few answers ...
//
// A figure of the organization: below so many answers of each kind, or of people, there is none, so that it never tells what one
// person said. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "stats/auc.h"
#include "ties/said_tie.h"

namespace baton::acquaintance {

// Judgement.
inline constexpr std::int64_t kLeastOfEach = 10;
inline constexpr std::int64_t kLeastPeople = 3;
inline constexpr double kLikely = 0.8;  // what the interval is for

struct Agreement {
  std::int64_t people = 0;  // who answered
  std::int64_t close = 0;   // answers "knows them well"
  std::int64_t others = 0;
  std::optional<stats::Auc> auc = {};  // none: too little to say
};

Agreement AgreementOf(std::span<const ties::Answer> answers);

}  // namespace baton::acquaintance
