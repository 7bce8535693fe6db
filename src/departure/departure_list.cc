#include "departure/departure_list.h"

#include <algorithm>
#include <cmath>

#include "base/zone.h"
#include "departure/departure_view.h"
#include "departure/gather.h"
#include "departure/past.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/organization.h"
#include "settings/settings.h"

namespace baton::departure {
namespace {

using access::Deed;
using access::Word;
using http::Call;

DepartureLineView LineOf(const Call& call, const people::PersonRef& person,
                         const std::vector<AccountFacts>& facts, const Outline& outline) {
  return {.person = person,
          .is_self = person.id == call.person_id(),
          .accounts = static_cast<std::int32_t>(facts.size()),
          .at_stake_minor = std::llround(outline.now.at_stake),
          .expected_minor = std::llround(outline.now.expected),
          .low_minor = std::llround(outline.now.low),
          .high_minor = std::llround(outline.now.high),
          .bad_year_minor = std::llround(outline.now.bad_year),
          .worst_minor = std::llround(outline.now.worst),
          .after_expected_minor = std::llround(outline.after.expected),
          .after_worst_minor = std::llround(outline.after.worst),
          .single_thread = outline.single_thread,
          .without_ties = outline.without_ties,
          .without_revenue = outline.without_revenue};
}

// How many from the first on cannot be told from it: their likely range reaches into its.
std::int32_t CountAlike(const std::vector<DepartureLineView>& lines) {
  if (lines.empty()) return 0;
  const auto differs = [&](const DepartureLineView& line) {
    return line.high_minor < lines.front().low_minor;
  };
  return static_cast<std::int32_t>(std::ranges::find_if(lines, differs) - lines.begin());
}

Result<DepartureListView> List(const Call& call) {
  const auto organization = people::FindOrganization(call.db(), call.org_id());
  if (!organization) return NotFound("organization");
  std::vector<Id> ids{call.person_id()};
  if (call.scope().reach >= access::Reach::team) {
    for (const people::Person& person : people::FindTeam(call.db(), call.org_id(), call.person_id())) {
      ids.push_back(person.id);
    }
  }
  const auto people = people::FindRefs(call.db(), call.org_id(), ids);
  const settings::Settings settings = settings::Read(call.db(), call.org_id());
  const Calibration calibration =
      Calibrate(ReadPast(call.db(), call.principal(), call.now()), ModelOf(settings));
  const Question question{.model = calibration.model, .handoff_minutes = settings.handoff_minutes};
  const Day today = DayIn(call.now(), organization->time_zone);
  DepartureListView view{.currency = organization->currency};
  for (const Id id : ids) {
    const auto person = people.find(id);
    if (person == people.end()) continue;
    const Gathered gathered = Gather(call, call.db(), id, organization->currency, today);
    view.ties_as_of = gathered.ties_as_of;
    if (gathered.facts.empty()) {
      ++view.without_clients;
      continue;
    }
    view.people.push_back(LineOf(call, person->second, gathered.facts, OutlineOf(gathered.facts, question)));
  }
  std::ranges::stable_sort(view.people, std::ranges::greater{}, &DepartureLineView::expected_minor);
  view.alike = CountAlike(view.people);
  return view;
}

}  // namespace

void AddDepartureListRoutes(http::Router& router) {
  router.Get("/api/v1/departures", {.name = "listDepartures", .deed = Deed::read, .word = Word::departure},
             List);
}

}  // namespace baton::departure
