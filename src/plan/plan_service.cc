#include "plan/plan_service.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "action/version.h"
#include "base/check.h"
#include "base/text.h"
#include "base/zone.h"
#include "db/database.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/effects.h"
#include "plan/explanation.h"
#include "plan/own_plan.h"
#include "plan/plan_gather.h"
#include "plan/plan_store.h"
#include "settings/settings.h"

namespace baton::plan {
namespace {

constexpr std::size_t kMaxName = 200;

// A deadline by the steady clock of the machine: the clock of an organization may stand still.
class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds time)
      : start_(std::chrono::steady_clock::now()), end_(start_ + time) {}
  std::function<std::chrono::milliseconds()> Waited() const {
    return [start = start_] {
      return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    };
  }
  std::function<bool()> ShouldStop() const {
    return [end = end_] { return std::chrono::steady_clock::now() >= end; };
  }

 private:
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point end_;
};

std::vector<Id> ManagersOf(const std::vector<PlanLine>& lines) {
  std::set<Id> ids;
  for (const PlanLine& line : lines) ids.insert(line.from_id);
  return {ids.begin(), ids.end()};
}

// What a draft is made from again: the whole book of its managers, with what has come to them since, or the accounts that were
// chosen for it.
GatherFor GatherAgain(const http::Call& call, const Plan& plan, const std::vector<PlanLine>& lines) {
  GatherFor wanted{call.org_id(), plan.manager_id, ManagersOf(lines), call.now()};
  const auto effects = ParseEffects(plan.effects);
  if (effects && effects->seen && effects->seen->is_whole) {
    wanted.manager_ids.clear();
    for (const SeenPerson& manager : effects->seen->managers) wanted.manager_ids.push_back(manager.id);
    return wanted;
  }
  wanted.account_ids.emplace();
  for (const PlanLine& line : lines) wanted.account_ids->push_back(line.account_id);
  return wanted;
}

// How a draft stands, one choice per account of the facts. An account that has come to the plan since has none.
std::vector<Choice> ChoicesOf(const std::vector<PlanLine>& lines, const Facts& facts) {
  std::map<Id, Choice> by_account;
  for (const PlanLine& line : lines) {
    Choice& choice = by_account[line.account_id];
    choice = {.is_locked = line.is_locked, .before = line.successor_id};
    if (line.is_locked) choice.locked_to = ParseExplanation(line.explanation).locked_to;
  }
  std::vector<Choice> choices;
  for (const AccountFacts& account : facts.accounts) {
    Choice choice = by_account[account.id];
    const bool is_there = std::any_of(facts.reps.begin(), facts.reps.end(),
                                      [&](const RepFacts& rep) { return choice.locked_to == rep.id; });
    if (choice.locked_to && !is_there) choice = {.before = choice.before};  // the rep has left the team
    choices.push_back(choice);
  }
  return choices;
}

// What the lines of the draft said, one per account of the facts.
std::vector<LineBefore> LinesBefore(const std::vector<PlanLine>& lines, const Facts& facts) {
  std::map<Id, const PlanLine*> by_account;
  for (const PlanLine& line : lines) by_account[line.account_id] = &line;
  std::vector<LineBefore> before(facts.accounts.size());
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    const auto found = by_account.find(facts.accounts[j].id);
    if (found == by_account.end()) continue;
    const PlanLine& line = *found->second;
    before[j] = {.basis = line.basis,
                 .stability_permille = line.stability_permille,
                 .next_best = line.next_best_id,
                 .next_best_cost = line.next_best_cost.value_or(0)};
  }
  return before;
}

// Brings the table of forbidden pairs to what the change says.
Result<Done> WritePairs(action::Action& action, const ChangesInput& changes) {
  std::vector<Id> accounts;
  for (const PairInput& pair : changes.forbid) accounts.push_back(pair.account_id);
  for (const PairInput& pair : changes.allow) accounts.push_back(pair.account_id);
  if (accounts.empty()) return Done{};
  std::map<std::pair<Id, Id>, Forbidden> there;
  for (const Forbidden& row : FindForbidden(action.tx(), action.org_id(), accounts)) {
    there[{row.account_id, row.person_id}] = row;
  }
  for (const PairInput& pair : changes.allow) {
    const auto row = there.find({pair.account_id, pair.person_id});
    if (row == there.end()) continue;
    Forbidden after = row->second;
    after.deleted_at = action.now();
    if (auto removed = action.Update(row->second, after); !removed) return Fail(std::move(removed.error()));
    there.erase(row);
  }
  for (const PairInput& pair : changes.forbid) {
    if (there.contains({pair.account_id, pair.person_id})) continue;
    Forbidden row;
    row.account_id = pair.account_id;
    row.person_id = pair.person_id;
    row.reason = pair.reason.value_or("");
    there[{pair.account_id, pair.person_id}] = action.Insert(std::move(row));
  }
  return Done{};
}

