#include "plan/plan_service.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "action/version.h"
#include "base/check.h"
#include "base/noon.h"
#include "base/text.h"
#include "base/zone.h"
#include "db/database.h"
#include "json/json.h"
#include "people/directory.h"
#include "plan/deadline.h"
#include "plan/own_plan.h"
#include "plan/plan_gather.h"
#include "plan/plan_store.h"
#include "settings/settings.h"

namespace baton::plan {
namespace {

constexpr std::size_t kMaxName = 200;

struct Prepared {
  Facts facts;
  PlanRules rules;
  LogMark mark;
};

Result<std::string> NameFor(const Context& context, const PlanInput& input, Day today) {
  const std::string name(Trim(input.name.value_or("")));
  if (CountCharacters(name) > kMaxName) {
    return Fail(FieldFault{"name", {"problem.field.too_long", {{"limit", std::int64_t{kMaxName}}}}});
  }
  if (!name.empty()) return name;
  return context.say({"plan.name.default", {{"on", NoonOf(today)}}});
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
  prepared.mark = LogMark::Of(*reader, context.org_id);
  if (input.rules) {
    if (auto faults = FaultsOf(*input.rules, prepared.facts); !faults.empty()) return Fail(std::move(faults));
  }
  ApplyExtraMinutes(prepared.rules, prepared.facts);
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
  auto name = NameFor(context, input, prepared->facts.today);
  if (!name) return Fail(std::move(name.error()));

  MadePlan made;
  made.plan.manager_id = lead_id;
  made.plan.name = std::move(*name);
  made.plan.rules = json::ToText(prepared->rules);
  made.plan.starts_on = std::max(input.starts_on.value_or(prepared->facts.today), prepared->facts.today);
  made.plan.created_at = context.now;
  const Deadline deadline(kSolveTime);
  const std::vector<Choice> choices(prepared->facts.accounts.size());
  const Deadline weeks(kSolveTime + kWeeksTime);
  made.draft = MakeDraft(prepared->facts, prepared->rules, made.plan.starts_on, choices,
                         deadline.ShouldStop(), {.weeks_should_stop = weeks.ShouldStop()});
  made.facts = std::move(prepared->facts);
  made.rules = std::move(prepared->rules);
  made.mark = std::move(prepared->mark);
  return made;
}

Result<PlanView> SavePlan(const Context& context, action::Action& action, const MadePlan& made) {
  return ViewPlan(context, action.tx(), InsertPlan(action, made.plan, made.draft), ProofCheck::skip);
}

Result<PlanView> CreatePlan(const http::Call& call, const PlanInput& input, Memory& memory) {
  const Context context = ContextOf(call);
  const auto read_at = std::chrono::steady_clock::now();
  auto made = MakePlan(context, call.person_id(), input);
  if (!made) return Fail(made.error());
  Id action_id;
  auto view = call.Write([&](db::Tx& tx) -> Result<PlanView> {
    action::Action action(tx, call, "plan.create");
    action_id = action.id();
    return SavePlan(context, action, *made);
  });
  if (!view) return view;
  made->mark.AddOwn(action_id);
  memory.Keep(std::make_unique<KeptDraft>(KeptDraft{.org_id = call.org_id(),
                                                    .plan_id = view->id,
                                                    .version = view->version,
                                                    .mark = std::move(made->mark),
                                                    .read_at = read_at,
                                                    .facts = std::move(made->facts),
                                                    .rules = std::move(made->rules),
                                                    .draft = std::move(made->draft)}));
  return view;
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
