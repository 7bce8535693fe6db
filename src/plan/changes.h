// What a person changes in a draft: who takes an account, what is locked, which pairs may not be, the rules. Pure: the
// change is checked against the facts and becomes the choices that the next draft is made with.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "plan/facts.h"
#include "plan/model.h"
#include "plan/rules.h"

namespace baton::plan {

struct AssignInput {
  static constexpr const char* kSchemaName = "AssignInput";
  Id account_id;
  std::optional<Id> person_id;  // none: it stays with the manager
};
BOOST_DESCRIBE_STRUCT(AssignInput, (), (account_id, person_id))

struct PairInput {
  static constexpr const char* kSchemaName = "ForbidInput";
  Id account_id;
  Id person_id;
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(PairInput, (), (account_id, person_id, reason))

struct WeightsInput {
  static constexpr const char* kSchemaName = "PlanWeightsInput";
  std::optional<double> similarity, tie, tenure, capacity, locality, performance;
};
BOOST_DESCRIBE_STRUCT(WeightsInput, (), (similarity, tie, tenure, capacity, locality, performance))

// What is absent stays as it is; only accounts_per_rep is taken as it stands, since none means no limit.
struct RulesInput {
  static constexpr const char* kSchemaName = "PlanRulesInput";
  std::optional<WeightsInput> weights;
  std::optional<std::int32_t> introductions_per_manager;
  std::optional<std::int32_t> introductions_per_rep;
  std::optional<std::int32_t> accounts_per_rep;
  std::optional<bool> keep_known;
  std::optional<bool> territory_is_hard;
  std::optional<double> revenue_spread_weight;
  std::optional<double> growth_share;
  std::optional<double> other_team_penalty;
  std::optional<std::int32_t> renewal_days;
  std::optional<std::int32_t> horizon_weeks;
  std::optional<double> keep_below_fit;
  std::optional<std::vector<ExtraMinutes>> extra_minutes;
  std::optional<handoff::MoveChoices> moves;
};
BOOST_DESCRIBE_STRUCT(RulesInput, (),
                      (weights, introductions_per_manager, introductions_per_rep, accounts_per_rep,
                       keep_known, territory_is_hard, revenue_spread_weight, growth_share, other_team_penalty,
                       renewal_days, horizon_weeks, keep_below_fit, extra_minutes, moves))

struct ChangesInput {
  static constexpr const char* kSchemaName = "PlanChangesInput";
  std::vector<AssignInput> assign =
      {};                     // locks too: what somebody decided is not decided again by the engine
  std::vector<Id> lock = {};  // to whom the draft has it now
  std::vector<Id> unlock = {};
  std::vector<PairInput> forbid = {};
  std::vector<PairInput> allow = {};
  std::optional<RulesInput> rules = {};
};
BOOST_DESCRIBE_STRUCT(ChangesInput, (), (assign, lock, unlock, forbid, allow, rules))

PlanRules Apply(const RulesInput& input, PlanRules rules);

// The reps' hours as the rules assume them. Who is not in the facts (has left the team) is passed over.
void ApplyExtraMinutes(const PlanRules& rules, Facts& facts);
// The places of people in input.extra_minutes who are no reps of the facts.
std::vector<FieldFault> FaultsOf(const RulesInput& input, const Facts& facts);

// The forbidden pairs after the change, within `facts`: what is forbidden is added, what is allowed is taken out.
void ApplyPairs(const ChangesInput& changes, Facts& facts);

// The choices after the change; `choices` is how the draft stands, one per account of the facts. Faults name the place
// (assign[0].account_id). REQUIRES: ApplyPairs was called.
Result<std::vector<Choice>> ApplyChanges(const ChangesInput& changes, const Facts& facts,
                                         std::vector<Choice> choices);

}  // namespace baton::plan