struct Prepared {
  Facts facts;
  PlanRules rules;
  Day today;
};

Result<std::string> NameFor(const Context& context, const PlanInput& input, Day today) {
  const std::string name(Trim(input.name.value_or("")));
  if (CountCharacters(name) > kMaxName) {
    return Fail(FieldFault{"name", {"problem.field.too_long", {{"limit", std::int64_t{kMaxName}}}}});
  }
  if (!name.empty()) return name;
  return context.say(
      {"plan.name.default", {{"on", today.days * kMillisecondsPerDay + kMillisecondsPerDay / 2}}});
}

// Whose accounts the lead's plan is to hand over.
Result<std::vector<Id>> ManagersFor(const Context& context, db::Connection& connection, Id lead_id,
                                    const PlanInput& input) {
  if (!input.manager_ids) return std::vector{lead_id};
  const auto may = FindManagers(connection, context.org_id, lead_id);
  std::vector<FieldFault> faults;
  std::set<Id> seen;
  for (std::size_t i = 0; i < input.manager_ids->size(); ++i) {
    const Id id = (*input.manager_ids)[i];
    const std::string path = "manager_ids[" + std::to_string(i) + "]";
    if (std::ranges::find(may, id, &people::Person::id) == may.end())
      faults.push_back({path, {"problem.plan.not_a_manager"}});
    if (!seen.insert(id).second) faults.push_back({path, {"problem.plan.person_twice"}});
  }
  if (input.manager_ids->empty()) faults.push_back({"manager_ids", {"problem.field.required"}});
  if (!faults.empty()) return Fail(std::move(faults));
  return *input.manager_ids;
}

Result<Prepared> PrepareNew(const Context& context, Id lead_id, const PlanInput& input) {
  db::Reader reader = context.database.ReadSnapshot();  // given back before the engine runs
  Prepared prepared;
  prepared.rules = DefaultRules(settings::Read(*reader, context.org_id));
  if (input.rules) prepared.rules = Apply(*input.rules, prepared.rules);
  if (auto faults = FaultsOf(prepared.rules); !faults.empty()) return Fail(std::move(faults));
  auto managers = ManagersFor(context, *reader, lead_id, input);
  if (!managers) return Fail(std::move(managers.error()));
  auto facts = Gather(*reader, {context.org_id, lead_id, *managers, context.now, input.account_ids});
  if (!facts) return Fail(std::move(facts.error()));
  prepared.facts = std::move(*facts);
  if (input.rules) {
    if (auto faults = FaultsOf(*input.rules, prepared.facts); !faults.empty()) return Fail(std::move(faults));
  }
  ApplyExtraMinutes(prepared.rules, prepared.facts);
  prepared.today = prepared.facts.today;
  if (prepared.facts.accounts.empty())
    return Fail(Kind::conflict,
                input.manager_ids ? "problem.plan.no_accounts_of" : "problem.plan.no_accounts");
  if (!input.account_ids) return prepared;

  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < input.account_ids->size(); ++i) {
    const Id id = (*input.account_ids)[i];
    const bool is_there = std::any_of(prepared.facts.accounts.begin(), prepared.facts.accounts.end(),
                                      [&](const AccountFacts& account) { return account.id == id; });
    if (!is_there)
      faults.push_back({"account_ids[" + std::to_string(i) + "]", {"problem.plan.not_available"}});
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return prepared;
}

}  // namespace

Result<MadePlan> MakePlan(const Context& context, Id lead_id, const PlanInput& input) {
  auto prepared = PrepareNew(context, lead_id, input);
  if (!prepared) return Fail(std::move(prepared.error()));
  auto name = NameFor(context, input, prepared->today);
  if (!name) return Fail(std::move(name.error()));

  MadePlan made;
  made.plan.manager_id = lead_id;
  made.plan.name = std::move(*name);
  made.plan.rules = json::ToText(prepared->rules);
  made.plan.starts_on = std::max(input.starts_on.value_or(prepared->today), prepared->today);
  made.plan.created_at = context.now;
  const Deadline deadline(kSolveTime);
  const std::vector<Choice> choices(prepared->facts.accounts.size());
  const Deadline weeks(kSolveTime + kWeeksTime);
  made.draft = MakeDraft(prepared->facts, prepared->rules, made.plan.starts_on, choices,
                         deadline.ShouldStop(), {.weeks_should_stop = weeks.ShouldStop()});
  return made;
}

