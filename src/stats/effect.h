// What hours given to reps went along with in the weeks after, from what is logged: the rows of a regression made of weeks, with the
// checks that belong to it.
//
//   const auto effect = stats::EffectOfHours(rep_weeks);     // of each rep and week: wins, opportunities, hours of skill coaching
//   effect->estimate, effect->band, effect->detectable;      // log points per weekly hour; 95%; what could have been found
//   effect->placebo, effect->same_week;                      // whether hours *after* the wins "explain" them, or those of the same week
//   stats::EvidenceLevel(stats::FactsOf(effect, rep_weeks, kUsualLift));
//
// What explains the wins of week t is the mean of the hours in t-4..t-1, never of week t: whoever logs help with a deal in the week it is won
// "finds" a large effect where there is none. A week without an entry is missing, not 0 hours: rows that need it are left out, and counted.
// The placebos add the hours of t and of t+1..t+4. The words that go with it: it compares the same rep in weeks after more hours with weeks after
// less, net of what moved everybody; it is causal only if nobody was coached because of how they were about to do. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "stats/answer.h"
#include "stats/evidence.h"
#include "stats/poisson_panel.h"
#include "stats/pool.h"

namespace baton::stats {

struct RepWeek {
  std::uint32_t rep = 0;
  std::int32_t week = 0;  // counted through, so that the next one is one more
  double wins = 0;
  double opportunities = 1;     // 0: nothing could be won, the row says nothing
  std::optional<double> hours;  // logged; none: nobody knows
};

inline constexpr int kWindowWeeks = 4;  // before, and after for the placebo

struct HoursEffect {
  PoissonFit fit;
  Estimate estimate;       // per weekly hour, and its clustered error with both corrections
  Interval band;           // 95%, t with G - 1 degrees of freedom
  double detectable = 0;   // with 80% power
  std::int64_t weeks = 0;  // in which hours were logged
  std::int64_t rows_without_hours = 0;
  std::int64_t rows_without_opportunities = 0;
  Answer<JointTest> placebo = No(NoAnswer::empty);    // weeks t+1..t+4
  Answer<JointTest> same_week = No(NoAnswer::empty);  // week t
  Answer<Interval> without_any_one = No(NoAnswer::empty);
};

struct EffectOptions {
  std::size_t refits = 40;  // for without_any_one; 0: not asked
};

// No answer: as FitPoisson; out_of_range also for a rep twice in a week, negative hours or opportunities.
Answer<HoursEffect> EffectOfHours(std::span<const RepWeek> weeks, const EffectOptions& options = {});

// For the ladder, with or without an answer: what was counted describes also where nothing can be estimated. `other_estimate`,
// `break_even` and `lots_p_value` are left to the caller.
EvidenceFacts FactsOf(const Answer<HoursEffect>& effect, std::span<const RepWeek> weeks, NormalBelief prior);

}  // namespace baton::stats
