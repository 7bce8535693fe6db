#include "app/plan_command.h"

#include <algorithm>
#include <ostream>
#include <set>

#include "action/action.h"
#include "app/choose_organization.h"
#include "app/out_file.h"
#include "app/storage.h"
#include "base/clock.h"
#include "base/text.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/directory.h"
#include "plan/plan_gather.h"
#include "plan/plan_service.h"
#include "plan/plan_view.h"
#include "words/catalogue.h"

namespace baton::app {
namespace {

using people::Organization;
using people::Person;

std::string Shown(const Person& person) {
  return person.email ? person.name + " <" + *person.email + ">" : person.name;
}

std::vector<Person> WithTeam(std::span<const Person> people) {
  std::set<Id> managers;
  for (const Person& person : people) {
    if (person.manager_id) managers.insert(*person.manager_id);
  }
  std::vector<Person> found;
  std::copy_if(people.begin(), people.end(), std::back_inserter(found),
               [&](const Person& person) { return managers.contains(person.id); });
  return found;
}

std::string ShownAll(std::span<const Person> people) {
  std::vector<std::string> shown;
  for (const Person& person : people) shown.push_back(Shown(person));
  return Joined(shown);
}

// Is `word` one word of the name, or what stands before the @ of the address? All folded.
bool HasWord(const Person& person, std::string_view word) {
  if (person.email_fold && person.email_fold->substr(0, person.email_fold->find('@')) == word) return true;
  const auto words = Split(person.name_fold, ' ');
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string PercentText(std::int64_t permille) { return words::NumberText((permille + 5) / 10, "en") + "%"; }

// "Larmar: Jada Ellis, week of Nov 30, 2026, fit 84%; next best Marcus Obi". `from`: " (Jim Calder)" where several hand over.
void PrintLine(const plan::Context& context, const plan::PlanLineView& line, const std::string& from,
               std::ostream& out) {
  std::string week = "-";
  if (line.week_on) week = ToString(*line.week_on);
  out << "  "
      << context.say({"cli.plan.line",
                      {{"account", line.account.name},
                       {"from", from},
                       {"person", line.successor->name},
                       {"week", week},
                       {"fit", PercentText(line.fit_permille)},
                       {"has_next", std::string(line.next_best ? "yes" : "no")},
                       {"next", line.next_best ? line.next_best->person.name : std::string()}}})
      << '\n';
  if (line.hold) out << "    " << line.hold->text << '\n';
}

void PrintProof(const plan::Context& context, const plan::PlanView& view, std::ostream& out) {
  const bool is_optimal = view.status == plan::PlanStatus::optimal;
  const bool are_weeks_optimal = view.weeks_status == plan::PlanStatus::optimal;
  out << context.say({is_optimal ? "cli.plan.optimal" : "cli.plan.gap",
                      {{"objective", view.objective},
                       {"bound", view.bound},
                       {"percent", static_cast<double>(view.gap_permille) / 10}}})
      << '\n'
      << context.say({are_weeks_optimal ? "cli.plan.weeks_optimal" : "cli.plan.weeks_gap",
                      {{"objective", view.weeks_objective}, {"bound", view.weeks_bound}}})
      << '\n';
}

void PrintStatement(const plan::Context& context, const plan::PlanView& view, std::ostream& out) {
  const auto placed = std::count_if(view.lines.begin(), view.lines.end(), [](const plan::PlanLineView& line) {
    return line.successor.has_value();
  });
  out << context.say({"cli.plan.head",
                      {{"plan", view.name},
                       {"manager", view.manager.name},
                       {"accounts", std::int64_t{std::ssize(view.lines)}},
                       {"placed", std::int64_t{placed}}}})
      << '\n';
  PrintProof(context, view, out);
  const auto from = [&](const plan::PlanLineView& line) {
    return view.managers.size() > 1 ? " (" + line.from.name + ")" : std::string();
  };
  for (const plan::PlanLineView& line : view.lines) {
    if (line.successor) PrintLine(context, line, from(line), out);
  }
  if (placed == std::ssize(view.lines)) return;
  out << (view.managers.size() > 1
              ? context.say({"cli.plan.staying_several"})
              : context.say({"cli.plan.staying", {{"manager", view.managers.front().name}}}))
      << '\n';
  for (const plan::PlanLineView& line : view.lines) {
    if (line.successor) continue;
    const auto reason =
        std::find_if(view.unplaced.begin(), view.unplaced.end(),
                     [&](const plan::UnplacedView& other) { return other.account.id == line.account.id; });
    out << "  " << line.account.name << from(line) << ": ";
    if (reason != view.unplaced.end()) out << reason->reason;
    if (reason == view.unplaced.end() && line.hold) out << line.hold->text;
    out << '\n';
  }
}

plan::Context ContextOf(db::Database& database, const Organization& organization) {
  const SystemClock clock;
  return {database, organization.org_id, organization.clock_at.value_or(clock.Now()),
          [zone = organization.time_zone](const Message& message) {
            return words::Catalogue::Compiled().Say(message, "en", zone);
          }};
}

}  // namespace

Result<Person> FindManager(std::span<const Person> people, const std::string& who) {
  const std::vector<Person> managers = WithTeam(people);
  const auto clean = CleanText(who);
  const std::string folded = clean ? Fold(*clean) : "";
  if (folded.empty())
    return Fail(Kind::invalid, "problem.plan.manager_missing", {{"people", ShownAll(managers)}});

  std::vector<Person> found;
  std::copy_if(people.begin(), people.end(), std::back_inserter(found), [&](const Person& person) {
    return person.name_fold == folded || person.email_fold == folded;
  });
  if (found.empty()) {
    std::copy_if(managers.begin(), managers.end(), std::back_inserter(found),
                 [&](const Person& person) { return HasWord(person, folded); });
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return Fail(Kind::not_found, "problem.plan.manager_unknown",
                {{"who", *clean}, {"people", ShownAll(managers)}});
  }
  return Fail(Kind::conflict, "problem.plan.manager_ambiguous",
              {{"who", *clean}, {"people", ShownAll(found)}});
}

Result<Done> MakePlan(db::Database& database, const PlanOptions& options, const std::string& public_url,
                      std::ostream& out) {
  std::optional<Day> starts_on;
  if (!options.starts_on.empty()) {
    starts_on = ParseDay(options.starts_on);
    if (!starts_on) return Fail(Kind::invalid, "problem.plan.starts_on", {{"value", options.starts_on}});
  }
  const auto organization = ChooseOrganization(*database.Read(), options.organization);
  if (!organization) return Fail(organization.error());
  const bool is_team = !options.team.empty();
  const auto whose = FindManager(people::FindPeople(*database.Read(), organization->org_id),
                                 is_team ? options.team : options.manager);
  if (!whose) return Fail(whose.error());
  std::optional<OutFile> file;
  if (!options.out.empty()) {  // tried before anything is saved
    auto opened = OutFile::Open(options.out);
    if (!opened) return Fail(opened.error());
    file.emplace(std::move(*opened));
  }

  const plan::Context context = ContextOf(database, *organization);
  plan::PlanInput input{.starts_on = starts_on};
  if (is_team) {
    input.manager_ids.emplace();
    for (const Person& manager : plan::FindManagers(*database.Read(), context.org_id, whose->id))
      input.manager_ids->push_back(manager.id);
  }
  const auto made = plan::MakePlan(context, whose->id, input);
  if (!made) return Fail(made.error());
  const auto view = database.Write([&](db::Tx& tx) {
    action::Action action(tx, {context.org_id, std::nullopt}, "plan.create", context.now);
    return plan::SavePlan(context, action, *made);
  });
  if (!view) return Fail(view.error());

  if (options.json) {
    out << json::ToText(*view) << '\n';
  } else {
    PrintStatement(context, *view, out);
    const std::string url = public_url + (is_team ? "/board?manager=team" : "/board");
    out << context.say({"cli.plan.saved", {{"id", ToString(view->id)}, {"url", url}}}) << '\n';
  }
  if (!file) return Done{};
  if (auto written = file->Write(plan::PlanCsv(context, *view)); !written) return written;
  return file->Finish();
}

Result<Done> VerifyPlans(db::Database& database, const PlanOptions& options, std::ostream& out) {
  const auto organization = ChooseOrganization(*database.Read(), options.organization);
  if (!organization) return Fail(organization.error());
  auto verdicts = plan::VerifyPlans(*database.Read(), organization->org_id);
  if (!options.plan_id.empty()) {
    std::erase_if(verdicts,
                  [&](const auto& verdict) { return ToString(verdict.plan_id) != options.plan_id; });
    if (verdicts.empty()) return Fail(Kind::not_found, "problem.plan.unknown", {{"id", options.plan_id}});
  }
  if (verdicts.empty()) out << words::Plain({"cli.plan.none"}) << '\n';
  std::int64_t broken = 0;
  for (const plan::PlanVerdict& verdict : verdicts) {
    broken += verdict.holds ? 0 : 1;
    const Message said{verdict.holds ? "cli.plan.holds" : "cli.plan.does_not_hold",
                       {{"plan", verdict.name},
                        {"id", ToString(verdict.plan_id)},
                        {"objective", verdict.objective},
                        {"bound", verdict.bound},
                        {"by_prices", verdict.bound_by_prices},
                        {"searched", std::string(verdict.bound > verdict.bound_by_prices ? "yes" : "no")}}};
    out << (verdict.holds ? "ok    " : "FAULT ") << words::Plain(said) << '\n';
  }
  if (broken == 0) return Done{};
  return Fail(Kind::conflict, "problem.plan.proofs_broken",
              {{"broken", broken}, {"plans", std::int64_t{std::ssize(verdicts)}}});
}

Result<Done> RunPlan(const Config& config, const PlanOptions& options, std::ostream& out) {
  auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  if (options.verify) return VerifyPlans(**opened, options, out);
  (*opened)->LeaseNode();
  return MakePlan(**opened, options, PublicUrl(config), out);
}

}  // namespace baton::app