Result<PlanView> SavePlan(const Context& context, action::Action& action, const MadePlan& made) {
  return ViewPlan(context, action.tx(), InsertPlan(action, made.plan, made.draft), ProofCheck::skip);
}

Result<PlanView> CreatePlan(const http::Call& call, const PlanInput& input) {
  const Context context = ContextOf(call);
  const auto made = MakePlan(context, call.person_id(), input);
  if (!made) return Fail(made.error());
  return call.Write([&](db::Tx& tx) -> Result<PlanView> {
    action::Action action(tx, call, "plan.create");
    return SavePlan(context, action, *made);
  });
}

Result<PlanChangeView> ChangePlan(const http::Call& call, Id id, const ChangesInput& changes) {
  std::optional<Plan> plan;
  Facts facts;
  std::vector<Choice> choices;
  Again again;
  {
    db::Reader reader = call.database().ReadSnapshot();
    auto found = FindOwnPlan(call, *reader, id);
    if (!found) return Fail(std::move(found.error()));
    plan = std::move(*found);
    if (auto current = action::CheckVersion(call, plan->version, "plan"); !current)
      return Fail(current.error());
    if (auto draft = CheckDraft(*plan); !draft) return Fail(draft.error());
    const auto lines = FindLinesBriefly(*reader, call.org_id(), id);
    auto gathered = Gather(*reader, GatherAgain(call, *plan, lines));
    if (!gathered) return Fail(std::move(gathered.error()));
    facts = std::move(*gathered);
    choices = ChoicesOf(lines, facts);
    again.lines = LinesBefore(lines, facts);
    again.gap = plan->objective - plan->bound;
    if (auto prices = FindPrices(*reader, *plan)) {
      again.account_ids = std::move(prices->account_ids);
      again.rep_ids = std::move(prices->rep_ids);
      again.prices = std::move(prices->certificate);
    }
  }

  PlanRules rules = RulesOf(*plan);
  if (changes.rules) rules = Apply(*changes.rules, rules);
  if (auto faults = FaultsOf(rules); !faults.empty()) return Fail(std::move(faults));
  if (changes.rules) {
    if (auto faults = FaultsOf(*changes.rules, facts); !faults.empty()) return Fail(std::move(faults));
  }
  ApplyExtraMinutes(rules, facts);
  ApplyPairs(changes, facts);
  auto changed = ApplyChanges(changes, facts, std::move(choices));
  if (!changed) return Fail(std::move(changed.error()));

  const Deadline deadline(kChangeTime);
  const Deadline weeks(kChangeTime + kWeeksTime);
  again.waited = deadline.Waited();
  again.weeks_should_stop = weeks.ShouldStop();
  const Draft draft = MakeDraft(facts, rules, plan->starts_on, *changed, deadline.ShouldStop(), again);

  return call.Write([&](db::Tx& tx) -> Result<PlanChangeView> {
    const auto now = FindOwnPlan(call, tx, id);
    if (!now) return Fail(now.error());
    if (auto current = action::CheckVersion(call, now->version, "plan"); !current)
      return Fail(current.error());
    action::Action action(tx, call, "plan.change", id);
    if (auto pairs = WritePairs(action, changes); !pairs) return Fail(std::move(pairs.error()));
    Plan after = *now;
    after.rules = json::ToText(rules);
    const auto saved = UpdatePlan(action, *now, std::move(after), draft);
    if (!saved) return Fail(saved.error());
    return ViewChange(ContextOf(call), tx, *saved);
  });
}

Result<Done> DiscardPlan(const http::Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto plan = FindOwnPlan(call, tx, id);
    if (!plan) return Fail(plan.error());
    if (auto draft = CheckDraft(*plan); !draft) return Fail(draft.error());
    action::Action action(tx, call, "plan.discard", id);
    Plan after = *plan;
    after.state = PlanState::discarded;
    if (auto saved = action.Update(*plan, after); !saved) return Fail(std::move(saved.error()));
    return Done{};
  });
}

}  // namespace baton::plan
