#include "managers/managers_routes.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/zone.h"
#include "book/directory.h"
#include "departure/alike.h"
#include "departure/outlook.h"
#include "handoff/progress.h"
#include "http/router.h"
#include "job/job.h"
#include "managers/manager_line.h"
#include "managers/managers_view.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/ref.h"
#include "share/directory.h"
#include "takeover/settling.h"

namespace baton::managers {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::size_t kMostSinglePoints = 50;
constexpr int kMostRunning = 200;  // jobs that are looked through for ours

ExposureView ExposureOf(const departure::OutlookLine& line) {
  return {.accounts = line.accounts,
          .expected_minor = line.expected_minor,
          .low_minor = line.low_minor,
          .high_minor = line.high_minor,
          .worst_minor = line.worst_minor,
          .single_thread = line.single_thread,
          .without_ties = line.without_ties};
}

// Of those without the rep coached least: how many of the team were coached at all.
CoverageView CoverageOf(const scoreboard::Figure& figure) {
  CoverageView view{.guard = figure.guard};
  if (figure.guard != scoreboard::Guard::none) return view;
  view.of = view.count = figure.of;
  for (const scoreboard::Beside& one : figure.beside) {
    if (one.key == scoreboard::BesideKey::uncoached) view.count -= one.value;
  }
  return view;
}

// Everything is asked of all managers at once.
class Table {
 public:
  Table(const Call& call, people::Organization organization)
      : call_(call),
        db_(call.db()),
        org_id_(call.org_id()),
        organization_(std::move(organization)),
        today_(DayIn(call.now(), organization_.time_zone)) {}

  ManagersView Run() {
    view_.currency = organization_.currency;
    ReadPeople();
    ReadLines();
    ReadAccounts();
    ReadHandoffs();
    ReadExposure();
    return std::move(view_);
  }

 private:
  void ReadPeople() {
    auto team = people::FindTeam(db_, org_id_, call_.person_id());
    const auto alone_until = takeover::FindSettledDays(db_, org_id_, team, call_.now());
    for (people::Person& person : team) team_.emplace(person.id, std::move(person));
    std::vector<const people::Person*> managers;
    for (const auto& [id, person] : team_) {
      if (person.role == access::Role::manager && !person.is_placeholder) managers.push_back(&person);
    }
    std::ranges::sort(managers, {},
                      [](const people::Person* one) { return std::tie(one->name_fold, one->id); });
    for (const people::Person* manager : managers) {
      ManagerLineView line{.person = RefOf(*manager), .depth = DepthOf(*manager)};
      const auto above = manager->manager_id ? team_.find(*manager->manager_id) : team_.end();
      if (above != team_.end()) line.reports_to = RefOf(above->second);
      if (const auto alone = alone_until.find(manager->id); alone != alone_until.end()) {
        line.alone_until = alone->second;
      }
      ids_.push_back(manager->id);
      at_.emplace(manager->id, view_.items.size());
      view_.items.push_back(std::move(line));
    }
  }

  // 1: reports to the reader. A cycle in the tree ends the walk.
  std::int32_t DepthOf(const people::Person& person) const {
    std::int32_t depth = 1;
    auto above = person.manager_id ? team_.find(*person.manager_id) : team_.end();
    while (above != team_.end() && depth <= static_cast<std::int32_t>(team_.size())) {
      ++depth;
      above = above->second.manager_id ? team_.find(*above->second.manager_id) : team_.end();
    }
    return depth;
  }

  void ReadLines() {
    const auto outlook = FindManagerOutlook(db_, org_id_);
    if (!outlook) {
      for (const job::Job& one :
           job::ListJobs(db_, org_id_, {.state = job::State::running, .limit = kMostRunning})) {
        if (one.kind == kManagersKind) view_.working = WorkingView{one.done, one.total};
      }
      return;
    }
    view_.as_of = outlook->worked_out_at;
    const Day on = DayIn(outlook->worked_out_at, organization_.time_zone);
    if (const auto period = scoreboard::ParsePeriod(scoreboard::kUsualPeriod, on)) {
      view_.period = scoreboard::PeriodView{period->name, period->span.from, period->span.to};
    }
    for (ManagerLine& kept : FindLines(db_, org_id_, ids_)) Put(view_.items[at_.at(kept.manager_id)], kept);
  }

