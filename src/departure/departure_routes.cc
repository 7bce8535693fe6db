#include "departure/departure_routes.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "departure/departure_view.h"
#include "departure/leaving.h"
#include "departure/next_step.h"
#include "departure/second_tie_routes.h"
#include "http/router.h"
#include "people/directory.h"

namespace baton::departure {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr double kPermille = 1000;
constexpr std::int32_t kMostOfIt = 99;  // percent, where somebody else has some of it too
constexpr std::size_t kMostSteps = 100;

struct DepartureQuery {
  std::optional<bool> to_competitor;  // the person goes to one; none: no
};
BOOST_DESCRIBE_STRUCT(DepartureQuery, (), (to_competitor))

std::int32_t Permille(double share) { return static_cast<std::int32_t>(std::lround(kPermille * share)); }

RiskView ViewOf(const Risk& risk) {
  RiskView view{.expected_minor = std::llround(risk.expected),
                .low_minor = std::llround(risk.low),
                .high_minor = std::llround(risk.high),
                .bad_year_minor = std::llround(risk.bad_year),
                .worst_minor = std::llround(risk.worst)};
  for (const Exceedance& point : risk.curve) {
    view.curve.push_back({std::llround(point.loss), Permille(point.chance)});
  }
  return view;
}

PictureView ViewOf(const Picture& picture, const std::unordered_map<Id, people::PersonRef>& people,
                   const std::unordered_map<Id, book::AccountRef>& accounts) {
  PictureView view{.left_out = picture.left_out};
  for (const DrawnColleague& colleague : picture.colleagues) {
    const auto person = people.find(colleague.person_id);
    if (person == people.end()) continue;
    view.colleagues.push_back({.person = person->second});
    if (!colleague.at) continue;
    view.colleagues.back().x = colleague.at->x;
    view.colleagues.back().y = colleague.at->y;
  }
  for (const DrawnClient& client : picture.clients) {
    view.clients.push_back({.account = accounts.at(client.account_id),
                            .x = client.at.x,
                            .y = client.at.y,
                            .size_permille = client.size,
                            .knows_person = client.knows_person,
                            .knows = client.knows,
                            .successor_id = client.successor});
  }
  return view;
}

class Viewer {
 public:
  Viewer(const Call& call, const people::PersonRef& person, std::string currency)
      : call_(call), currency_(std::move(currency)) {
    view_.person = person;
    view_.is_self = person.id == call.person_id();
  }

  DepartureView View(const Gathered& gathered, const Question& question) {
    const Assessment assessed = Assess(gathered.facts, question);
    view_.to_competitor = question.to_competitor;
    view_.currency = currency_;
    view_.ties_as_of = gathered.ties_as_of;
    view_.at_stake_minor = std::llround(assessed.now.at_stake);
    view_.before = ViewOf(assessed.before);
    view_.now = ViewOf(assessed.now);
    view_.after = ViewOf(assessed.after);
    view_.expected_low_minor = std::llround(assessed.expected_low);
    view_.expected_high_minor = std::llround(assessed.expected_high);
    for (std::size_t j = 0; j < gathered.facts.size(); ++j) {
      view_.accounts.push_back(AccountOf(gathered, j, assessed.accounts[j]));
      view_.without_revenue += gathered.facts[j].revenue ? 0 : 1;
      view_.without_ties += gathered.facts[j].share ? 0 : 1;
      view_.single_thread += gathered.facts[j].hangs_on_person ? 1 : 0;
    }
    AddSteps(assessed.steps);
    std::ranges::stable_sort(view_.accounts, std::ranges::greater{},
                             &DepartureAccountView::part_of_worst_minor);
    for (const Sensitivity& each : assessed.sensitivities) {
      view_.sensitivities.push_back({call_.Say(SentenceOf(each.assumption, question.model)),
                                     std::llround(each.low), std::llround(each.high)});
    }
    return std::move(view_);
  }

 private:
  // While the accounts are in the order of the facts.
  void AddSteps(const std::vector<Step>& steps) {
    for (const Step& step : std::span(steps).first(std::min(steps.size(), kMostSteps))) {
      const DepartureAccountView& account = view_.accounts[step.account];
      view_.steps.push_back({.account = account.account,
                             .gain_minor = std::llround(step.gain),
                             .worst_after_minor = std::llround(step.worst_after),
                             .expected_after_minor = std::llround(step.expected_after),
                             .minutes = static_cast<std::int32_t>(std::lround(step.minutes)),
                             .handoff_id = account.handoff_id,
                             .next_step = account.next_step});
    }
    view_.steps_left_out = static_cast<std::int32_t>(steps.size() - view_.steps.size());
  }

