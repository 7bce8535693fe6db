#include "ninety_days/ninety_days_routes.h"

#include <algorithm>

#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "base/zone.h"
#include "book/directory.h"
#include "http/router.h"
#include "ninety_days/gather.h"
#include "ninety_days/ninety_days.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/promotion.h"

namespace baton::ninety_days {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::size_t kMostNamed = 4;
constexpr int kFarDays = 366;  // a first day that far off is a mistake

// A manager, and the reader is that person or above.
std::optional<people::Person> FindManager(const Call& call, db::Connection& connection, Id id) {
  if (!people::IsSelfOrBelow(connection, call.scope(), id)) return std::nullopt;
  auto person = people::FindPerson(connection, call.org_id(), id);
  return person && person->role == access::Role::manager ? std::move(person) : std::nullopt;
}

class Viewing {
 public:
  Viewing(const Call& call, db::Connection& connection, people::Person person)
      : call_(call), connection_(connection), person_(std::move(person)) {}

  Result<NinetyDaysView> Run() {
    const auto organization = people::FindOrganization(connection_, call_.org_id());
    if (!organization) return NotFound("person");
    const auto row = FindNinetyDays(connection_, call_.org_id(), person_.id);
    view_.person = people::FindRefs(connection_, call_.org_id(), std::vector{person_.id}).at(person_.id);
    view_.is_self = person_.id == call_.person_id();
    view_.version = row ? row->version : 0;
    view_.is_start_set = row && row->starts_on;
    view_.starts_on = people::FindFirstDay(connection_, person_, organization->time_zone);
    if (view_.is_self) view_.stop_text = row ? row->stop_text : "";
    if (!view_.starts_on) return std::move(view_);
    const Day today = DayIn(call_.now(), organization->time_zone);
    view_.day = DayNumber(*view_.starts_on, today);
    if (*view_.day < 1) return std::move(view_);
    const Facts facts = GatherFacts(connection_, {.person = person_,
                                                  .starts_on = *view_.starts_on,
                                                  .has_stop = row && !row->stop_text.empty(),
                                                  .reader = call_.principal(),
                                                  .now = call_.now(),
                                                  .zone = organization->time_zone,
                                                  .currency = organization->currency});
    AddSteps(StepsOf(facts, FindPath(connection_, call_.org_id()).steps));
    return std::move(view_);
  }

 private:
  void AddSteps(const std::vector<Step>& steps) {
    std::vector<Id> people, accounts;
    for (const Step& step : steps) {
      auto& ids = step.are_people ? people : accounts;
      ids.insert(ids.end(), step.waiting.begin(), step.waiting.end());
    }
    if (view_.is_self) {
      people_ = people::FindRefs(connection_, call_.org_id(), people);
      accounts_ = book::FindAccountRefs(connection_, call_.org_id(), accounts);
    }
    for (const Step& step : steps) {
      view_.done += step.state == StepState::done ? 1 : 0;
      view_.steps.push_back(ViewOf(step));
    }
  }

  StepView ViewOf(const Step& step) const {
    StepView view{.key = step.key,
                  .title = step.title,
                  .until_on = step.until_on,
                  .state = step.state,
                  .is_late = step.is_late};
    // Whoever is above sees steps, not with whom they wait.
    if (!view_.is_self) return view;
    view.done = step.done;
    view.of = step.of;
    for (const Id id : step.waiting) {
      if (view.waiting.size() == kMostNamed) break;
      if (const auto found = people_.find(id); step.are_people && found != people_.end())
        view.waiting.push_back(found->second.name);
      if (const auto found = accounts_.find(id); !step.are_people && found != accounts_.end())
        view.waiting.push_back(found->second.name);
    }
    view.more_waiting = std::ssize(step.waiting) - std::ssize(view.waiting);
    return view;
  }

