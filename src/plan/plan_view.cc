#include "plan/plan_view.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/check.h"
#include "base/log.h"
#include "base/money.h"
#include "base/zone.h"
#include "book/directory.h"
#include "format/csv/writer.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/effects.h"
#include "plan/explanation.h"
#include "plan/plan_store.h"
#include "plan/proof.h"
#include "plan/stability.h"

namespace baton::plan {
namespace {

using People = std::unordered_map<Id, people::PersonRef>;

template <class Map>
auto Lookup(const Map& map, Id id) {
  const auto found = map.find(id);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

std::optional<people::PersonRef> Lookup(const People& people, const std::optional<Id>& id) {
  return id ? Lookup(people, *id) : std::nullopt;
}

// Everybody and every account that a plan's answer names, read once.
struct Names {
  People people;
  std::unordered_map<Id, book::AccountRef> accounts;
};

Names ReadNames(db::Connection& connection, Id org_id, const std::vector<PlanLine>& lines,
                const std::vector<Explanation>& explanations, std::vector<Id> people_ids = {}) {
  std::vector<Id> account_ids;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    account_ids.push_back(lines[i].account_id);
    people_ids.push_back(lines[i].from_id);
    if (lines[i].successor_id) people_ids.push_back(*lines[i].successor_id);
    for (const StoredFit& fit : explanations[i].fits) people_ids.push_back(fit.person_id);
  }
  std::sort(people_ids.begin(), people_ids.end());
  people_ids.erase(std::unique(people_ids.begin(), people_ids.end()), people_ids.end());
  return {people::FindRefs(connection, org_id, people_ids),
          book::FindAccountRefs(connection, org_id, account_ids)};
}

std::vector<Explanation> ExplanationsOf(const std::vector<PlanLine>& lines) {
  std::vector<Explanation> explanations;
  explanations.reserve(lines.size());
  for (const PlanLine& line : lines) explanations.push_back(ParseExplanation(line.explanation));
  return explanations;
}

PlanLineView LineView(const Context& context, const PlanLine& line, const Explanation& explanation,
                      const People& people, book::AccountRow account, std::size_t most_fits) {
  PlanLineView view;
  view.id = line.id;
  view.account = std::move(account);
  view.from = Lookup(people, line.from_id).value_or(people::PersonRef{.id = line.from_id, .name = ""});
  view.successor = Lookup(people, line.successor_id);
  view.week_on = line.week_on;
  view.is_locked = line.is_locked;
  view.fit_permille = line.fit_permille;
  view.stability_permille = line.stability_permille;
  view.is_clear = line.stability_permille >= kClearPermille;
  for (const StoredReason& reason : explanation.reasons) {
    view.reasons.push_back({context.say(Restore(reason.text)), reason.is_for ? "for" : "against"});
  }
  if (const auto next = Lookup(people, line.next_best_id)) {
    view.next_best =
        NextBestView{*next, line.next_best_cost.value_or(0),
                     explanation.is_next_best_exact ? Basis::exact : Basis::priced, explanation.others_moved};
  }
  if (explanation.hold)
    view.hold = HoldView{context.say(Restore(explanation.hold->text)), explanation.hold->until_on};
  for (const StoredFit& fit : explanation.fits) {
    if (view.fits.size() == most_fits) break;
    if (const auto person = Lookup(people, fit.person_id)) view.fits.push_back({*person, fit.fit_permille});
  }
  return view;
}

std::vector<PlanLineView> ViewLinesWith(const Context& context, db::Connection& connection,
                                        const std::vector<PlanLine>& lines,
                                        const std::vector<Explanation>& explanations, const People& people) {
  std::vector<Id> account_ids;
  for (const PlanLine& line : lines) account_ids.push_back(line.account_id);
  const auto organization = people::FindOrganization(connection, context.org_id);
  Check(organization.has_value(), "the caller has an organization");
  const Day today = DayIn(context.now, organization->time_zone);
  std::unordered_map<Id, book::AccountRow> rows;
  for (auto& row : book::ViewAccountRows(connection, context.org_id, account_ids, context.now, today)) {
    const Id id = row.id;
    rows.emplace(id, std::move(row));
  }
  const std::size_t most_fits = lines.size() > kManyLines ? kManyLineFits : kLineFits;
  std::vector<PlanLineView> views;
  views.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto row = rows.find(lines[i].account_id);
    if (row == rows.end()) continue;  // deleted since
    views.push_back(LineView(context, lines[i], explanations[i], people, std::move(row->second), most_fits));
  }
  return views;
}

void FillProof(db::Connection& connection, const Plan& plan, PlanView& view) {
  const auto proof = FindProof(connection, plan);
  if (!proof || !Holds(*proof, plan.objective, plan.bound)) {
    LogError("plan.proof_does_not_hold", {{"plan", ToString(plan.id)}});
    view.status = PlanStatus::feasible;
    view.bound = std::min<std::int64_t>(0, plan.objective);
  }
  view.gap_permille = GapPermille(view.objective, view.bound);
}

void FillEffects(const Context& context, const Effects& effects, const Names& names, const Sight& sight,
                 PlanView& view) {
  for (const DraftLoad& load : effects.loads) {
    const auto person = Lookup(names.people, load.person_id);
    const bool is_shown = sight.is_whole || std::ranges::find(sight.reps, load.person_id) != sight.reps.end();
    if (!person || !is_shown) continue;
    view.loads.push_back({*person, load.accounts_now, load.accounts_then, load.minutes_now, load.minutes_then,
                          load.capacity_minutes, load.revenue_then_minor, load.growth_then_minor,
                          load.hour_price_permille, load.is_hour_exact ? Basis::exact : Basis::priced,
                          load.hour_places});
  }
  view.changed_from_last = static_cast<std::int32_t>(effects.change.moved.size());
  if (effects.change.has_before) view.cost_of_last_change = effects.change.cost_permille;
  for (const DraftChange::Move& move : effects.change.moved) {
    const auto account = Lookup(names.accounts, move.account_id);
    if (!account || move.is_asked) continue;
    view.moved_with_it.push_back({*account, Lookup(names.people, move.from), Lookup(names.people, move.to),
                                  move.why.key.empty() ? std::string() : context.say(move.why)});
  }
}

std::optional<RemedyView> RemedyViewOf(const Context& context, const Explanation& explanation,
                                       const People& people) {
  if (!explanation.remedy) return std::nullopt;
  const auto person = Lookup(people, explanation.remedy->person_id);
  if (!person) return std::nullopt;
  return RemedyView{explanation.remedy->kind, *person, explanation.remedy->minutes,
                    context.say(Restore(explanation.remedy->text))};
}

std::vector<PlanLine> LinesFor(db::Connection& connection, const Plan& plan, const Sight& sight) {
  return sight.is_whole ? FindLines(connection, plan.org_id, plan.id)
                        : FindLinesFrom(connection, plan.org_id, plan.id, sight.managers);
}

std::vector<Id> FromIds(const std::vector<PlanLine>& lines) {
  std::set<Id> distinct;
  for (const PlanLine& line : lines) distinct.insert(line.from_id);
  return {distinct.begin(), distinct.end()};
}

// By name.
std::vector<people::PersonRef> PeopleOf(const std::vector<Id>& ids, const People& people) {
  std::vector<people::PersonRef> found;
  for (const Id id : ids) {
    if (const auto person = Lookup(people, id)) found.push_back(*person);
  }
  std::ranges::stable_sort(found, {}, &people::PersonRef::name);
  return found;
}

// Everybody whom the effects of a plan name, and whose plan it is.
std::vector<Id> PeopleIn(const Plan& plan, const Effects& effects) {
  std::vector<Id> ids{plan.manager_id};
  for (const DraftLoad& load : effects.loads) ids.push_back(load.person_id);
  for (const DraftChange::Move& move : effects.change.moved) {
    if (move.from) ids.push_back(*move.from);
  }
  return ids;
}

// What a plan's answer says beside lines and effects.
void FillHead(const Plan& plan, const people::PersonRef& manager, PlanView& view) {
  auto rules = json::FromText<PlanRules>(plan.rules);
  Check(rules.has_value(), "a plan keeps its rules");
  view.id = plan.id;
  view.version = plan.version;
  view.name = plan.name;
  view.state = plan.state;
  view.manager = manager;
  view.starts_on = plan.starts_on;
  view.rules = std::move(*rules);
  view.status = plan.status;
  view.objective = plan.objective;
  view.bound = plan.bound;
  view.gap_permille = GapPermille(plan.objective, plan.bound);
  view.weeks_objective = plan.weeks_objective;
  view.weeks_bound = plan.weeks_bound;
  view.weeks_status = plan.weeks_objective == plan.weeks_bound ? PlanStatus::optimal : PlanStatus::feasible;
  view.created_at = plan.created_at;
  view.approved_at = plan.approved_at;
}

void FillUnplaced(const Context& context, const std::vector<PlanLine>& lines,
                  const std::vector<Explanation>& explanations, const Names& names, PlanView& view) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto account = Lookup(names.accounts, lines[i].account_id);
    if (!account || !explanations[i].unplaced) continue;
    view.unplaced.push_back({*account, context.say(Restore(*explanations[i].unplaced)),
                             RemedyViewOf(context, explanations[i], names.people)});
  }
}

