// What an hour of somebody brings: of a manager selling alone, against the same hour with reps; of a rep, selling. From facts and from
// what has to be judged, both told apart (docs/hour.md; the mathematics is stats/hour.h).
//
//   const Worth worth = WorthOf(facts, assumed);
//   worth.saying                          // undecided: the three priors do not agree
//   worth.comparison->by_prior[1].value   // under the usual one: both, the chance, the break-even
//   worth.inputs                          // what went in, each with count, range and whether it is judgement
//
// Pure, thread-safe; some ten milliseconds.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "stats/answer.h"
#include "stats/beginning.h"
#include "stats/effect.h"
#include "stats/evidence.h"
#include "stats/hour.h"
#include "stats/lots.h"

namespace baton::hour {

inline constexpr int kLookWeeks = 52;            // wins and hours so long back
inline constexpr std::int64_t kFewestWeeks = 8;  // with an entry, for a rate of the own
inline constexpr double kPriorHours = 80;  // what a rate is worth that was not learnt from hours (judgement)
inline constexpr double kAddedWeight =
    20;  // of what is said of the added share: as if from so many deals (judgement)
inline constexpr double kPlacebo = 0.05;  // below, what was logged "explains" what it cannot

// A week is known where so much of it is told: half of a usual one (judgement). Wins over the few hours that stand in a calendar would make
// each worth a multiple of what it is.
inline constexpr std::int32_t kToldMinutes = 20 * 60;

// Of one person in the weeks since the first that is known.
struct SellingTime {
  std::int64_t wins = 0;
  std::int64_t minutes = 0;      // of own selling in the known weeks
  std::int64_t weeks = 0;        // since then
  std::int64_t known_weeks = 0;  // of them
};

// Whether a rate of it may be said: otherwise the hours that nobody recorded would count as none.
bool IsEnough(const SellingTime& time);

struct ClosedCount {
  std::int64_t won = 0;
  std::int64_t closed = 0;
};

struct WorthFacts {
  bool is_manager = true;
  std::int64_t reps = 0;  // who are counted here: of a large team some (scoreboard/near.h)
  std::int64_t reps_of = 0;
  SellingTime own;
  std::vector<SellingTime> others;  // reps of the team, without the person
  std::int64_t own_wins = 0;        // in kLookWeeks
  ClosedCount own_closed;
  ClosedCount reps_closed;
  std::vector<std::int64_t>
      amounts;  // of deals that were won, of all of them, in the organization's currency
  std::int64_t without_amount = 0;
  std::int64_t rep_wins = 0;          // of the team
  std::int64_t rep_weeks = 0;         // that its reps were there
  std::vector<stats::RepWeek> weeks;  // wins and hours of skill coaching of each rep
  // Of each rep in each of the manager's first draws of a week: minus the place that was drawn, and the wins in the four weeks after that
  // week. A stratum is those whose order the lot decided.
  std::vector<stats::Lot> lots;
  std::int64_t lot_draws = 0;  // in which the lot decided between two at least; one has several strata
};

// What nobody can count: settings, or what somebody tries.
struct Assumed {
  double margin_share = 0.3;
  double added_share = 0.45;
  double rep_selling_hours = 20;
  double preparation_minutes = 15;
  int reps = 1;            // together in the hour
  double freed_hours = 0;  // of a rep, for each hour that the manager sells; below 0: it costs some
  std::optional<double> weekly_hours;  // of own selling, in place of what is recorded
};

enum class InputKey {
  margin,       // of a win
  own_rate,     // wins in an own selling hour
  added,        // of these, what a rep would not have won
  base_wins,    // of a rep in a week
  rep_hour,     // what an hour of a rep is worth
  preparation,  // what preparing an hour with reps costs
  displaced,    // what an hour of selling frees or costs besides
  effect,       // what one more hour a week went along with
};
BOOST_DESCRIBE_ENUM(InputKey, margin, own_rate, added, base_wins, rep_hour, preparation, displaced, effect)

enum class InputUnit { money, per_hour, share, per_week, log_points };
BOOST_DESCRIBE_ENUM(InputUnit, money, per_hour, share, per_week, log_points)

enum class InputFrom { counted, judged, both };
BOOST_DESCRIBE_ENUM(InputFrom, counted, judged, both)

// By what a rate of wins is believed before the own hours.
enum class RateFrom {
  team,    // how the team's rates differ
  pooled,  // the team's common rate
  judged,  // wins a week over the selling hours that are assumed
};
BOOST_DESCRIBE_ENUM(RateFrom, team, pooled, judged)

// Why the own hours are not divided by.
enum class HoursGuard {
  none,
  nothing,  // none are recorded
  few,      // in too few weeks
  said,     // what somebody tries stands in their place
};
BOOST_DESCRIBE_ENUM(HoursGuard, none, nothing, few, said)

struct Input {
  InputKey key = InputKey::margin;
  InputUnit unit = InputUnit::money;
  InputFrom from = InputFrom::counted;
  double value = 0;
  std::optional<double> low;  // likely: four times in five
  std::optional<double> high;
  std::int64_t count = 0;  // that it was counted from
};

// How the headline may be said.
enum class WorthSaying {
  nothing,  // no deal of the team was won, or no amount is known
  own,      // of a rep: what an own hour brings
  sell,     // under all three priors the own hour is worth more
  coach,    // the other way round, and it rests on enough
  leaning,  // the other way round, on too little to say so
  undecided,
};
BOOST_DESCRIBE_ENUM(WorthSaying, nothing, own, sell, coach, leaning, undecided)

struct Worth {
  WorthSaying saying = WorthSaying::nothing;
  std::vector<Input> inputs;
  stats::Hour hour;  // in minor units of the organization's currency
  stats::Middle
      own;  // what an hour of own selling brings in all: the footnote of a manager, the figure of a rep
  double own_weight = 0;  // of the own hours in the rate
  RateFrom rate_from = RateFrom::judged;
  HoursGuard guard = HoursGuard::none;
  std::optional<stats::LiftComparison> comparison;  // of a manager
  std::optional<double> break_even;  // under the usual prior: of what a rep wins in a week, as a share
  stats::EvidenceFound evidence;
  bool may_show_money = false;
  std::optional<stats::NoAnswer> no_effect;  // why the hours tell nothing
  bool is_effect_used = false;               // in the priors; not where a placebo speaks against it
  std::optional<double> detectable;
  stats::Answer<stats::Beginning> beginning = stats::No(stats::NoAnswer::empty);  // the second estimate
  stats::Answer<stats::LotTest> lots = stats::No(stats::NoAnswer::empty);  // wins for one place earlier
};

Worth WorthOf(const WorthFacts& facts, const Assumed& assumed);

// The same hour where a win is worth `times` as much as the usual one, such as with one client; `added`: what is believed of the part of
// such wins that a rep would not have had, in place of the usual. Under the usual prior.
struct WorthHere {
  std::optional<double> break_even;  // as Worth's
  // Both net; none below the evidence from which money may be shown (stats/evidence.h).
  struct Money {
    stats::Middle sell;
    stats::Middle coach;
  };
  std::optional<Money> money;
};
WorthHere WorthHereOf(const Worth& worth, double times, std::optional<stats::BetaBelief> added = {});

}  // namespace baton::hour
