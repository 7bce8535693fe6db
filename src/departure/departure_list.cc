#include "departure/departure_list.h"

#include <algorithm>

#include "departure/alike.h"
#include "departure/departure_view.h"
#include "departure/outlook.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/organization.h"
#include "settings/settings.h"

namespace baton::departure {
namespace {

using access::Deed;
using access::Word;
using http::Call;

DepartureLineView ViewOf(const Call& call, const people::PersonRef& person, const OutlookLine& line,
                         const LossModel& model) {
  return {.person = person,
          .is_self = person.id == call.person_id(),
          .accounts = line.accounts,
          .at_stake_minor = line.at_stake_minor,
          .expected_minor = line.expected_minor,
          .low_minor = line.low_minor,
          .high_minor = line.high_minor,
          .bad_year_minor = line.bad_year_minor,
          .worst_minor = line.worst_minor,
          .after_expected_minor = line.after_expected_minor,
          .after_worst_minor = line.after_worst_minor,
          .single_thread = line.single_thread,
          .without_ties = line.without_ties,
          .without_revenue = line.without_revenue,
          .expected_low_minor = line.expected_low_minor,
          .expected_high_minor = line.expected_high_minor,
          .assumed = {call.Say(SentenceOf(line.assumed, model)), line.assumed_low_minor,
                      line.assumed_high_minor}};
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
  DepartureListView view{.currency = organization->currency};
  const auto outlook = FindOutlook(call.db(), call.org_id());
  if (!outlook) return view;
  view.as_of = outlook->worked_out_at;
  view.ties_as_of = outlook->ties_as_of;
  const LossModel model =
      CalibrateByPast(call.db(), call.principal(), settings::Read(call.db(), call.org_id()), call.now())
          .model;
  for (const OutlookLine& line : FindOutlookLines(call.db(), call.org_id(), ids)) {
    const auto person = people.find(line.person_id);
    if (person != people.end()) view.people.push_back(ViewOf(call, person->second, line, model));
  }
  view.without_clients = static_cast<std::int32_t>(people.size() - view.people.size());
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
