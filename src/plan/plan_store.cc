#include "plan/plan_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "action/rewrite.h"
#include "action/tables.h"
#include "json/json.h"
#include "people/directory.h"
#include "plan/effects.h"
#include "plan/explanation.h"
#include "plan/plan_routes.h"
#include "plan/proof.h"

namespace baton::plan {
namespace {

constexpr std::string_view kLineColumns =
    "org_id, id, version, plan_id, account_id, from_id, successor_id, week_on, is_locked, fit_permille, "
    "stability_permille, "
    "next_best_id, next_best_cost, basis, content, explanation";

std::string SelectPlans(std::string_view where, std::string_view effects = "effects") {
  return fmt::format(
      "SELECT org_id, id, version, manager_id, name, state, rules, starts_on, objective, bound, status, "
      "weeks_objective, weeks_bound, proof_id, {}, created_at, approved_at, deleted_at FROM plan WHERE "
      "deleted_at IS "
      "NULL AND {}",
      effects, where);
}

// REQUIRES: `sql` gives rows of plans that are not $2's.
std::vector<Id> Others(db::Connection& connection, const access::Principal& person,
                       std::span<const Id> row_ids, std::string_view sql) {
  const auto scope = ScopeOf(person, access::Deed::change, access::Word::plan);
  if (!scope) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(sql, scope.org_id, scope.person_id, db::IdList(row_ids));
}

std::vector<Id> OthersPlans(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  return Others(connection, person, row_ids,
                "SELECT id FROM plan WHERE org_id = $1 AND manager_id <> $2 AND id IN baton_list($3)");
}

std::vector<Id> OthersLines(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  return Others(
      connection, person, row_ids,
      "SELECT plan_line.id FROM plan_line JOIN plan ON plan.org_id = plan_line.org_id AND plan.id = "
      "plan_line.plan_id WHERE plan_line.org_id = $1 AND plan.manager_id <> $2 AND plan_line.id IN "
      "baton_list($3)");
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Plan::kTable), .marks_deleted = true, .out_of_reach = &OthersPlans});
  tables.Add({.name = std::string(PlanLine::kTable), .out_of_reach = &OthersLines});
  tables.Add({.name = std::string(Forbidden::kTable),
              .marks_deleted = true,
              .out_of_reach = action::UnlessMayChange(access::Word::plan)});
}

std::optional<Plan> FindPlan(db::Connection& connection, const access::Scope& scope, Id id) {
  if (!scope) return std::nullopt;
  if (scope.reach == access::Reach::organization) {
    return connection.QueryOne<Plan>(SelectPlans("org_id = $1 AND id = $2"), scope.org_id, id);
  }
  return connection.QueryOne<Plan>(SelectPlans("org_id = $1 AND id = $2 AND manager_id IN baton_list($3)"),
                                   scope.org_id, id, db::IdList(people::FindPeopleIn(connection, scope)));
}

std::optional<Plan> FindReadablePlan(db::Connection& connection, const access::Scope& scope, Id id) {
  if (!scope || scope.reach == access::Reach::organization) return FindPlan(connection, scope, id);
  return connection.QueryOne<Plan>(
      SelectPlans("org_id = $1 AND id = $2 AND (manager_id IN baton_list($3) OR id IN (SELECT plan_id FROM "
                  "plan_line WHERE org_id = $1 AND plan_id = $2 AND from_id IN baton_list($3)))"),
      scope.org_id, id, db::IdList(people::FindPeopleIn(connection, scope)));
}

Sight SightOf(db::Connection& connection, const access::Scope& scope, const Plan& plan) {
  if (scope.reach == access::Reach::organization || plan.manager_id == scope.person_id) return {};
  Sight sight{.is_whole = false, .managers = people::FindPeopleIn(connection, scope), .reps = {}};
  if (std::ranges::find(sight.managers, plan.manager_id) != sight.managers.end()) return {};
  for (const people::Person& person : people::FindTeam(connection, scope.org_id, scope.person_id))
    sight.reps.push_back(person.id);
  return sight;
}