// "1234.50", for spreadsheets: no grouping, whatever the language.
std::string AmountText(std::int64_t minor, const std::string& currency) {
  const int digits = IsCurrency(currency) ? MinorDigits(currency) : 2;
  std::string text = std::to_string(std::abs(minor));
  if (digits > 0) {
    if (std::ssize(text) <= digits) text.insert(0, static_cast<std::size_t>(digits + 1) - text.size(), '0');
    text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  }
  return minor < 0 ? "-" + text : text;
}

}  // namespace

std::int32_t GapPermille(std::int64_t objective, std::int64_t bound) {
  if (objective <= bound) return 0;
  const double size =
      std::max<double>(1, static_cast<double>(std::max(std::abs(objective), std::abs(bound))));
  const double gap = 1000 * static_cast<double>(objective - bound) / size;
  return static_cast<std::int32_t>(
      std::clamp<double>(gap + 0.999, 1, 1000));  // never rounded down to nothing
}

Result<PlanView> ViewPlan(const Context& context, db::Connection& connection, const Plan& plan,
                          ProofCheck check, const Sight& sight) {
  const auto lines = LinesFor(connection, plan, sight);
  const auto explanations = ExplanationsOf(lines);
  const Effects effects = ParseEffects(plan.effects).value_or(Effects{});
  const Names names = ReadNames(connection, context.org_id, lines, explanations, PeopleIn(plan, effects));
  const auto manager = Lookup(names.people, plan.manager_id);
  if (!manager) return NotFound("person");

  PlanView view;
  FillHead(plan, *manager, view);
  view.managers = PeopleOf(FromIds(lines), names.people);
  view.is_partial = !sight.is_whole;
  view.lines = ViewLinesWith(context, connection, lines, explanations, names.people);
  FillUnplaced(context, lines, explanations, names, view);
  FillEffects(context, effects, names, sight, view);
  if (check == ProofCheck::run) FillProof(connection, plan, view);
  return view;
}

