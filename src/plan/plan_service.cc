#include "plan/plan_service.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "action/version.h"
#include "base/check.h"
#include "base/text.h"
#include "base/zone.h"
#include "book/directory.h"
#include "db/database.h"
#include "handoff/directory.h"
#include "handoff/tell.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/explanation.h"
#include "plan/plan_gather.h"
#include "plan/plan_store.h"
#include "plan/proof.h"
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

PlanRules RulesOf(const Plan& plan) {
  auto rules = json::FromText<PlanRules>(plan.rules);
  Check(rules.has_value(), "a plan keeps its rules");
  return *rules;
}

Result<Done> CheckDraft(const Plan& plan) {
  if (plan.state == PlanState::draft) return Done{};
  return Fail(Kind::conflict, "problem.plan.not_a_draft");
}

// Whose plan it is changes it; who may read it only is told so.
Result<Plan> FindToChange(const http::Call& call, db::Connection& connection, Id id) {
  if (auto plan = FindPlan(connection, call.scope(), id)) return std::move(*plan);
  const auto read = access::ScopeOf(call.principal(), access::Deed::read, access::Word::plan);
  const auto plan = FindReadablePlan(connection, read, id);
  if (!plan) return NotFound("plan");
  const auto whose = people::FindRefs(connection, call.org_id(), std::vector{plan->manager_id});
  const auto found = whose.find(plan->manager_id);
  return Fail(Kind::forbidden, "problem.plan.not_yours",
              {{"name", found == whose.end() ? std::string() : found->second.name}});
}

std::vector<Id> ManagersOf(const std::vector<PlanLine>& lines) {
  std::set<Id> ids;
  for (const PlanLine& line : lines) ids.insert(line.from_id);
  return {ids.begin(), ids.end()};
}

