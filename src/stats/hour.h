// What an hour is worth where a manager sells in it, and where it goes to reps: both net, both what it adds, in the organization's
// money, with how sure one can be of which is more.
//
//   const stats::Hour hour{.margin = 30'000, .own_rate = rate_belief, .added = {9, 11}, .base_wins = 0.2, .rep_hour = 51};
//   const auto value = stats::ValueHour(hour, stats::kUsualLift);
//   value->chance_coach;           // 0.7: the chance that the hour is worth more with the reps
//   value->break_even;             // the lift at which both are worth the same
//   const auto three = stats::CompareLifts(hour, estimate);
//   three->conclusion;             // undecided where it is not the same under all three priors
//
//   V_sell  = margin * w * theta + displaced,                  w ~ Gamma: wins an own selling hour; theta ~ Beta: the part of them that
//                                                              a rep would not have won
//   V_coach = margin * base_wins * reps * (exp(b) - 1) - reps * rep_hour - preparation,
//                                                              b ~ Normal: log-lift of a rep-week by one hour, over all the future
//   P(V_coach > V_sell) = E[P(b > log(1 + (V_sell + reps * rep_hour + preparation) / (margin * base_wins * reps)))]
// No draws: the lift in closed form, the mean over w and theta by trapezoid sums in log w and the log-odds of theta, which fall off on
// both sides; the same answer each time, exact to about 1e-7 (1e-5 where something is as good as known). A theta, a rate or a
// lift set with a slider is a belief with a weight, such as Beta(20 x, 20 (1 - x)). Pure, thread-safe; a few milliseconds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "stats/answer.h"
#include "stats/pool.h"
#include "stats/rate.h"

namespace baton::stats {

struct Hour {
  double margin = 0;           // of a win; positive
  GammaBelief own_rate;        // wins in an own selling hour
  BetaBelief added = {9, 11};  // theta; by default a guess with the mean 0.45
  double displaced =
      0;  // what else selling frees or costs, such as the hours of a rep who would have sold: any sign
  double base_wins = 0;    // of a rep in a week; positive
  int reps = 1;            // together in the hour
  double rep_hour = 0;     // what an hour of one of them is worth; not negative
  double preparation = 0;  // what preparing costs; not negative
};

struct Middle {
  double median = 0;
  Interval band;  // 80%
};

struct HourValue {
  Middle sell_gross;  // with theta = 1 and nothing displaced: a footnote, never the headline
  Middle sell;
  Middle coach;
  double chance_coach = 0;  // P(V_coach > V_sell)
  std::optional<double>
      break_even;  // log(1 + (V_sell + reps * rep_hour + preparation) / (margin * base_wins * reps)) with the median
                   // of V_sell; none where coaching is worth more whatever it does
};
// No answer: not_finite; out_of_range (a margin, base or belief that is not positive, no rep, a negative cost).
Answer<HourValue> ValueHour(const Hour& hour, NormalBelief lift);

// Theta of deals of one kind, as a share of what the first wins there: 1 - p_second / p_first, by what is believed of both, and by what was
// judged before; each weighs as much as it is sure (their precisions). Never below 0.01 nor above 0.99. Where the first won so few that the
// ratio has no spread (a up to 2), what was judged stays.
// No answer: out_of_range where one is no belief.
Answer<BetaBelief> AddedShare(BetaBelief judged, BetaBelief first, BetaBelief second);

// What may be believed of the lift without own data (judgement, must be labelled so): per hour, in log points of a rep-week.
inline constexpr NormalBelief kScepticLift{0.02, 0.04};
inline constexpr NormalBelief kUsualLift{0.08, 0.08};
inline constexpr NormalBelief kEnthusiastLift{0.25, 0.15};

enum class Conclusion : std::uint8_t { coach, sell, undecided };
struct LiftValue {
  NormalBelief lift;      // the prior with the estimate
  double own_weight = 0;  // of the estimate
  HourValue value;
};
struct LiftComparison {
  std::array<LiftValue, 3> by_prior;  // sceptic, usual, enthusiast
  Conclusion conclusion = Conclusion::undecided;
};
// Under all three, each with the estimate where there is one. Undecided unless all three say the same side with more than an even chance.
Answer<LiftComparison> CompareLifts(const Hour& hour, const std::optional<Estimate>& estimate);

}  // namespace baton::stats
