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

// Revenue in units of the plan, and what a rep's fair share of it is.
class Revenue {
 public:
  Revenue(const Facts& facts, const PlanRules& rules)
      : facts_(facts), penalty_(std::llround(rules.revenue_spread_weight * kFairPenaltyAtOne)) {
    for (const AccountFacts& account : facts.accounts) total_minor_ += account.revenue_minor.value_or(0);
  }

  std::int64_t penalty() const { return penalty_; }

  std::int64_t Units(std::int64_t minor) const {
    if (total_minor_ <= 0) return 0;
    const double mean = static_cast<double>(total_minor_) / static_cast<double>(facts_.accounts.size());
    return std::llround(static_cast<double>(minor) * static_cast<double>(kRevenueUnits) / mean);
  }

  // What should come to this rep, so that with what the reps have now all have the same.
  std::int64_t FairTarget(std::size_t rep) const {
    std::int64_t all = Units(total_minor_);
    for (const RepFacts& other : facts_.reps) all += Units(other.revenue_now_minor);
    return all / static_cast<std::int64_t>(facts_.reps.size()) - Units(facts_.reps[rep].revenue_now_minor);
  }

 private:
  const Facts& facts_;
  std::int64_t penalty_;
  std::int64_t total_minor_ = 0;
};

std::int64_t PairCost(const Facts& facts, const FitTable& table, const PlanRules& rules, std::size_t account,
                      std::size_t rep) {
  const AccountFacts& what = facts.accounts[account];
  const bool is_known = facts.TieOf(what.id, facts.reps[rep].id).contacts_met > 0;
  return kFitCost - table.Permille(account, rep) - (rules.keep_known && is_known ? kKnownBonus : 0) +
         (Facts::IsOfTeam(what, facts.reps[rep]) ? 0 : kOtherTeamCost);
}

class Builder {
 public:
  Builder(const Facts& facts, const FitTable& table, const PlanRules& rules, std::span<const Choice> choices,
          const std::vector<bool>& is_counted)
      : facts_(facts), table_(table), rules_(rules), choices_(choices), revenue_(facts, rules) {
    model_.is_counted = is_counted;
    model_.is_counted.resize(facts.reps.size(), false);
    for (std::size_t r = 0; r < facts.reps.size(); ++r) {
      is_there_.push_back(PresenceOf(facts, rules, r) == Presence::there);
    }
  }

  Model Run() {
    AddReps();
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) AddOne(j);
    return std::move(model_);
  }

 private:
  void AddReps() {
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) {
      const RepFacts& rep = facts_.reps[r];
      const bool has_room = SlotsOf(rep, rules_).value_or(1) > 0;
      model_.problem.reps.push_back({.capacity = has_room ? rep.FreeMinutes() : 0,
                                     .fair_target = revenue_.penalty() > 0 ? revenue_.FairTarget(r) : 0,
                                     .fair_penalty = revenue_.penalty()});
    }
  }

  std::int64_t LoadAt(const AccountFacts& account, std::size_t rep) const {
    const RepFacts& who = facts_.reps[rep];
    const bool is_counted = model_.is_counted[rep] || SlotsOf(who, rules_) == std::int64_t{0};
    return is_counted ? CountedLoad(who, rules_, account.load_minutes) : account.load_minutes;
  }

  std::int64_t CostOf(std::size_t j, std::size_t rep, const Choice& choice) const {
    return PairCost(facts_, table_, rules_, j, rep) - (choice.before == facts_.reps[rep].id ? kStayBonus : 0);
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

    const std::int64_t revenue = revenue_.Units(account.revenue_minor.value_or(0));
    const std::int32_t index = assign::AddAccount(
        model_.problem,
        {.unplaced_cost = (locked ? kLockedUnplacedCost : kUnplacedCost) + revenue_.penalty() * revenue,
         .revenue = revenue,
         .locked_rep = locked ? static_cast<std::int32_t>(*locked) : assign::kNoLock},
        std::span<const assign::Candidate>(candidates));
    model_.index_of.push_back(index);
    model_.account_of.push_back(j);
    model_.out.push_back(Out::in);
    model_.before.push_back(RepIndex(facts_, choice.before));
  }

  void Leave(Out why) {
    model_.index_of.push_back(-1);
    model_.out.push_back(why);
  }

  const Facts& facts_;
  const FitTable& table_;
  const PlanRules& rules_;
  const std::span<const Choice> choices_;
  const Revenue revenue_;
  std::vector<bool> is_there_;  // per rep
  Model model_;
};

