// Whether reps won more once they began to be coached, against those of the same weeks who had not begun: a second estimate beside
// effect.h, wrong for other reasons.
//
//   const auto beginning = stats::EffectOfBeginning(rep_weeks);
//   beginning->effect;   // wins a week more since, over all who began, against those who had not yet
//   beginning->began;    // reps that it rests on
//
// Weeks are put together by four; a rep began in the block with the first logged hour. Group-time averages with those who have not begun
// yet as controls and fixed weights (cohort.h). A week without an entry is missing: whoever is not known to have been without coaching in
// half of the weeks before is left out, and counted, as is who began in the first block. It is causal only if those who began would have
// gone on like the others. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "stats/answer.h"
#include "stats/effect.h"

namespace baton::stats {

struct Beginning {
  double effect = 0;                     // wins a week
  std::optional<double> standard_error;  // none where a group has too few
  std::int64_t began = 0;                // reps
  std::int64_t others = 0;               // who never did
  std::int64_t left_out = 0;
};

// No answer: as GroupTimeEffects and Average; too_few (less than two blocks), out_of_range (a rep twice in a week).
Answer<Beginning> EffectOfBeginning(std::span<const RepWeek> weeks);

}  // namespace baton::stats