Result<PlanChangeView> ViewChange(const Context& context, db::Connection& connection,
                                  const SavedDraft& saved) {
  const Plan& plan = saved.plan;
  const auto changed = FindLinesOf(connection, context.org_id, std::vector{plan.id}, saved.changed);
  const auto explanations = ExplanationsOf(changed);
  const auto unplaced = FindUnplacedLines(connection, context.org_id, plan.id);
  const auto why = ExplanationsOf(unplaced);
  const auto managers = FindManagersOfLines(connection, context.org_id, plan.id);
  const Effects effects = ParseEffects(plan.effects).value_or(Effects{});
  std::vector<Id> more = PeopleIn(plan, effects);
  more.insert(more.end(), managers.begin(), managers.end());
  Names names = ReadNames(connection, context.org_id, changed, explanations, std::move(more));
  Names others = ReadNames(connection, context.org_id, unplaced, why);
  names.people.merge(others.people);
  names.accounts.merge(others.accounts);
  const auto manager = Lookup(names.people, plan.manager_id);
  if (!manager) return NotFound("person");

  PlanChangeView view;
  FillHead(plan, *manager, view);
  view.managers = PeopleOf(managers, names.people);
  view.lines = ViewLinesWith(context, connection, changed, explanations, names.people);
  view.gone = saved.gone;
  FillUnplaced(context, unplaced, why, names, view);
  FillEffects(context, effects, names, {}, view);
  return view;
}

