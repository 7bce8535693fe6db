#include "plan/model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "base/check.h"
#include "base/text.h"
#include "plan/weeks.h"

namespace baton::plan {
namespace {

std::optional<std::size_t> RepIndex(const Facts& facts, const std::optional<Id>& id) {
  if (!id) return std::nullopt;
  for (std::size_t r = 0; r < facts.reps.size(); ++r) {
    if (facts.reps[r].id == *id) return r;
  }
  return std::nullopt;
}

// How many more accounts a rep may have; none: no limit.
std::optional<std::int64_t> SlotsOf(const RepFacts& rep, const PlanRules& rules) {
  if (!rules.accounts_per_rep) return std::nullopt;
  return std::max<std::int64_t>(0, *rules.accounts_per_rep - rep.accounts_now);
}

// What accounts bring, revenue and growth in one number, and what a rep's fair share of it is. Each of the two counts against
// its own mean over the plan; the mean account has kRevenueUnits whatever the share of growth.
class Money {
 public:
  Money(const Facts& facts, const PlanRules& rules)
      : facts_(facts), penalty_(std::llround(rules.revenue_spread_weight * kFairPenaltyAtOne)) {
    double revenue = 0;
    double growth = 0;
    for (const AccountFacts& account : facts.accounts) {
      revenue += static_cast<double>(account.revenue_minor.value_or(0));
      growth += static_cast<double>(account.growth_minor);
    }
    // What nobody knows anything of does not count, and the other for all.
    double share = growth > 0 ? rules.growth_share.value_or(0) : 0;
    if (revenue <= 0 && share > 0) share = 1;
    const double of_mean = static_cast<double>(kRevenueUnits) * static_cast<double>(facts.accounts.size());
    if (revenue > 0) per_revenue_ = (1 - share) * of_mean / revenue;
    if (share > 0) per_growth_ = share * of_mean / growth;
  }

  std::int64_t penalty() const { return penalty_; }

  std::int64_t Of(const AccountFacts& account) const {
    return Units(account.revenue_minor.value_or(0), account.growth_minor);
  }
  std::int64_t Now(const RepFacts& rep) const { return Units(rep.revenue_now_minor, rep.growth_now_minor); }

  // What should come to each rep, so that with what the reps have now all have the same.
  std::vector<std::int64_t> FairTargets() const {
    std::int64_t all = 0;
    for (const AccountFacts& account : facts_.accounts) all += Of(account);
    for (const RepFacts& rep : facts_.reps) all += Now(rep);
    std::vector<std::int64_t> targets;
    for (const RepFacts& rep : facts_.reps)
      targets.push_back(all / static_cast<std::int64_t>(facts_.reps.size()) - Now(rep));
    return targets;
  }

 private:
  std::int64_t Units(std::int64_t revenue_minor, std::int64_t growth_minor) const {
    const double units =
        static_cast<double>(revenue_minor) * per_revenue_ + static_cast<double>(growth_minor) * per_growth_;
    return std::llround(std::clamp(units, 0.0, static_cast<double>(kMostRevenueUnits)));
  }

  const Facts& facts_;
  std::int64_t penalty_;
  double per_revenue_ = 0;  // units for one of the smallest coins
  double per_growth_ = 0;
};

class Builder {
 public:
  Builder(const Facts& facts, const FitTable& table, const PlanRules& rules, std::span<const Choice> choices,
          const std::vector<bool>& is_counted)
      : facts_(facts), table_(table), rules_(rules), choices_(choices), money_(facts, rules) {
    model_.is_counted = is_counted;
    model_.is_counted.resize(facts.reps.size(), false);
    for (std::size_t r = 0; r < facts.reps.size(); ++r) {
      is_there_.push_back(PresenceOf(facts, rules, r) == Presence::there);
    }
  }

  Model Run() {
    AddReps();
    model_.problem.candidates.reserve(facts_.accounts.size() * facts_.reps.size());
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) AddOne(j);
    return std::move(model_);
  }