std::vector<Plan> ListPlans(db::Connection& connection, const access::Scope& scope,
                            std::optional<PlanState> state, std::optional<Id> before, int limit) {
  if (!scope) return {};
  const Id last = before.value_or(Id{INT64_MAX});
  const std::optional<std::string> wanted =
      state ? std::optional(std::string(json::NameOf(*state))) : std::nullopt;
  constexpr std::string_view kNoEffects = "'' AS effects";
  if (scope.reach == access::Reach::organization) {
    return connection.Query<Plan>(
        SelectPlans("org_id = $1 AND id < $2 AND ($3 IS NULL OR state = $3) ORDER BY id DESC LIMIT $4",
                    kNoEffects),
        scope.org_id, last, wanted, limit);
  }
  return connection.Query<Plan>(
      SelectPlans("org_id = $1 AND id < $2 AND ($3 IS NULL OR state = $3) AND (manager_id IN baton_list($5) "
                  "OR EXISTS (SELECT 1 FROM plan_line WHERE plan_line.org_id = $1 AND "
                  "plan_line.plan_id = plan.id AND plan_line.from_id IN baton_list($5))) "
                  "ORDER BY id DESC LIMIT $4",
                  kNoEffects),
      scope.org_id, last, wanted, limit, db::IdList(people::FindPeopleIn(connection, scope)));
}

std::vector<Plan> FindAllPlans(db::Connection& connection, Id org_id) {
  return connection.Query<Plan>(SelectPlans("org_id = $1 ORDER BY id"), org_id);
}

std::optional<Plan> FindDraftOf(db::Connection& connection, Id org_id, Id manager_id, Id viewer_id) {
  return connection.QueryOne<Plan>(
      SelectPlans("org_id = $1 AND state = 'draft' AND (manager_id = $2 OR EXISTS (SELECT 1 FROM plan_line "
                  "WHERE plan_line.org_id = $1 AND plan_line.plan_id = plan.id AND plan_line.from_id = $2)) "
                  "ORDER BY CASE manager_id WHEN $3 THEN 0 WHEN $2 THEN 1 ELSE 2 END, id DESC LIMIT 1"),
      org_id, manager_id, viewer_id);
}

std::optional<Plan> FindOwnDraft(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<Plan>(
      SelectPlans("org_id = $1 AND manager_id = $2 AND state = 'draft' ORDER BY id DESC LIMIT 1"), org_id,
      person_id);
}

std::optional<Id> FindPlanner(db::Connection& connection, Id org_id, Id plan_id) {
  return connection.QueryValue<Id>("SELECT manager_id FROM plan WHERE org_id = $1 AND id = $2", org_id,
                                   plan_id);
}

std::vector<PlanLine> FindLines(db::Connection& connection, Id org_id, Id plan_id) {
  return connection.Query<PlanLine>(
      fmt::format("SELECT {} FROM plan_line WHERE org_id = $1 AND plan_id = $2 ORDER BY id", kLineColumns),
      org_id, plan_id);
}

std::vector<PlanLine> FindLinesFrom(db::Connection& connection, Id org_id, Id plan_id,
                                    std::span<const Id> managers) {
  return connection.Query<PlanLine>(
      fmt::format("SELECT {} FROM plan_line WHERE org_id = $1 AND plan_id = $2 AND from_id IN baton_list($3) "
                  "ORDER BY id",
                  kLineColumns),
      org_id, plan_id, db::IdList(managers));
}

std::vector<Id> FindManagersOfLines(db::Connection& connection, Id org_id, Id plan_id) {
  return connection.Query<Id>(
      "SELECT DISTINCT from_id FROM plan_line WHERE org_id = $1 AND plan_id = $2 ORDER BY from_id", org_id,
      plan_id);
}

std::vector<PlanLine> FindLinesOf(db::Connection& connection, Id org_id, std::span<const Id> plan_ids,
                                  std::span<const Id> account_ids) {
  return connection.Query<PlanLine>(
      fmt::format(
          "SELECT {} FROM plan_line WHERE org_id = $1 AND plan_id IN baton_list($2) AND account_id IN "
          "baton_list($3) ORDER BY id",
          kLineColumns),
      org_id, db::IdList(plan_ids), db::IdList(account_ids));
}

