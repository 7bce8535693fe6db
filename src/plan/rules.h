// What a person may set for one plan: how the parts of the fit weigh, how many introductions a week are possible,
// and what else the plan minds. Every number here is a judgement with a default from the organization's settings.
//
//   PlanRules rules = DefaultRules(settings);
//   rules.weights.tie = 0.5;                  // weights need not sum to one, they are normalised
//   if (auto faults = FaultsOf(rules); !faults.empty()) return Fail(faults);
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "handoff/handoff.h"

namespace baton::settings {
struct Settings;
}

namespace baton::plan {

struct Weights {
  double similarity = 0.35;
  double tie = 0.25;
  double tenure = 0.15;
  double capacity = 0.15;
  double locality = 0.10;
  double performance = 0.0;

  bool operator==(const Weights&) const = default;
};
BOOST_DESCRIBE_STRUCT(Weights, (), (similarity, tie, tenure, capacity, locality, performance))

// What if a rep had so much more time a week, or less? A manager's assumption; the rep's hours themselves stay as they are.
struct ExtraMinutes {
  Id person_id;
  std::int32_t minutes = 0;

  bool operator==(const ExtraMinutes&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExtraMinutes, (), (person_id, minutes))

inline constexpr std::int32_t kMostExtraMinutes = 40 * 60;

struct PlanRules {
  Weights weights = {};
  std::int32_t introductions_per_manager = 3;         // a week
  std::int32_t introductions_per_rep = 2;             // a week
  std::optional<std::int32_t> accounts_per_rep = {};  // at most so many in all, those a rep has now included
  bool keep_known = true;                             // prefer a rep whom the client has met
  bool territory_is_hard = false;      // where account and rep both name a territory, it must be the same
  double revenue_spread_weight = 0.2;  // price of money away from the fair share, against 1 for fit
  std::optional<double> growth_share =
      {};  // how much of that money is growth, 0 to 1; none, of older plans: 0
  // Of a fit: what a rep of another team than that of the manager who hands over counts less; none, of older plans: .05
  std::optional<double> other_team_penalty = {};
  std::int32_t renewal_days = 60;   // no introduction this close before a renewal
  std::int32_t horizon_weeks = 12;  // introductions are planned this far
  double keep_below_fit = 0.4;      // an account that fits nobody this well stays with the manager
  std::optional<std::vector<ExtraMinutes>> extra_minutes = {};
  std::optional<handoff::MoveChoices> moves = {};  // what goes along with each account; none: the defaults

  double OtherTeamPenalty() const { return other_team_penalty.value_or(0.05); }

  bool operator==(const PlanRules&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanRules, (),
                      (weights, introductions_per_manager, introductions_per_rep, accounts_per_rep,
                       keep_known, territory_is_hard, revenue_spread_weight, growth_share, other_team_penalty,
                       renewal_days, horizon_weeks, keep_below_fit, extra_minutes, moves))

PlanRules DefaultRules(const settings::Settings& settings);

// The places at fault, with paths below `path` ("rules.weights.tie"); empty when a plan can be made by them.
std::vector<FieldFault> FaultsOf(const PlanRules& rules, const std::string& path = "rules");

}  // namespace baton::plan
