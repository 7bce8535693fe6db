// Changing a draft: from what is kept of it in memory or, where there is nothing that still holds, from what is read again.
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "action/version.h"
#include "base/zone.h"
#include "db/database.h"
#include "json/json.h"
#include "people/organization.h"
#include "plan/deadline.h"
#include "plan/effects.h"
#include "plan/explanation.h"
#include "plan/own_plan.h"
#include "plan/plan_gather.h"
#include "plan/plan_service.h"
#include "plan/plan_store.h"

namespace baton::plan {
namespace {

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

LineBefore BeforeOf(const DraftLine& line) {
  LineBefore before{
      .basis = line.basis, .stability_permille = line.stability_permille, .week_on = line.week_on};
  if (line.next_best) {
    before.next_best = line.next_best->person_id;
    before.next_best_cost = line.next_best->cost_permille;
  }
  return before;
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
                 .next_best_cost = line.next_best_cost.value_or(0),
                 .week_on = line.week_on};
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

// What a change starts from.
struct ToChange {
  Plan plan;
  std::vector<Choice> choices;
  Again again;
  std::unique_ptr<KeptDraft> kept;  // the facts; and the draft, where it was one that is kept
};

// A change with nothing in it brings the draft up to date.
bool ReadsAgain(const ChangesInput& changes) {
  const bool is_empty = changes.assign.empty() && changes.lock.empty() && changes.unlock.empty() &&
                        changes.forbid.empty() && changes.allow.empty() && !changes.rules;
  return is_empty || (changes.rules && changes.rules->extra_minutes);
}

bool StillHolds(const http::Call& call, db::Connection& connection, const Plan& plan, KeptDraft& kept) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  return organization && kept.version == plan.version &&
         kept.facts.today == DayIn(call.now(), organization->time_zone) &&
         kept.mark.StillHolds(connection, call.org_id());
}

void StartFromKept(ToChange& from) {
  const Draft& draft = from.kept->draft;
  for (const DraftLine& line : draft.lines) {
    from.choices.push_back(
        {.is_locked = line.is_locked, .locked_to = line.locked_to, .before = line.successor});
    from.again.lines.push_back(BeforeOf(line));
  }
  from.again.account_ids = draft.account_ids;
  from.again.rep_ids = draft.rep_ids;
  from.again.prices = draft.solution.certificate;
}

Result<ToChange> StartOfChange(const http::Call& call, Id id, const ChangesInput& changes, Memory& memory) {
  auto kept = memory.Take(call.org_id(), id);
  db::Reader reader = call.database().ReadSnapshot();
  auto found = FindOwnPlan(call, *reader, id);
  if (!found) return Fail(std::move(found.error()));
  ToChange from{.plan = std::move(*found), .choices = {}, .again = {}, .kept = std::move(kept)};
  if (auto current = action::CheckVersion(call, from.plan.version, "plan"); !current)
    return Fail(current.error());
  if (auto draft = CheckDraft(from.plan); !draft) return Fail(draft.error());
  from.again.gap = from.plan.objective - from.plan.bound;
  if (from.kept && !ReadsAgain(changes) && StillHolds(call, *reader, from.plan, *from.kept)) {
    StartFromKept(from);
    return from;
  }
  from.kept = std::make_unique<KeptDraft>();
  from.kept->org_id = call.org_id();
  from.kept->plan_id = id;
  from.kept->read_at = std::chrono::steady_clock::now();
  from.kept->mark = LogMark::Of(*reader, call.org_id());
  const auto lines = FindLinesBriefly(*reader, call.org_id(), id);
  auto gathered = Gather(*reader, GatherAgain(call, from.plan, lines));
  if (!gathered) return Fail(std::move(gathered.error()));
  from.kept->facts = std::move(*gathered);
  from.choices = ChoicesOf(lines, from.kept->facts);
  from.again.lines = LinesBefore(lines, from.kept->facts);
  if (auto prices = FindPrices(*reader, from.plan)) {
    from.again.account_ids = std::move(prices->account_ids);
    from.again.rep_ids = std::move(prices->rep_ids);
    from.again.prices = std::move(prices->certificate);
  }
  return from;
}

// The draft by the changes; what is kept is then of it.
Result<Done> Redraft(const ChangesInput& changes, ToChange& from) {
  KeptDraft& kept = *from.kept;
  const bool is_kept = !kept.draft.lines.empty();
  PlanRules rules = RulesOf(from.plan);
  if (changes.rules) rules = Apply(*changes.rules, rules);
  if (auto faults = FaultsOf(rules); !faults.empty()) return Fail(std::move(faults));
  if (changes.rules) {
    if (auto faults = FaultsOf(*changes.rules, kept.facts); !faults.empty()) return Fail(std::move(faults));
  }
  if (!is_kept) ApplyExtraMinutes(rules, kept.facts);
  ApplyPairs(changes, kept.facts);
  const auto choices = ApplyChanges(changes, kept.facts, std::move(from.choices));
  if (!choices) return Fail(choices.error());

  Draft before = std::move(kept.draft);
  if (is_kept && rules == kept.rules && changes.forbid.empty() && changes.allow.empty())
    from.again.draft = &before;
  const Deadline deadline(kChangeTime);
  const Deadline weeks(kChangeTime + kWeeksTime);
  from.again.waited = deadline.Waited();
  from.again.weeks_should_stop = weeks.ShouldStop();
  kept.rules = std::move(rules);
  kept.draft =
      MakeDraft(kept.facts, kept.rules, from.plan.starts_on, *choices, deadline.ShouldStop(), from.again);
  return Done{};
}

}  // namespace

Result<PlanChangeView> ChangePlan(const http::Call& call, Id id, const ChangesInput& changes,
                                  Memory& memory) {
  auto from = StartOfChange(call, id, changes, memory);
  if (!from) return Fail(std::move(from.error()));
  if (auto made = Redraft(changes, *from); !made) {
    // What was refused has changed nothing, but for the pairs.
    const bool is_kept = !from->kept->draft.lines.empty() && changes.forbid.empty() && changes.allow.empty();
    if (is_kept) memory.Keep(std::move(from->kept));
    return Fail(std::move(made.error()));
  }
  Id action_id;
  auto view = call.Write([&](db::Tx& tx) -> Result<PlanChangeView> {
    const auto now = FindOwnPlan(call, tx, id);
    if (!now) return Fail(now.error());
    if (auto current = action::CheckVersion(call, now->version, "plan"); !current)
      return Fail(current.error());
    action::Action action(tx, call, "plan.change", id);
    action_id = action.id();
    if (auto pairs = WritePairs(action, changes); !pairs) return Fail(std::move(pairs.error()));
    Plan after = *now;
    after.rules = json::ToText(from->kept->rules);
    const auto saved = UpdatePlan(action, *now, std::move(after), from->kept->draft);
    if (!saved) return Fail(saved.error());
    return ViewChange(ContextOf(call), tx, *saved);
  });
  if (!view) return view;
  from->kept->version = view->version;
  from->kept->mark.AddOwn(action_id);
  memory.Keep(std::move(from->kept));
  return view;
}

}  // namespace baton::plan