// The reps that have more accounts than they may.
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

// How close a search has come.
struct Gap {
  bool is_known = false;
  std::int64_t objective = 0;
  std::int64_t bound = 0;

  bool IsSmall() const {
    return is_known && objective - bound <= std::abs(objective) / 1000 * kSettlePermille;
  }
};

// Prices of accounts and reps are of use for the same ones.
bool IsSameProblem(const Facts& facts, const Model& model, const Again& again) {
  const auto is_account = [&](std::size_t j, Id id) { return facts.accounts[j].id == id; };
  return std::ranges::equal(model.account_of, again.account_ids, is_account) &&
         std::ranges::equal(facts.reps, again.rep_ids, {}, &RepFacts::id);
}

}  // namespace

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

Solved SolveFacts(const Facts& facts, const FitTable& table, const PlanRules& rules,
                  std::span<const Choice> choices, const std::function<bool()>& should_stop,
                  const Again& again) {
  Solved solved;
  std::vector<bool> is_counted(facts.reps.size(), false);
  for (;;) {
    solved.model = BuildModel(facts, table, rules, choices, is_counted);
    const auto faults = assign::Validate(solved.model.problem, 1);
    Check(faults.empty(), "the model is within the engine's limits");
    Gap gap;
    assign::SolveOptions options{
        .should_stop =
            [&] {
              return (should_stop && should_stop()) ||
                     (gap.IsSmall() && again.waited && again.waited() >= kSettleTime);
            },
        .progress =
            [&](const assign::Progress& progress) {
              gap = {true, progress.objective, progress.bound};
            }};
    if (IsSameProblem(facts, solved.model, again)) options.start_prices = again.prices;
    for (const auto& before : solved.model.before) {
      options.start.push_back(before ? static_cast<std::int32_t>(*before) : assign::kUnplaced);
    }
    solved.solution = assign::Solve(solved.model.problem, options);
    const auto over = OverCount(facts, rules, solved.solution);
    if (over.empty()) return solved;
    for (const std::size_t rep : over) {
      Check(!is_counted[rep], "a counted rep keeps the limit");
      is_counted[rep] = true;
    }
  }
}

std::optional<std::size_t> SuccessorOf(const Solved& solved, std::size_t account) {
  const std::int32_t index = solved.model.index_of[account];
  if (index < 0) return std::nullopt;
  const std::int32_t rep = solved.solution.assignment[static_cast<std::size_t>(index)];
  if (rep == assign::kUnplaced) return std::nullopt;
  return static_cast<std::size_t>(rep);
}

std::int64_t PlainCost(const Facts& facts, const FitTable& table, const PlanRules& rules, const Model& model,
                       std::span<const std::optional<std::size_t>> successors) {
  const Revenue revenue(facts, rules);
  std::vector<std::int64_t> moved(facts.reps.size(), 0);
  std::int64_t cost = 0;
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    if (model.out[j] == Out::by_hand) continue;
    const std::int64_t units = revenue.Units(facts.accounts[j].revenue_minor.value_or(0));
    if (!successors[j]) {
      cost += kUnplacedCost + revenue.penalty() * units;
      continue;
    }
    cost += PairCost(facts, table, rules, j, *successors[j]);
    moved[*successors[j]] += units;
  }
  for (std::size_t r = 0; r < facts.reps.size(); ++r) {
    cost += revenue.penalty() * std::abs(moved[r] - revenue.FairTarget(r));
  }
  return cost;
}

}  // namespace baton::plan