  DepartureAccountView AccountOf(const Gathered& gathered, std::size_t j,
                                 const AccountAssessment& assessed) const {
    const AccountFacts& facts = gathered.facts[j];
    DepartureAccountView account{.account = {facts.id, gathered.rows[j].name},
                                 .revenue_minor = facts.revenue,
                                 .chance_permille = Permille(assessed.chance),
                                 .chance_low_permille = Permille(assessed.chance_low),
                                 .chance_high_permille = Permille(assessed.chance_high),
                                 .expected_minor = std::llround(assessed.expected),
                                 .part_of_worst_minor = std::llround(assessed.part_of_worst),
                                 .completion_permille = Permille(facts.completion)};
    if (facts.share) {
      account.share_permille = Permille(*facts.share);
      account.has_second = facts.has_second;
    }
    if (const auto handoff = gathered.handoffs.find(facts.id); handoff != gathered.handoffs.end()) {
      account.handoff_id = handoff->second.id;
      account.stage = handoff->second.stage;
      account.successor = handoff->second.to;
    } else if (const auto draft = gathered.draft_successors.find(facts.id);
               draft != gathered.draft_successors.end()) {
      account.successor = draft->second;
    }
    account.why = WhyOf(facts, gathered.ties[j]);
    account.next_step =
        call_.Say({NextStepKey(account.stage, account.successor.has_value()),
                   {{"person", account.successor ? account.successor->name : std::string()}}});
    return account;
  }

  std::string WhyOf(const AccountFacts& facts, const ClientTies& ties) const {
    if (!facts.share) return call_.Say({"departure.why.unknown"});
    const bool is_only = ties.shares.size() == 1 && ties.shares.front().person_id == view_.person.id;
    const char* key = is_only            ? "departure.why.only"
                      : facts.has_second ? "departure.why.shared"
                                         : "departure.why.mostly";
    return call_.Say({key,
                      {{"who", std::string(view_.is_self ? "me" : "other")},
                       {"person", view_.person.name},
                       {"percent", std::int64_t{std::min(Permille(*facts.share) / 10, kMostOfIt)}}}});
  }

  const Call& call_;
  const std::string currency_;
  DepartureView view_;
};

PictureView PictureOf(const Call& call, const Gathered& gathered, Id person_id) {
  const Picture picture = Draw(gathered.ties, person_id);
  std::vector<Id> colleagues;
  for (const DrawnColleague& colleague : picture.colleagues) colleagues.push_back(colleague.person_id);
  std::unordered_map<Id, book::AccountRef> accounts;
  for (const book::AccountRow& row : gathered.rows) accounts[row.id] = {row.id, row.name};
  return ViewOf(picture, people::FindRefs(call.db(), call.org_id(), colleagues), accounts);
}

BackTestView ViewOf(const BackTest& test) {
  BackTestView view{.covered = static_cast<std::int32_t>(test.covered),
                    .departures = static_cast<std::int32_t>(test.departures),
                    .brier = test.score.brier,
                    .log = test.score.log,
                    .brier_as_set = test.as_set.brier,
                    .log_as_set = test.as_set.log};
  for (const ReliabilityBin& bin : test.bins) {
    view.bins.push_back({Permille(bin.counted.said), bin.counted.happened, bin.counted.count,
                         Permille(bin.band.low), Permille(bin.band.high)});
  }
  for (const PastPlace& place : test.places) {
    view.places.push_back({static_cast<std::int32_t>(place.accounts), static_cast<std::int32_t>(place.lost),
                           place.expected, Permille(place.from), Permille(place.to)});
  }
  return view;
}

CalibrationView ViewOf(const Calibration& calibration, bool with_test) {
  CalibrationView view{.departures = static_cast<std::int32_t>(calibration.departures),
                       .accounts = static_cast<std::int32_t>(calibration.accounts),
                       .lost = static_cast<std::int32_t>(calibration.lost),
                       .fits_weights = calibration.fitted == Fitted::weights,
                       .is_assumed = calibration.is_assumed,
                       .level_permille = Permille(calibration.model.typical_loss)};
  if (with_test && calibration.test) view.test = ViewOf(*calibration.test);
  return view;
}

bool IsOfDepartures(const settings::Definition& definition) {
  return definition.name.starts_with("departure_") || definition.name == "handoff_minutes";
}

std::vector<AssumptionView> ChangedOf(const settings::Settings& settings) {
  std::vector<AssumptionView> changed;
  const settings::Settings standard;
  for (const settings::Definition& definition : settings::Definitions()) {
    const double value = settings.*definition.member;
    if (!IsOfDepartures(definition) || value == standard.*definition.member) continue;
    changed.push_back({std::string(definition.name), value, standard.*definition.member});
  }
  return changed;
}

Result<DepartureView> Get(const Call& call, Id id, const DepartureQuery& query) {
  const auto leaving = ReadLeaving(call, id, query.to_competitor.value_or(false));
  if (!leaving) return Fail(leaving.error());
  DepartureView view =
      Viewer(call, leaving->person, leaving->currency).View(leaving->gathered, leaving->question);
  view.changed = ChangedOf(leaving->settings);
  view.calibration = ViewOf(leaving->calibration, call.scope().reach >= access::Reach::team);
  view.picture = PictureOf(call, leaving->gathered, id);
  return view;
}

}  // namespace

void AddDepartureRoutes(http::Router& router) {
  router.Get("/api/v1/people/{id}/departure",
             {.name = "getDeparture", .deed = Deed::read, .word = Word::departure}, Get);
  AddSecondTieRoutes(router);
}

}  // namespace baton::departure