  const Call& call_;
  db::Connection& connection_;
  const people::Person person_;
  std::unordered_map<Id, people::PersonRef> people_;
  std::unordered_map<Id, book::AccountRef> accounts_;
  NinetyDaysView view_;
};

Result<NinetyDaysView> View(const Call& call, Id id) {
  auto person = FindManager(call, call.db(), id);
  if (!person) return NotFound("person");
  return Viewing(call, call.db(), std::move(*person)).Run();
}

std::vector<FieldFault> FaultsOf(const NinetyDaysInput& input, Day today) {
  std::vector<FieldFault> faults;
  if (input.starts_on && std::abs(*input.starts_on - today) > kFarDays)
    faults.push_back({"starts_on", {"problem.ninety_days.far", {{"days", std::int64_t{kFarDays}}}}});
  if (input.stop_text) {
    const auto text = CleanText(*input.stop_text);
    if (!text) {
      faults.push_back({"stop_text", {"problem.field.not_clean"}});
    } else if (CountCharacters(*text) > kMostStopCharacters) {
      faults.push_back(
          {"stop_text", {"problem.field.too_long", {{"limit", std::int64_t{kMostStopCharacters}}}}});
    }
  }
  return faults;
}

Result<NinetyDaysView> Change(const Call& call, Id id, const NinetyDaysInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<NinetyDaysView> {
    auto person = FindManager(call, tx, id);
    const auto organization = people::FindOrganization(tx, call.org_id());
    if (!person || !organization) return NotFound("person");
    if (auto faults = FaultsOf(input, DayIn(call.now(), organization->time_zone)); !faults.empty())
      return Fail(std::move(faults));
    if (input.stop_text && id != call.person_id())
      return Fail(Kind::forbidden, "problem.ninety_days.not_yours");
    const auto before = FindNinetyDays(tx, call.org_id(), id);
    if (auto current = action::CheckVersion(call, before ? before->version : 0, "ninety_days"); !current)
      return Fail(current.error());
    NinetyDays after = before.value_or(NinetyDays{.org_id = {}, .id = {}, .person_id = id, .stop_text = ""});
    if (input.starts_on) after.starts_on = input.starts_on;
    if (input.stop_text) after.stop_text = CleanText(*input.stop_text).value_or("");
    action::Action action(tx, call, "ninety_days.change", id);
    if (auto saved = Save(action, before, std::move(after)); !saved) return Fail(saved.error());
    return Viewing(call, tx, std::move(*person)).Run();
  });
}

PathView ViewOf(OrganizationPath path) { return {path.version, std::move(path.steps)}; }

Result<PathView> ChangePath(const Call& call, const PathInput& input) {
  if (auto faults = FaultsOf(input.steps); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<PathView> {
    if (auto current = action::CheckVersion(call, FindPath(tx, call.org_id()).version, "ninety_days_path");
        !current)
      return Fail(current.error());
    action::Action action(tx, call, "ninety_days.path", call.org_id());
    if (auto saved = SavePath(action, input.steps.empty() ? UsualPath() : input.steps); !saved)
      return Fail(saved.error());
    return ViewOf(FindPath(tx, call.org_id()));
  });
}

// Rows of others: what somebody will stop doing is read by nobody else.
std::vector<Id> OthersDays(db::Connection& connection, const access::Principal& person,
                           std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT id FROM ninety_days WHERE org_id = $1 AND id IN baton_list($2) AND person_id <> $3 ORDER BY id",
      person.org_id, db::IdList(row_ids), person.person_id);
}

}  // namespace

void AddNinetyDaysRoutes(http::Router& router) {
  router.Get(
      "/api/v1/people/{id}/ninety-days",
      {.name = "getNinetyDays",
       .deed = Deed::read,
       .word = Word::ninety_days,
       .summary = "How far a manager's first ninety days are: steps that are judged from what happened"},
      [](const Call& call, Id id) -> Result<NinetyDaysView> { return View(call, id); });
  router.Patch("/api/v1/people/{id}/ninety-days",
               {.name = "changeNinetyDays",
                .deed = Deed::change,
                .word = Word::ninety_days,
                .summary = "Sets the first day, or what the manager will stop doing, which only the manager "
                           "writes and reads"},
               Change);
  router.Get("/api/v1/ninety-days-path",
             {.name = "getNinetyDaysPath",
              .deed = Deed::read,
              .word = Word::ninety_days_path,
              .summary = "Which steps the first ninety days of a manager have here"},
             [](const Call& call) -> Result<PathView> { return ViewOf(FindPath(call.db(), call.org_id())); });
  router.Patch(
      "/api/v1/ninety-days-path",
      {.name = "changeNinetyDaysPath",
       .deed = Deed::change,
       .word = Word::ninety_days_path,
       .summary = "Changes the steps: on or off, until which day, in which words; none: as it was at first"},
      ChangePath);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(NinetyDays::kTable), .is_private = true, .out_of_reach = &OthersDays});
  tables.Add({.name = std::string(PathRow::kTable)});
}

}  // namespace baton::ninety_days
