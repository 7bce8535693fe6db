#include "stats/evidence.h"

#include <cmath>
#include <span>

namespace baton::stats {
namespace {

bool AreSameSign(double one, double other) { return (one > 0 && other > 0) || (one < 0 && other < 0); }

// A comparison with what is not there, or NaN, is false.
bool Passes(Gate gate, const EvidenceFacts& facts) {
  switch (gate) {
    case Gate::wins:
      return facts.wins >= 20;
    case Gate::weeks:
      return facts.weeks >= 8;
    case Gate::reps:
      return facts.reps >= 8;
    case Gate::half_year:
      return facts.weeks >= 26;
    case Gate::own_weight:
      return facts.own_weight >= 0.3;
    case Gate::placebo:
      return facts.placebo_p_value && *facts.placebo_p_value > 0.05;
    case Gate::same_week:
      return facts.same_week_p_value && *facts.same_week_p_value > 0.05;
    case Gate::clusters:
      return facts.clusters >= 10;
    case Gate::detectable:
      return facts.estimate && facts.detectable && *facts.detectable > 0 &&
             std::abs(*facts.estimate) >= *facts.detectable;
    case Gate::same_sign:
      return facts.estimate && facts.other_estimate && AreSameSign(*facts.estimate, *facts.other_estimate);
    case Gate::without_any_one:
      return facts.estimate && facts.without_any_one &&
             AreSameSign(*facts.estimate, facts.without_any_one->low) &&
             AreSameSign(*facts.estimate, facts.without_any_one->high);
    case Gate::break_even:
      return facts.band && facts.break_even && facts.band->low <= facts.band->high &&
             (facts.band->low > *facts.break_even || facts.band->high < *facts.break_even);
    case Gate::lots:
      return facts.lots_p_value && *facts.lots_p_value >= 0 && *facts.lots_p_value <= 0.05;
  }
  return false;
}

std::vector<Gate> MissingOf(std::span<const Gate> gates, const EvidenceFacts& facts) {
  std::vector<Gate> missing;
  for (const Gate gate : gates) {
    if (!Passes(gate, facts)) missing.push_back(gate);
  }
  return missing;
}

}  // namespace

EvidenceFound EvidenceLevel(const EvidenceFacts& facts) {
  static constexpr Gate kDescription[] = {Gate::wins, Gate::weeks};
  static constexpr Gate kSuggestive[] = {Gate::reps, Gate::half_year, Gate::own_weight, Gate::placebo,
                                         Gate::same_week};
  static constexpr Gate kSupported[] = {Gate::clusters, Gate::detectable, Gate::same_sign,
                                        Gate::without_any_one, Gate::break_even};
  EvidenceFound found;
  found.missing = MissingOf(kDescription, facts);
  if (!found.missing.empty()) return found;
  if (Passes(Gate::lots, facts)) return {Evidence::experimental, {}};
  found.level = Evidence::description;
  found.missing = MissingOf(kSuggestive, facts);
  if (!found.missing.empty()) return found;
  found.level = Evidence::suggestive;
  found.missing = MissingOf(kSupported, facts);
  if (!found.missing.empty()) return found;
  return {Evidence::supported, {Gate::lots}};
}

bool MayShowMoney(Evidence level) { return level >= Evidence::suggestive; }

bool MaySayCoach(Evidence level, double chance_under_sceptic) {
  return level >= Evidence::supported || chance_under_sceptic >= 0.9;
}

}  // namespace baton::stats