// How a draft stands, one choice per account of the facts. An account that has come to the plan since has none.
std::vector<Choice> ChoicesOf(const std::vector<PlanLine>& lines, const Facts& facts) {
  std::map<Id, Choice> by_account;
  for (const PlanLine& line : lines) {
    by_account[line.account_id] = {.is_locked = line.is_locked,
                                   .locked_to = ParseExplanation(line.explanation).locked_to,
                                   .before = line.successor_id};
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

std::vector<handoff::Proposal> ProposalsOf(const Plan& plan, const std::vector<PlanLine>& lines) {
  const handoff::MoveChoices moves = RulesOf(plan).moves.value_or(handoff::MoveChoices{});
  std::vector<handoff::Proposal> proposals;
  for (const PlanLine& line : lines) {
    if (!line.successor_id) continue;
    proposals.push_back({.account_id = line.account_id,
                         .from_id = line.from_id,
                         .to_id = *line.successor_id,
                         .plan_id = plan.id,
                         .introduction_on = line.week_on,
                         .moves = moves});
  }
  return proposals;
}

// The book and the team may have moved on since the draft was made.
Result<Done> CheckStillSo(db::Connection& connection, const Plan& plan,
                          const std::vector<handoff::Proposal>& proposals) {
  std::vector<Id> accounts;
  for (const handoff::Proposal& proposal : proposals) {
    accounts.push_back(proposal.account_id);
    if (people::FindPerson(connection, plan.org_id, proposal.to_id)) continue;
    const auto left = people::FindRefs(connection, plan.org_id, std::vector{proposal.to_id});
    const auto found = left.find(proposal.to_id);
    return Fail(Kind::conflict, "problem.plan.successor_left",
                {{"name", found == left.end() ? std::string() : found->second.name}});
  }
  const auto names = book::FindAccountRefs(connection, plan.org_id, accounts);
  const auto name_of = [&](Id account) {
    const auto found = names.find(account);
    return found == names.end() ? std::string() : found->second.name;
  };
  for (const handoff::Handoff& open : handoff::FindOpenHandoffs(connection, plan.org_id, accounts)) {
    return Fail(Kind::conflict, "problem.plan.under_way", {{"account", name_of(open.account_id)}});
  }
  // Each still belongs to its manager, and the manager to whose plan it is.
  std::set<std::pair<Id, Id>> owned;  // manager and account
  for (const people::Person& manager : FindManagers(connection, plan.org_id, plan.manager_id)) {
    const bool is_in =
        std::ranges::find(proposals, manager.id, &handoff::Proposal::from_id) != proposals.end();
    if (!is_in) continue;
    for (const Id account : book::FindOwnedAccounts(connection, plan.org_id, manager.id))
      owned.insert({manager.id, account});
  }
  for (const handoff::Proposal& proposal : proposals) {
    if (owned.contains({proposal.from_id, proposal.account_id})) continue;
    return Fail(Kind::conflict, "problem.plan.moved_on", {{"account", name_of(proposal.account_id)}});
  }
  return Done{};
}

// Each manager whose clients somebody else's plan hands over, once.
void TellManagers(action::Action& action, const std::vector<handoff::Proposal>& proposals) {
  std::map<Id, std::vector<Id>> accounts_of;
  for (const handoff::Proposal& proposal : proposals)
    accounts_of[proposal.from_id].push_back(proposal.account_id);
  for (const auto& [manager, accounts] : accounts_of) {
    if (action.actor().person_id == manager) continue;
    handoff::Handoff first;
    first.account_id = accounts.front();
    const handoff::HandoffNames names = handoff::NamesFor(action, first);
    notice::Emit(action, manager,
                 {"notice.plan.approved",
                  {{"count", static_cast<std::int64_t>(accounts.size())},
                   {"person", names.actor},
                   {"account", names.account}}},
                 std::string(handoff::kBoardLink));
  }
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

Result<PlanView> ChangePlan(const http::Call& call, Id id, const ChangesInput& changes) {
  std::optional<Plan> plan;
  Facts facts;
  std::vector<Choice> choices;
  {
    db::Reader reader = call.database().ReadSnapshot();
    auto found = FindToChange(call, *reader, id);
    if (!found) return Fail(std::move(found.error()));
    plan = std::move(*found);
    if (auto current = action::CheckVersion(call, plan->version, "plan"); !current)
      return Fail(current.error());
    if (auto draft = CheckDraft(*plan); !draft) return Fail(draft.error());
    const auto lines = FindLines(*reader, call.org_id(), id);
    std::vector<Id> accounts;
    for (const PlanLine& line : lines) accounts.push_back(line.account_id);
    auto gathered = Gather(
        *reader, {call.org_id(), plan->manager_id, ManagersOf(lines), call.now(), std::move(accounts)});
    if (!gathered) return Fail(std::move(gathered.error()));
    facts = std::move(*gathered);
    choices = ChoicesOf(lines, facts);
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

  const Deadline deadline(kSolveTime);
  const Deadline weeks(kSolveTime + kWeeksTime);
  Again again{.waited = deadline.Waited(), .weeks_should_stop = weeks.ShouldStop()};
  if (auto proof = ParseProof(plan->certificate)) {
    again.account_ids = std::move(proof->account_ids);
    again.rep_ids = std::move(proof->rep_ids);
    again.prices = std::move(proof->solution.certificate);
  }
  const Draft draft = MakeDraft(facts, rules, plan->starts_on, *changed, deadline.ShouldStop(), again);

  return call.Write([&](db::Tx& tx) -> Result<PlanView> {
    const auto now = FindToChange(call, tx, id);
    if (!now) return Fail(now.error());
    if (auto current = action::CheckVersion(call, now->version, "plan"); !current)
      return Fail(current.error());
    action::Action action(tx, call, "plan.change", id);
    if (auto pairs = WritePairs(action, changes); !pairs) return Fail(std::move(pairs.error()));
    Plan after = *now;
    after.rules = json::ToText(rules);
    const auto saved = UpdatePlan(action, *now, std::move(after), draft);
    if (!saved) return Fail(saved.error());
    return ViewPlan(ContextOf(call), tx, *saved, ProofCheck::skip);
  });
}

Result<PlanView> ApprovePlan(const http::Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<PlanView> {
    const auto plan = FindToChange(call, tx, id);
    if (!plan) return Fail(plan.error());
    if (auto current = action::CheckVersion(call, plan->version, "plan"); !current)
      return Fail(current.error());
    if (auto draft = CheckDraft(*plan); !draft) return Fail(draft.error());

    const auto lines = FindLines(tx, call.org_id(), id);
    const auto proposals = ProposalsOf(*plan, lines);
    if (proposals.empty()) return Fail(Kind::conflict, "problem.plan.nothing_to_approve");
    if (auto fresh = CheckStillSo(tx, *plan, proposals); !fresh) return Fail(std::move(fresh.error()));

    action::Action action(tx, call, "plan.approve", id);
    handoff::Propose(action, proposals);
    TellManagers(action, proposals);
    Plan after = *plan;
    after.state = PlanState::approved;
    after.approved_at = call.now();
    const auto saved = action.Update(*plan, after);
    if (!saved) return Fail(saved.error());
    return ViewPlan(ContextOf(call), tx, *saved, ProofCheck::skip);
  });
}

Result<Done> DiscardPlan(const http::Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto plan = FindToChange(call, tx, id);
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
