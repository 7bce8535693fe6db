#include "plan/changes.h"

#include <algorithm>
#include <map>
#include <set>

#include "plan/reasons.h"

namespace baton::plan {
namespace {

std::string At(const char* list, std::size_t index, const char* member = "") {
  return std::string(list) + "[" + std::to_string(index) + "]" + member;
}

class Applier {
 public:
  Applier(const ChangesInput& changes, const Facts& facts, std::vector<Choice> choices)
      : changes_(changes), facts_(facts), choices_(std::move(choices)) {
    for (std::size_t j = 0; j < facts.accounts.size(); ++j) index_[facts.accounts[j].id] = j;
  }

  Result<std::vector<Choice>> Run() {
    Unlock();
    Lock();
    Assign();
    CheckPairPlaces("forbid", changes_.forbid);
    CheckPairPlaces("allow", changes_.allow);
    if (!faults_.empty()) return Fail(std::move(faults_));
    if (auto pairs = CheckForbidden(); !pairs) return Fail(std::move(pairs.error()));
    if (auto room = CheckRoom(); !room) return Fail(std::move(room.error()));
    return std::move(choices_);
  }

 private:
  Choice* Find(Id account, std::string path) {
    const auto found = index_.find(account);
    if (found != index_.end()) return &choices_[found->second];
    faults_.push_back({std::move(path), {"problem.plan.not_in_plan"}});
    return nullptr;
  }

  const RepFacts* FindRep(Id person) const {
    const auto found = std::find_if(facts_.reps.begin(), facts_.reps.end(),
                                    [&](const RepFacts& rep) { return rep.id == person; });
    return found == facts_.reps.end() ? nullptr : &*found;
  }

  void Unlock() {
    for (std::size_t i = 0; i < changes_.unlock.size(); ++i) {
      if (Choice* choice = Find(changes_.unlock[i], At("unlock", i))) {
        choice->is_locked = false;
        choice->locked_to.reset();
      }
    }
  }

  void Lock() {
    for (std::size_t i = 0; i < changes_.lock.size(); ++i) {
      Choice* choice = Find(changes_.lock[i], At("lock", i));
      if (choice == nullptr || choice->is_locked) continue;
      choice->is_locked = true;
      choice->locked_to = choice->before;
    }
  }

  void Assign() {
    std::set<Id> seen;
    for (std::size_t i = 0; i < changes_.assign.size(); ++i) {
      const AssignInput& assign = changes_.assign[i];
      Choice* choice = Find(assign.account_id, At("assign", i, ".account_id"));
      if (!seen.insert(assign.account_id).second) {
        faults_.push_back({At("assign", i, ".account_id"), {"problem.plan.twice"}});
      }
      if (assign.person_id && FindRep(*assign.person_id) == nullptr) {
        faults_.push_back({At("assign", i, ".person_id"), {"problem.plan.not_a_rep"}});
      }
      if (choice == nullptr) continue;
      choice->is_locked = true;
      choice->locked_to = assign.person_id;
    }
  }

  void CheckPairPlaces(const char* list, const std::vector<PairInput>& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      Find(pairs[i].account_id, At(list, i, ".account_id"));
      if (FindRep(pairs[i].person_id) == nullptr) {
        faults_.push_back({At(list, i, ".person_id"), {"problem.plan.not_a_rep"}});
      }
    }
  }

  // A pair that is newly forbidden loses its lock; a person is not given what is forbidden.
  Result<Done> CheckForbidden() {
    for (std::size_t j = 0; j < choices_.size(); ++j) {
      Choice& choice = choices_[j];
      if (!choice.is_locked || !choice.locked_to) continue;
      const AccountFacts& account = facts_.accounts[j];
      const bool is_forbidden =
          std::any_of(facts_.forbidden.begin(), facts_.forbidden.end(), [&](const ForbiddenPair& pair) {
            return pair.account_id == account.id && pair.person_id == *choice.locked_to;
          });
      if (!is_forbidden) continue;
      const bool is_assigned = std::any_of(changes_.assign.begin(), changes_.assign.end(),
                                           [&](const AssignInput& a) { return a.account_id == account.id; });
      if (is_assigned) {
        const RepFacts* rep = FindRep(*choice.locked_to);
        return Fail(Kind::conflict, "problem.plan.forbidden_pair",
                    {{"person", rep ? rep->name : std::string()}, {"account", account.name}});
      }
      choice.is_locked = false;
      choice.locked_to.reset();
    }
    return Done{};
  }

