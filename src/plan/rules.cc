#include "plan/rules.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "settings/settings.h"

namespace baton::plan {
namespace {

struct Bounds {
  double minimum;
  double maximum;
};

void CheckNumber(double value, Bounds bounds, std::string path, std::vector<FieldFault>& faults) {
  if (std::isfinite(value) && value >= bounds.minimum && value <= bounds.maximum) return;
  faults.push_back(
      {std::move(path),
       {"problem.field.out_of_range", {{"minimum", bounds.minimum}, {"maximum", bounds.maximum}}}});
}

std::int32_t Whole(double value) { return static_cast<std::int32_t>(std::lround(value)); }

}  // namespace

PlanRules DefaultRules(const settings::Settings& settings) {
  PlanRules rules;
  rules.weights = {settings.weight_similarity, settings.weight_tie,      settings.weight_tenure,
                   settings.weight_capacity,   settings.weight_locality, settings.weight_performance};
  rules.introductions_per_manager = Whole(settings.introductions_per_manager);
  rules.introductions_per_rep = Whole(settings.introductions_per_rep);
  rules.revenue_spread_weight = settings.revenue_spread_weight;
  rules.growth_share = settings.growth_share;
  rules.other_team_penalty = settings.other_team_penalty;
  rules.renewal_days = Whole(settings.renewal_days);
  rules.horizon_weeks = Whole(settings.horizon_weeks);
  rules.keep_below_fit = settings.keep_below_fit;
  return rules;
}

std::vector<FieldFault> FaultsOf(const PlanRules& rules, const std::string& path) {
  std::vector<FieldFault> faults;
  const Weights& weights = rules.weights;
  const std::pair<const char*, double> named[] = {
      {"similarity", weights.similarity}, {"tie", weights.tie},
      {"tenure", weights.tenure},         {"capacity", weights.capacity},
      {"locality", weights.locality},     {"performance", weights.performance}};
  double total = 0;
  for (const auto& [name, value] : named) {
    CheckNumber(value, {0, 1000}, path + ".weights." + name, faults);
    total += value;
  }
  if (faults.empty() && !(total > 0)) faults.push_back({path + ".weights", {"problem.plan.no_weight"}});
  CheckNumber(rules.introductions_per_manager, {1, 50}, path + ".introductions_per_manager", faults);
  CheckNumber(rules.introductions_per_rep, {1, 50}, path + ".introductions_per_rep", faults);
  if (rules.accounts_per_rep)
    CheckNumber(*rules.accounts_per_rep, {0, 10000}, path + ".accounts_per_rep", faults);
  CheckNumber(rules.revenue_spread_weight, {0, 10}, path + ".revenue_spread_weight", faults);
  if (rules.growth_share) CheckNumber(*rules.growth_share, {0, 1}, path + ".growth_share", faults);
  CheckNumber(rules.OtherTeamPenalty(), {0, 1}, path + ".other_team_penalty", faults);
  CheckNumber(rules.renewal_days, {0, 365}, path + ".renewal_days", faults);
  CheckNumber(rules.horizon_weeks, {1, 104}, path + ".horizon_weeks", faults);
  CheckNumber(rules.keep_below_fit, {0, 1}, path + ".keep_below_fit", faults);
  const auto extra = rules.extra_minutes.value_or(std::vector<ExtraMinutes>{});
  for (std::size_t i = 0; i < extra.size(); ++i) {
    const std::string place = path + ".extra_minutes[" + std::to_string(i) + "]";
    CheckNumber(extra[i].minutes, {-kMostExtraMinutes, kMostExtraMinutes}, place + ".minutes", faults);
    const auto is_same = [&](const ExtraMinutes& other) { return other.person_id == extra[i].person_id; };
    if (std::any_of(extra.begin(), extra.begin() + static_cast<std::ptrdiff_t>(i), is_same)) {
      faults.push_back({place + ".person_id", {"problem.plan.person_twice"}});
    }
  }
  return faults;
}

}  // namespace baton::plan