  Model RunAgain(const ModelBefore& before, const std::vector<bool>& anew) {
    AddReps();
    model_.problem.candidates.reserve(before.model.problem.candidates.size() + facts_.reps.size());
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      if (anew[j] || choices_[j] != before.choices[j]) {
        AddOne(j);
      } else {
        TakeOne(before.model, j);
      }
    }
    return std::move(model_);
  }

 private:
  void AddReps() {
    const auto targets = money_.FairTargets();
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) {
      const RepFacts& rep = facts_.reps[r];
      const bool has_room = SlotsOf(rep, rules_).value_or(1) > 0;
      model_.problem.reps.push_back({.capacity = has_room ? rep.FreeMinutes() : 0,
                                     .fair_target = money_.penalty() > 0 ? targets[r] : 0,
                                     .fair_penalty = money_.penalty()});
    }
  }

  std::int64_t LoadAt(const AccountFacts& account, std::size_t rep) const {
    const RepFacts& who = facts_.reps[rep];
    const bool is_counted = model_.is_counted[rep] || SlotsOf(who, rules_) == std::int64_t{0};
    return is_counted ? CountedLoad(who, rules_, account.load_minutes) : account.load_minutes;
  }

  std::int64_t CostOf(std::size_t j, std::size_t rep, const Choice& choice) const {
    return PairCostOf(facts_, table_, rules_, j, rep).Sum() -
           (choice.before == facts_.reps[rep].id ? kStayBonus : 0);
  }

  Out WhyOut(std::size_t j) const {
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) {
      if (table_.Permille(j, r) >= std::llround(1000 * rules_.keep_below_fit)) return Out::no_rep;
    }
    return facts_.reps.empty() ? Out::no_rep : Out::no_fit;
  }

  void AddOne(std::size_t j) {
    const AccountFacts& account = facts_.accounts[j];
    const Choice& choice = choices_[j];
    if (choice.is_locked && !choice.locked_to) return Leave(Out::by_hand);

    const auto locked = choice.is_locked ? RepIndex(facts_, choice.locked_to) : std::nullopt;
    std::vector<assign::Candidate> candidates;
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) {
      // What the manager locks holds against fit and territory, as a judgement of his; not against a forbidden pair.
      const bool may = locked ? r == *locked && !IsForbidden(facts_, account.id, facts_.reps[r].id)
                              : is_there_[r] && BarOf(facts_, table_, rules_, j, r) == Bar::none;
      if (!may) continue;
      candidates.push_back({static_cast<std::int32_t>(r), CostOf(j, r, choice), LoadAt(account, r)});
    }
    if (candidates.empty()) return Leave(WhyOut(j));

    const std::int64_t units = money_.Of(account);
    const std::int32_t index = assign::AddAccount(
        model_.problem,
        {.unplaced_cost = (locked ? kLockedUnplacedCost : kUnplacedCost) + money_.penalty() * units,
         .revenue = units,
         .locked_rep = locked ? static_cast<std::int32_t>(*locked) : assign::kNoLock},
        std::span<const assign::Candidate>(candidates));
    model_.index_of.push_back(index);
    model_.account_of.push_back(j);
    model_.out.push_back(Out::in);
    model_.before.push_back(RepIndex(facts_, choice.before));
  }

  void TakeOne(const Model& before, std::size_t j) {
    const std::int32_t index = before.index_of[j];
    if (index < 0) return Leave(before.out[j]);
    const auto& account = before.problem.accounts[static_cast<std::size_t>(index)];
    model_.index_of.push_back(
        assign::AddAccount(model_.problem, account, before.problem.CandidatesOf(index)));
    model_.account_of.push_back(j);
    model_.out.push_back(Out::in);
    model_.before.push_back(before.before[static_cast<std::size_t>(index)]);
  }

  void Leave(Out why) {
    model_.index_of.push_back(-1);
    model_.out.push_back(why);
  }

  const Facts& facts_;
  const FitTable& table_;
  const PlanRules& rules_;
  const std::span<const Choice> choices_;
  const Money money_;
  std::vector<bool> is_there_;  // per rep
  Model model_;
};

}  // namespace

std::int64_t OtherTeamCost(const PlanRules& rules) {
  return std::llround(rules.OtherTeamPenalty() * kFitCost);
}