std::vector<PlanLine> FindLinesBriefly(db::Connection& connection, Id org_id, Id plan_id) {
  return connection.Query<PlanLine>(
      "SELECT org_id, id, version, plan_id, account_id, from_id, successor_id, week_on, is_locked, "
      "fit_permille, stability_permille, next_best_id, next_best_cost, basis, content, CASE is_locked WHEN 0 "
      "THEN '' ELSE explanation END AS explanation FROM plan_line WHERE org_id = $1 AND plan_id = $2 ORDER "
      "BY id",
      org_id, plan_id);
}

std::vector<PlanLine> FindUnplacedLines(db::Connection& connection, Id org_id, Id plan_id) {
  return connection.Query<PlanLine>(
      fmt::format("SELECT {} FROM plan_line WHERE org_id = $1 AND plan_id = $2 AND successor_id IS NULL "
                  "ORDER BY id",
                  kLineColumns),
      org_id, plan_id);
}

std::optional<Proof> FindProof(db::Connection& connection, const Plan& plan) {
  if (!plan.proof_id) return std::nullopt;
  const auto row = connection.QueryOne<PlanProof>(
      "SELECT org_id, id, plan_id, problem, solution FROM plan_proof WHERE org_id = $1 AND id = $2",
      plan.org_id, *plan.proof_id);
  return row ? ParseProof({row->problem, row->solution}) : std::nullopt;
}

std::optional<Prices> FindPrices(db::Connection& connection, const Plan& plan) {
  if (!plan.proof_id) return std::nullopt;
  const auto solution = connection.QueryValue<std::string>(
      "SELECT solution FROM plan_proof WHERE org_id = $1 AND id = $2", plan.org_id, *plan.proof_id);
  return solution ? ParsePrices(*solution) : std::nullopt;
}

std::vector<Forbidden> FindForbidden(db::Connection& connection, Id org_id, std::span<const Id> account_ids) {
  return connection.Query<Forbidden>(
      "SELECT org_id, id, version, account_id, person_id, reason, deleted_at FROM forbidden_pair "
      "WHERE org_id = $1 AND account_id IN baton_list($2) AND deleted_at IS NULL ORDER BY id",
      org_id, db::IdList(account_ids));
}

Plan WithDraft(Plan plan, const Draft& draft) {
  plan.objective = draft.solution.objective;
  plan.bound = draft.solution.bound;
  plan.status = draft.solution.objective == draft.solution.bound ? PlanStatus::optimal : PlanStatus::feasible;
  plan.weeks_objective = draft.weeks_objective;
  plan.weeks_bound = draft.weeks_bound;
  plan.effects = ToText(Effects{draft.change, draft.loads, draft.seen});
  return plan;
}

namespace {

// Without the explanation, which takes most of the time.
PlanLine BriefLineFrom(const DraftLine& line, Id plan_id) {
  PlanLine row;
  row.plan_id = plan_id;
  row.account_id = line.account_id;
  row.from_id = line.from_id;
  row.successor_id = line.successor;
  row.week_on = line.week_on;
  row.is_locked = line.is_locked;
  row.fit_permille = line.fit_permille;
  row.stability_permille = line.stability_permille;
  if (line.next_best) {
    row.next_best_id = line.next_best->person_id;
    row.next_best_cost = line.next_best->cost_permille;
  }
  row.basis = line.basis;
  row.content = ContentOf(line);
  return row;
}

PlanLine LineFrom(const DraftLine& line, Id plan_id) {
  PlanLine row = BriefLineFrom(line, plan_id);
  row.explanation = json::ToText(ExplanationOf(line));
  return row;
}

// Would writing `after` over the line change anything?
bool IsSame(const PlanLine& before, const PlanLine& after) {
  return before.from_id == after.from_id && before.successor_id == after.successor_id &&
         before.week_on == after.week_on && before.is_locked == after.is_locked &&
         before.fit_permille == after.fit_permille && before.stability_permille == after.stability_permille &&
         before.next_best_id == after.next_best_id && before.next_best_cost == after.next_best_cost &&
         before.basis == after.basis && before.content == after.content;
}

// The proofs of a plan that are kept for undo: as many as take about so much, of a team all that anybody takes back.
constexpr std::int64_t kProofBytes = 30'000'000;
constexpr std::int64_t kFewestProofs = 4;
constexpr std::int64_t kMostProofs = 1'000;

// The proof of the draft as a row of its own; its size.
std::size_t WriteProof(action::Action& action, const Plan& plan, const Draft& draft) {
  ProofText text = ToText(ProofOf(draft));
  const PlanProof row{action.org_id(), *plan.proof_id, plan.id, std::move(text.problem),
                      std::move(text.solution)};
  action.tx().InsertMany(PlanProof::kTable, std::span(&row, 1));
  return row.problem.size() + row.solution.size();
}

}  // namespace

