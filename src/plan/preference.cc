#include "plan/preference.h"

#include <algorithm>
#include <array>
#include <utility>

#include "assign/problem.h"
#include "plan/model.h"

namespace baton::plan {
namespace {

// What the fair shares would cost more if `other` had the account.
std::int64_t MoneyOf(const PlanAt& at, std::size_t account, std::size_t rep, std::size_t other) {
  const std::int64_t units = at.model.UnitsOf(account);
  const auto cost = [&](std::size_t r, std::int64_t more) {
    return assign::FairCost(at.model.problem.reps[r], at.standing.units[r] + more);
  };
  return cost(rep, -units) + cost(other, units) - cost(rep, 0) - cost(other, 0);
}

bool HadBefore(const Model& model, std::size_t account, std::size_t rep) {
  const std::int32_t index = model.index_of[account];
  return index >= 0 && model.before[static_cast<std::size_t>(index)] == rep;
}

// Whether the engine has room: a rep whose accounts are counted may have none for it, though hours and limit each leave some.
bool HasRoom(const PlanAt& at, std::size_t account, std::size_t rep) {
  return !at.model.is_counted[rep] || at.WouldFit(rep, at.facts.accounts[account].load_minutes);
}

}  // namespace

Preference PreferenceFor(const PlanAt& at, std::size_t account, std::size_t rep, std::size_t other) {
  const PairCost its = PairCostOf(at.facts, at.table, at.rules, account, rep);
  const PairCost others = PairCostOf(at.facts, at.table, at.rules, account, other);
  const auto stay = [&](std::size_t r) { return HadBefore(at.model, account, r) ? kStayBonus : 0; };
  return {.fit = others.fit - its.fit,
          .known = others.known - its.known,
          .team = others.team - its.team,
          .money = MoneyOf(at, account, rep, other),
          .stay = stay(rep) - stay(other)};
}

Weight Decisive(const Preference& preference) {
  const auto& [fit, known, team, money, stay] = preference;
  if (preference.Sum() < 0) return Weight::none;
  std::int64_t against = 0;
  for (const std::int64_t part : {fit, known, team, money, stay}) against -= std::min<std::int64_t>(0, part);
  const std::array<std::pair<Weight, std::int64_t>, 4> parts{{{Weight::fit, fit >= kWorthSaying ? fit : 0},
                                                              {Weight::known, known},
                                                              {Weight::team, team},
                                                              {Weight::money, money}}};
  const auto outweighs = [&](const auto& part) { return part.second > 0 && part.second >= against; };
  if (const auto alone = std::ranges::find_if(parts, outweighs); alone != parts.end()) return alone->first;
  const auto heaviest = std::ranges::max_element(parts, {}, &std::pair<Weight, std::int64_t>::second);
  return heaviest->second > 0 ? heaviest->first : Weight::none;
}

const char* WhyNotBest(const PlanAt& at, std::size_t account, std::size_t successor, std::size_t best) {
  if (!at.IsThere(best) || BarOf(at.facts, at.table, at.rules, account, best) != Bar::none)
    return "plan.reason.better_may_not";
  if (at.IsAtLimit(best) || at.IsFull(best, at.facts.accounts[account].load_minutes))
    return "plan.reason.better_full";
  switch (Decisive(PreferenceFor(at, account, successor, best))) {
    case Weight::known:
      return "plan.reason.better_stranger";
    case Weight::team:
      return "plan.reason.better_other_team";
    case Weight::money:
      return "plan.reason.better_spread";
    case Weight::fit:
    case Weight::none:
      break;
  }
  // With room and nothing against it the plan would be better: only a search that was not run to its end leaves that.
  return HasRoom(at, account, best) ? "plan.reason.better_untried" : "plan.reason.better_elsewhere";
}

}  // namespace baton::plan