  static void Put(ManagerLineView& line, ManagerLine& kept) {
    KeptFigures& figures = kept.figures;
    scoreboard::HideFromThoseAbove(figures.reps, line.alone_until.has_value(), figures.figures);
    line.began_on = kept.began_on;
    line.held_then = kept.held_then;
    line.steps_done = kept.steps_done;
    line.steps_of = kept.steps_of;
    line.reps = figures.reps;
    line.saying = ViewOf(figures.saying);
    line.enabled = figures.enabled;
    line.personal = figures.personal;
    line.team = figures.team;
    line.team_before = figures.team_before;
    line.against = figures.against;
    using scoreboard::FigureKey;
    if (const auto* own = figures.Find(FigureKey::own_deal_share)) line.own_share = ViewOf(*own, false);
    if (const auto* least = figures.Find(FigureKey::least_coached)) line.coached = CoverageOf(*least);
    const auto* promises = figures.Find(FigureKey::promises_kept);
    if (promises && !line.alone_until) line.promises = ViewOf(*promises, false);
    for (const KeptQuarter& quarter : figures.quarters) {
      if (kept.began_on && quarter.to < *kept.began_on) continue;
      line.quarters.push_back({.period = {quarter.name, quarter.from, quarter.to},
                               .is_running = false,
                               .kind = quarter.saying.kind,
                               .times = quarter.saying.times,
                               .low = quarter.saying.low,
                               .high = quarter.saying.high,
                               .closed_on = quarter.closed_on,
                               .definition = quarter.definition});
    }
  }

  void ReadAccounts() {
    std::unordered_map<Id, Id> owners;
    std::vector<Id> accounts;
    for (const book::OwnedAccount& one : book::FindOwnedAccounts(db_, org_id_, ids_)) {
      owners.emplace(one.id, one.person_id);
      accounts.push_back(one.id);
      ++Line(one.person_id).held;
    }
    for (const share::Kept& kept : share::FindKept(db_, org_id_, accounts, today_)) {
      if (owners.at(kept.account_id) != kept.manager_id) continue;
      --Line(kept.manager_id).held;
      ++Line(kept.manager_id).kept;
    }
  }

  void ReadHandoffs() {
    for (const handoff::Progress& one : handoff::CountProgress(db_, org_id_, ids_, today_)) {
      if (one.stage == handoff::Stage::confirmed || handoff::IsEnd(one.stage)) continue;
      Line(one.from_id).handoffs += one.count;
      Line(one.from_id).stuck += one.late;
    }
  }

  void ReadExposure() {
    const auto outlook = departure::FindOutlook(db_, org_id_);
    if (!outlook) return;
    view_.exposure_as_of = outlook->worked_out_at;
    std::vector<Id> everybody{call_.person_id()};
    for (const auto& [id, person] : team_) everybody.push_back(id);
    for (const departure::OutlookLine& line : departure::FindOutlookLines(db_, org_id_, everybody)) {
      const auto manager = at_.find(line.person_id);
      if (manager != at_.end()) view_.items[manager->second].exposure = ExposureOf(line);
      if (line.single_thread == 0) continue;
      const auto person = team_.find(line.person_id);
      // The reader's own reference is read with those that are shown.
      view_.single_points.push_back({.person = person == team_.end()
                                                   ? people::PersonRef{.id = line.person_id, .name = ""}
                                                   : RefOf(person->second),
                                     .is_self = line.person_id == call_.person_id(),
                                     .exposure = ExposureOf(line)});
    }
    CutSinglePoints();
  }

  void CutSinglePoints() {
    auto& points = view_.single_points;
    std::ranges::stable_sort(points, std::ranges::greater{},
                             [](const SinglePointView& one) { return one.exposure.expected_minor; });
    view_.alike = departure::CountAlike(points, &SinglePointView::exposure);
    if (points.size() > kMostSinglePoints) {
      view_.more_single_points = std::ssize(points) - static_cast<std::int64_t>(kMostSinglePoints);
      points.resize(kMostSinglePoints);
    }
    const auto self = std::ranges::find(points, true, &SinglePointView::is_self);
    if (self == points.end()) return;
    if (const auto reader = people::FindPerson(db_, org_id_, call_.person_id())) {
      self->person = RefOf(*reader);
    }
  }

  ManagerLineView& Line(Id manager) { return view_.items[at_.at(manager)]; }

  const Call& call_;
  db::Connection& db_;
  const Id org_id_;
  const people::Organization organization_;
  const Day today_;
  std::unordered_map<Id, people::Person> team_;
  std::vector<Id> ids_;                     // managers, as in the answer
  std::unordered_map<Id, std::size_t> at_;  // where each stands in it
  ManagersView view_;
};

Result<ManagersView> List(const Call& call) {
  auto organization = people::FindOrganization(call.db(), call.org_id());
  if (!organization) return NotFound("organization");
  return Table(call, std::move(*organization)).Run();
}

}  // namespace

void AddManagersRoutes(http::Router& router) {
  router.Get("/api/v1/managers",
             {.name = "listManagers",
              .deed = Deed::read,
              .word = Word::manager,
              .summary = "All managers below the reader, side by side, and on whom clients hang alone"},
             List);
}

}  // namespace baton::managers