Plan InsertPlan(action::Action& action, Plan plan, const Draft& draft) {
  plan = WithDraft(std::move(plan), draft);
  plan.proof_id = action.tx().NewId();
  plan = action.Insert(std::move(plan));
  WriteProof(action, plan, draft);
  std::vector<PlanLine> lines;
  for (const DraftLine& line : draft.lines) lines.push_back(LineFrom(line, plan.id));
  action.InsertMany(std::span<PlanLine>(lines));
  return plan;
}

Result<SavedDraft> UpdatePlan(action::Action& action, const Plan& before, Plan after, const Draft& draft) {
  after = WithDraft(std::move(after), draft);
  after.proof_id = action.tx().NewId();
  auto plan = action.Update(before, std::move(after));
  if (!plan) return Fail(std::move(plan.error()));
  // Those before stay: undo brings the plan back to them, one after the other.
  const auto size = static_cast<std::int64_t>(WriteProof(action, *plan, draft));
  action.tx().Execute(
      "DELETE FROM plan_proof WHERE org_id = $1 AND plan_id = $2 AND id <> $3 AND id NOT IN (SELECT id FROM "
      "plan_proof WHERE org_id = $1 AND plan_id = $2 ORDER BY id DESC LIMIT $4)",
      action.org_id(), before.id, before.proof_id.value_or(Id{}),
      std::clamp<std::int64_t>(kProofBytes / size, kFewestProofs, kMostProofs));
  SavedDraft saved{.plan = std::move(*plan), .changed = {}, .gone = {}};

  // A draft that went on from this one has its accounts, and what it says of most of them.
  const bool is_partial = draft.fresh.size() < draft.lines.size();
  std::vector<Id> asked;
  for (const std::size_t j : draft.fresh) asked.push_back(draft.lines[j].account_id);
  std::unordered_map<Id, PlanLine> old_lines;
  for (PlanLine& line : is_partial ? FindLinesOf(action.tx(), action.org_id(), std::vector{before.id}, asked)
                                   : FindLinesBriefly(action.tx(), action.org_id(), before.id)) {
    const Id account = line.account_id;
    old_lines.emplace(account, std::move(line));
  }
  std::vector<PlanLine> added;
  std::vector<const DraftLine*> changed;
  for (const std::size_t j : draft.fresh) {
    const DraftLine& line = draft.lines[j];
    const auto old = old_lines.find(line.account_id);
    if (old == old_lines.end()) {
      added.push_back(LineFrom(line, before.id));
    } else {
      if (!IsSame(old->second, BriefLineFrom(line, before.id))) changed.push_back(&line);
      old_lines.erase(old);
    }
  }
  for (const auto& [account, line] : old_lines) saved.gone.push_back(account);
  for (const DraftLine* line : changed) saved.changed.push_back(line->account_id);
  for (const PlanLine& line : added) saved.changed.push_back(line.account_id);

  std::vector<Id> touched = saved.changed;
  touched.insert(touched.end(), saved.gone.begin(), saved.gone.end());
  std::unordered_map<Id, PlanLine> whole;
  for (PlanLine& line : FindLinesOf(action.tx(), action.org_id(), std::vector{before.id}, touched)) {
    const Id account = line.account_id;
    whole.emplace(account, std::move(line));
  }
  std::vector<PlanLine> were;
  std::vector<PlanLine> become;
  for (const DraftLine* line : changed) {
    were.push_back(std::move(whole.at(line->account_id)));
    const PlanLine& old = were.back();
    become.push_back(LineFrom(*line, before.id));
    become.back().org_id = old.org_id;
    become.back().id = old.id;
    become.back().version = old.version;
  }
  if (auto written = action::Rewrite(action, std::span<const PlanLine>(were), std::span<PlanLine>(become));
      !written)
    return Fail(std::move(written.error()));
  for (const Id account : saved.gone) action.Delete(whole.at(account));
  action.InsertMany(std::span<PlanLine>(added));
  return saved;
}

}  // namespace baton::plan
