// How much what is said of an effect rests on, as a step of a ladder, and what would lift it to the next one.
//
//   const auto found = stats::EvidenceLevel(facts);
//   found.level;    // Evidence::description: there are wins and logged weeks, but too few reps for more
//   found.missing;  // {Gate::reps, Gate::own_weight}: each a sentence of the caller
//
// A step needs all gates of those below it, but experimental: who drew by lot needs no other proof than the draw and enough wins to
// describe. The numbers are judgement, and labelled so where they are shown. What is not known does not pass its gate. Supported is
// said of an effect in either direction: that coaching harms can be supported too. Pure, thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "stats/share.h"

namespace baton::stats {

enum class Evidence : std::uint8_t { assumption, description, suggestive, supported, experimental };
BOOST_DESCRIBE_ENUM(Evidence, assumption, description, suggestive, supported, experimental)

enum class Gate : std::uint8_t {
  wins,        // at least 20
  weeks,       // at least 8 logged
  reps,        // at least 8
  half_year,   // at least 26 weeks logged
  own_weight,  // own data weigh at least 30% against the prior
  placebo,     // hours after the wins do not "explain" them: p above 0.05
  same_week,  // nor do those of the very week, as help with deals does that is logged as coaching: p above 0.05
  clusters,         // at least 10
  detectable,       // the effect is at least as large as what could be found
  same_sign,        // by another estimator
  without_any_one,  // the same sign without any one rep
  break_even,       // not within the interval
  lots,             // slots drawn by lot, p at most 0.05
};
BOOST_DESCRIBE_ENUM(Gate, wins, weeks, reps, half_year, own_weight, placebo, same_week, clusters, detectable,
                    same_sign, without_any_one, break_even, lots)

struct EvidenceFacts {
  std::int64_t wins = 0;
  std::int64_t weeks = 0;  // with logged hours
  std::int64_t reps = 0;
  std::int64_t clusters = 0;  // that the error rests on
  double own_weight = 0;
  std::optional<double> placebo_p_value;
  std::optional<double> same_week_p_value;
  std::optional<double> estimate;
  std::optional<double> detectable;
  std::optional<double> other_estimate;     // of another estimator: cohort.h
  std::optional<Interval> without_any_one;  // poisson_panel.h
  std::optional<Interval> band;             // 95%
  std::optional<double> break_even;
  std::optional<double> lots_p_value;  // one-sided: lots.h
};

struct EvidenceFound {
  Evidence level = Evidence::assumption;
  std::vector<Gate> missing;  // to the next step; none at supported and above but `lots`
};

EvidenceFound EvidenceLevel(const EvidenceFacts& facts);

// Whether an amount of money may be a headline, and whether "coach, don't sell" may: from supported on, or where even the sceptic has a
// chance of at least 0.9 for it.
bool MayShowMoney(Evidence level);
bool MaySayCoach(Evidence level, double chance_under_sceptic);

}  // namespace baton::stats