PairCost PairCostOf(const Facts& facts, const FitTable& table, const PlanRules& rules, std::size_t account,
                    std::size_t rep) {
  const AccountFacts& what = facts.accounts[account];
  const bool is_known = rules.keep_known && facts.TieOf(what.id, facts.reps[rep].id).contacts_met > 0;
  return {.fit = kFitCost - table.Permille(account, rep),
          .known = is_known ? -kKnownBonus : 0,
          .team = Facts::IsOfTeam(what, facts.reps[rep]) ? 0 : OtherTeamCost(rules)};
}

std::int64_t CountedLoad(const RepFacts& rep, const PlanRules& rules, std::int64_t minutes) {
  const auto slots = SlotsOf(rep, rules);
  if (!slots) return minutes;
  // Where a rep has no slot left the capacity is 0; a load of one keeps accounts without a load out too.
  if (*slots == 0) return std::max<std::int64_t>(1, minutes);
  // The smallest share of the free time of which one more than the slots do not fit.
  return std::max(minutes, rep.FreeMinutes() / (*slots + 1) + 1);
}

bool IsForbidden(const Facts& facts, Id account, Id rep) {
  return std::any_of(facts.forbidden.begin(), facts.forbidden.end(), [&](const ForbiddenPair& pair) {
    return pair.account_id == account && pair.person_id == rep;
  });
}

Bar BarOf(const Facts& facts, const FitTable& table, const PlanRules& rules, std::size_t account,
          std::size_t rep) {
  const AccountFacts& a = facts.accounts[account];
  const RepFacts& r = facts.reps[rep];
  if (table.Permille(account, rep) < std::llround(1000 * rules.keep_below_fit)) return Bar::fit;
  if (rules.territory_is_hard && !a.territory.empty() && !r.territory.empty() &&
      Fold(a.territory) != Fold(r.territory)) {
    return Bar::territory;
  }
  return IsForbidden(facts, a.id, r.id) ? Bar::forbidden : Bar::none;
}

Model BuildModel(const Facts& facts, const FitTable& table, const PlanRules& rules,
                 std::span<const Choice> choices, const std::vector<bool>& is_counted) {
  Check(choices.size() == facts.accounts.size(), "one choice per account");
  return Builder(facts, table, rules, choices, is_counted).Run();
}

Model ModelAgain(const Facts& facts, const FitTable& table, const PlanRules& rules,
                 std::span<const Choice> choices, const ModelBefore& before, const std::vector<bool>& anew) {
  return Builder(facts, table, rules, choices, before.model.is_counted).RunAgain(before, anew);
}

std::vector<std::size_t> OverCount(const Facts& facts, const PlanRules& rules,
                                   const assign::Solution& solution) {
  std::vector<std::int64_t> added(facts.reps.size(), 0);
  for (const std::int32_t rep : solution.assignment) {
    if (rep != assign::kUnplaced) ++added[static_cast<std::size_t>(rep)];
  }
  std::vector<std::size_t> over;
  for (std::size_t r = 0; r < facts.reps.size(); ++r) {
    const auto slots = SlotsOf(facts.reps[r], rules);
    if (slots && added[r] > *slots) over.push_back(r);
  }
  return over;
}

std::int64_t PlainCost(const Facts& facts, const FitTable& table, const PlanRules& rules, const Model& model,
                       std::span<const std::optional<std::size_t>> successors) {
  const Money money(facts, rules);
  std::vector<std::int64_t> moved(facts.reps.size(), 0);
  std::int64_t cost = 0;
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    if (model.out[j] == Out::by_hand) continue;
    const std::int64_t units = money.Of(facts.accounts[j]);
    if (!successors[j]) {
      cost += kUnplacedCost + money.penalty() * units;
      continue;
    }
    cost += PairCostOf(facts, table, rules, j, *successors[j]).Sum();
    moved[*successors[j]] += units;
  }
  const auto targets = money.FairTargets();
  for (std::size_t r = 0; r < facts.reps.size(); ++r)
    cost += money.penalty() * std::abs(moved[r] - targets[r]);
  return cost;
}

}  // namespace baton::plan