  // What is given to a rep by hand must fit into the free hours; otherwise the engine would have to leave it.
  Result<Done> CheckRoom() const {
    std::map<Id, std::int64_t> locked;
    for (std::size_t j = 0; j < choices_.size(); ++j) {
      if (choices_[j].is_locked && choices_[j].locked_to) {
        locked[*choices_[j].locked_to] += facts_.accounts[j].load_minutes;
      }
    }
    for (const AssignInput& assign : changes_.assign) {
      const RepFacts* rep = assign.person_id ? FindRep(*assign.person_id) : nullptr;
      if (rep == nullptr || locked[rep->id] <= rep->FreeMinutes()) continue;
      return Fail(Kind::conflict, "problem.plan.no_room",
                  {{"person", rep->name},
                   {"free", HoursOf(rep->FreeMinutes())},
                   {"needed", HoursOf(locked[rep->id])}});
    }
    return Done{};
  }

  const ChangesInput& changes_;
  const Facts& facts_;
  std::vector<Choice> choices_;
  std::map<Id, std::size_t> index_;
  std::vector<FieldFault> faults_;
};

}  // namespace

PlanRules Apply(const RulesInput& input, PlanRules rules) {
  const auto take = [](const auto& given, auto& value) {
    if (given) value = *given;
  };
  if (input.weights) {
    take(input.weights->similarity, rules.weights.similarity);
    take(input.weights->tie, rules.weights.tie);
    take(input.weights->tenure, rules.weights.tenure);
    take(input.weights->capacity, rules.weights.capacity);
    take(input.weights->locality, rules.weights.locality);
    take(input.weights->performance, rules.weights.performance);
  }
  take(input.introductions_per_manager, rules.introductions_per_manager);
  take(input.introductions_per_rep, rules.introductions_per_rep);
  rules.accounts_per_rep = input.accounts_per_rep;
  take(input.keep_known, rules.keep_known);
  take(input.territory_is_hard, rules.territory_is_hard);
  take(input.revenue_spread_weight, rules.revenue_spread_weight);
  if (input.growth_share) rules.growth_share = input.growth_share;
  if (input.other_team_penalty) rules.other_team_penalty = input.other_team_penalty;
  take(input.renewal_days, rules.renewal_days);
  take(input.horizon_weeks, rules.horizon_weeks);
  take(input.keep_below_fit, rules.keep_below_fit);
  if (input.extra_minutes) rules.extra_minutes = input.extra_minutes;
  if (input.moves) rules.moves = input.moves;
  return rules;
}

void ApplyExtraMinutes(const PlanRules& rules, Facts& facts) {
  for (const ExtraMinutes& extra : rules.extra_minutes.value_or(std::vector<ExtraMinutes>{})) {
    const auto rep = std::ranges::find(facts.reps, extra.person_id, &RepFacts::id);
    if (rep == facts.reps.end()) continue;
    rep->capacity_minutes = std::max<std::int64_t>(0, rep->capacity_minutes + extra.minutes);
  }
}

std::vector<FieldFault> FaultsOf(const RulesInput& input, const Facts& facts) {
  std::vector<FieldFault> faults;
  if (!input.extra_minutes) return faults;
  for (std::size_t i = 0; i < input.extra_minutes->size(); ++i) {
    const Id person = (*input.extra_minutes)[i].person_id;
    if (std::ranges::find(facts.reps, person, &RepFacts::id) != facts.reps.end()) continue;
    faults.push_back({At("rules.extra_minutes", i, ".person_id"), {"problem.plan.not_a_rep"}});
  }
  return faults;
}

void ApplyPairs(const ChangesInput& changes, Facts& facts) {
  const auto is = [](const PairInput& pair) {
    return [&pair](const ForbiddenPair& other) {
      return other.account_id == pair.account_id && other.person_id == pair.person_id;
    };
  };
  for (const PairInput& pair : changes.allow) std::erase_if(facts.forbidden, is(pair));
  for (const PairInput& pair : changes.forbid) {
    if (std::any_of(facts.forbidden.begin(), facts.forbidden.end(), is(pair))) continue;
    facts.forbidden.push_back({pair.account_id, pair.person_id, pair.reason.value_or("")});
  }
}

Result<std::vector<Choice>> ApplyChanges(const ChangesInput& changes, const Facts& facts,
                                         std::vector<Choice> choices) {
  return Applier(changes, facts, std::move(choices)).Run();
}

}  // namespace baton::plan