std::vector<PlanLineView> ViewLines(const Context& context, db::Connection& connection,
                                    const std::vector<PlanLine>& lines) {
  const auto explanations = ExplanationsOf(lines);
  const Names names = ReadNames(connection, context.org_id, lines, explanations);
  return ViewLinesWith(context, connection, lines, explanations, names.people);
}

std::vector<PlanSummary> ViewSummaries(db::Connection& connection, Id org_id,
                                       const std::vector<Plan>& plans) {
  std::vector<Id> managers;
  for (const Plan& plan : plans) managers.push_back(plan.manager_id);
  const auto people = people::FindRefs(connection, org_id, managers);
  std::vector<PlanSummary> summaries;
  for (const Plan& plan : plans) {
    const auto manager = Lookup(people, plan.manager_id);
    if (!manager) continue;
    summaries.push_back({plan.id, plan.version, plan.name, plan.state, *manager, plan.starts_on, plan.status,
                         plan.objective, plan.bound, plan.created_at, plan.approved_at});
  }
  return summaries;
}

Result<ComparisonView> Compare(db::Connection& connection, const access::Scope& scope, const Plan& here,
                               const Plan& there) {
  const Id org_id = scope.org_id;
  const auto lines_here = LinesFor(connection, here, SightOf(connection, scope, here));
  std::unordered_map<Id, std::optional<Id>> successor_there;
  std::vector<PlanLine> all = lines_here;
  for (const PlanLine& line : LinesFor(connection, there, SightOf(connection, scope, there))) {
    successor_there[line.account_id] = line.successor_id;
    all.push_back(line);
  }
  const Names names = ReadNames(connection, org_id, all, ExplanationsOf(all));

  ComparisonView view{.lines = {}, .objective_here = here.objective, .objective_there = there.objective};
  const auto add = [&](Id account_id, const std::optional<Id>& left, const std::optional<Id>& right) {
    const auto account = Lookup(names.accounts, account_id);
    if (!account || left == right) return;
    view.lines.push_back({*account, Lookup(names.people, left), Lookup(names.people, right)});
  };
  for (const PlanLine& line : lines_here) {
    const auto other = successor_there.find(line.account_id);
    add(line.account_id, line.successor_id, other == successor_there.end() ? std::nullopt : other->second);
    if (other != successor_there.end()) successor_there.erase(other);
  }
  for (const PlanLine& line : all) {
    if (successor_there.contains(line.account_id)) add(line.account_id, std::nullopt, line.successor_id);
  }
  return view;
}

std::string PlanCsv(const Context& context, const PlanView& plan) {
  std::string out;
  format::CsvWriter writer(&out, {.byte_order_mark = true});
  const auto heading = [&](const char* key) { return context.say({key}); };
  const std::string names[] = {
      heading("plan.csv.account"),   heading("plan.csv.from"),      heading("plan.csv.revenue"),
      heading("plan.csv.currency"),  heading("plan.csv.successor"), heading("plan.csv.week"),
      heading("plan.csv.fit"),       heading("plan.csv.locked"),    heading("plan.csv.reasons"),
      heading("plan.csv.next_best"), heading("plan.csv.hold")};
  std::vector<std::string_view> cells(std::begin(names), std::end(names));
  writer.Write(cells);
  for (const PlanLineView& line : plan.lines) {
    std::string reasons;
    for (const ReasonView& reason : line.reasons) {
      reasons +=
          (reasons.empty() ? "" : "; ") + std::string(reason.kind == "for" ? "(+) " : "(-) ") + reason.text;
    }
    const std::string revenue =
        line.account.revenue_minor ? AmountText(*line.account.revenue_minor, line.account.currency) : "";
    const std::string week = line.week_on ? ToString(*line.week_on) : "";
    const std::string fit = std::to_string((line.fit_permille + 5) / 10) + "%";
    writer.Write({line.account.name, line.from.name, revenue, line.account.currency,
                  line.successor ? line.successor->name : "", week, fit, line.is_locked ? "x" : "", reasons,
                  line.next_best ? line.next_best->person.name : "", line.hold ? line.hold->text : ""});
  }
  return out;
}

}  // namespace baton::plan
