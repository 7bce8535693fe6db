#include "report/sight.h"

#include <algorithm>

#include "base/zone.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/ref.h"
#include "report/directory.h"
#include "report/page.h"

namespace baton::report {
namespace {

using http::Call;

}  // namespace

ReportState StateOf(const std::optional<Instant>& closed_at, const Month& month, Day today) {
  if (closed_at) return ReportState::closed;
  return month.Holds(today) ? ReportState::running : ReportState::draft;
}

std::optional<Audience> AudienceOf(const Call& call, db::Connection& connection,
                                   const people::Person& manager) {
  if (manager.role != access::Role::manager || manager.is_placeholder) return std::nullopt;
  if (manager.id == call.person_id()) return Audience::own;
  if (call.principal().role == access::Role::rep) {
    return people::IsBelow(connection, call.org_id(), call.person_id(), manager.id)
               ? std::optional(Audience::team)
               : std::nullopt;
  }
  const bool is_above = call.scope().reach >= access::Reach::team &&
                        people::IsBelow(connection, call.org_id(), manager.id, call.person_id());
  return is_above ? std::optional(Audience::above) : std::nullopt;
}

std::vector<people::PersonRef> FindSeenManagers(const Call& call, db::Connection& connection) {
  std::vector<people::PersonRef> seen;
  const auto people = people::FindPeople(connection, call.org_id());
  const auto add = [&](const people::Person& person) {
    if (person.role == access::Role::manager && !person.is_placeholder) seen.push_back(RefOf(person));
  };
  if (call.principal().role == access::Role::rep) {
    // Up the tree; a cycle ends the walk.
    std::optional<Id> at = call.person_id();
    for (std::size_t steps = 0; at && steps <= people.size(); ++steps) {
      const auto found = std::ranges::find(people, *at, &people::Person::id);
      if (found == people.end()) break;
      if (found->id != call.person_id()) add(*found);
      at = found->manager_id;
    }
    return seen;
  }
  const auto own = std::ranges::find(people, call.person_id(), &people::Person::id);
  if (own != people.end()) add(*own);
  if (call.scope().reach < access::Reach::team) return seen;
  for (const people::Person& person : people::FindTeam(connection, call.org_id(), call.person_id())) {
    if (person.id != call.person_id()) add(person);
  }
  return seen;
}

Result<Sight> Look(const Call& call, db::Connection& connection, Id manager_id, const std::string& month) {
  const auto parsed = ParseMonth(month);
  if (!parsed) return NotFound("monthly_report");
  auto asked = AskFor(connection, call.org_id(), manager_id, *parsed, call.now());
  if (!asked) return NotFound("monthly_report");
  const auto audience = AudienceOf(call, connection, asked->manager);
  const Day today = DayIn(call.now(), asked->organization.time_zone);
  if (!audience || parsed->from > today) return NotFound("monthly_report");
  Sight sight{.asked = std::move(*asked), .audience = *audience};
  sight.report = FindReport(connection, call.org_id(), manager_id, *parsed);
  sight.state = StateOf(sight.report ? sight.report->closed_at : std::nullopt, *parsed, today);
  const bool is_for_all = sight.state == ReportState::closed;
  if (sight.audience != Audience::own && !is_for_all) return NotFound("monthly_report");
  if (sight.audience == Audience::team && !sight.asked.format.RepsSee()) return NotFound("monthly_report");
  return sight;
}

Result<Sight> LookToWrite(const Call& call, db::Connection& connection, Id manager_id,
                          const std::string& month) {
  auto sight = Look(call, connection, manager_id, month);
  if (sight && sight->audience != Audience::own) return NotFound("monthly_report");
  return sight;
}

ReportView ViewOf(const Call& call, db::Connection& connection, const Sight& sight) {
  const MonthAsked& asked = sight.asked;
  const bool is_own = sight.audience == Audience::own;
  ReportView view{.person = RefOf(asked.manager),
                  .month = asked.month.Name(),
                  .version = sight.report ? sight.report->version : 0,
                  .state = sight.state,
                  .audience = sight.audience,
                  .may_write = is_own && sight.state != ReportState::closed,
                  .may_close = is_own && sight.state == ReportState::draft,
                  .logo = asked.format.logo,
                  .page = {}};
  if (sight.state != ReportState::closed) {
    const MonthFacts facts = GatherMonth(connection, asked);
    view.page = BuildPage(facts, sight.audience, call.language());
    PutRows(view.page, facts.rows, sight.audience);
    return view;
  }
  view.closed_at = sight.report->closed_at;
  view.logo = sight.report->logo;
  if (sight.report->closed_by) {
    const auto people = people::FindRefs(connection, call.org_id(), std::vector{*sight.report->closed_by});
    if (const auto found = people.find(*sight.report->closed_by); found != people.end()) {
      view.closed_by = found->second;
    }
  }
  const auto frozen = json::FromText<Frozen>(sight.report->frozen);
  Check(frozen.has_value(), "what was frozen can be read");
  view.page = PageFor(*frozen, sight.audience, call.language(), asked.format);
  return view;
}

}  // namespace baton::report
