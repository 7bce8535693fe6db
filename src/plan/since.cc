#include "plan/since.h"

#include <algorithm>
#include <set>

#include "base/zone.h"
#include "book/directory.h"
#include "book/planning.h"
#include "calendar/presence.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/changes.h"
#include "settings/settings.h"

namespace baton::plan {
namespace {

constexpr int kWeek = 7;

std::vector<Id> IdsOf(const std::vector<SeenPerson>& people) {
  std::vector<Id> ids;
  for (const SeenPerson& person : people) ids.push_back(person.id);
  return ids;
}

// The reps below the lead now, with the hours that the draft would assume, and those of its managers who still are.
void AddTeamNow(db::Connection& connection, const Plan& plan, const PlanRules& rules, const Seen& then,
                Facts& facts) {
  const auto standard = static_cast<std::int64_t>(settings::Read(connection, plan.org_id).capacity_minutes);
  const auto team = people::FindTeam(connection, plan.org_id, plan.manager_id);
  for (const SeenPerson& manager : then.managers) {
    if (manager.id == plan.manager_id ||
        std::ranges::find(team, manager.id, &people::Person::id) != team.end())
      facts.managers.push_back({manager.id, {}});
  }
  for (const people::Person& person : team) {
    if (person.role != access::Role::rep || person.is_placeholder) continue;
    facts.reps.push_back({.id = person.id,
                          .name = person.name,
                          .territory = {},
                          .capacity_minutes = person.capacity_minutes.value_or(standard),
                          .starts_on = person.starts_on,
                          .ends_on = person.ends_on});
  }
  ApplyExtraMinutes(rules, facts);
}

Seen LookNow(db::Connection& connection, const Plan& plan, const PlanRules& rules, const Seen& then,
             Day today) {
  Facts facts;
  AddTeamNow(connection, plan, rules, then, facts);
  std::vector<Id> people;
  for (const ManagerFacts& manager : facts.managers) people.push_back(manager.id);
  for (const RepFacts& rep : facts.reps) people.push_back(rep.id);
  const calendar::Presence presence = calendar::FindPresence(connection, plan.org_id, people, today);
  for (const calendar::Away& away : presence.away) facts.away.push_back({away.person_id, away.from, away.to});
  facts.weekdays = {presence.weekdays.begin(), presence.weekdays.end()};
  return SeenOf(facts);
}

std::vector<Id> AccountsThen(db::Connection& connection, const Plan& plan) {
  return connection.Query<Id>("SELECT account_id FROM plan_line WHERE org_id = $1 AND plan_id = $2",
                              plan.org_id, plan.id);
}

// What the managers own now that is not on its way already.
std::vector<Id> AccountsNow(db::Connection& connection, const Plan& plan, const Seen& now) {
  std::vector<Id> owned = book::FindAccountsOf(connection, plan.org_id, IdsOf(now.managers));
  std::set<Id> under_way;
  for (const handoff::Handoff& open : handoff::FindOpenHandoffs(connection, plan.org_id, owned))
    under_way.insert(open.account_id);
  std::erase_if(owned, [&](Id id) { return under_way.contains(id); });
  return owned;
}

}  // namespace

std::vector<Since> FindSince(const Context& context, db::Connection& connection, const Plan& plan,
                             const PlanRules& rules, const Seen& then) {
  if (plan.state != PlanState::draft) return {};
  const auto organization = people::FindOrganization(connection, plan.org_id);
  if (!organization) return {};
  const Day today = DayIn(context.now, organization->time_zone);
  const DayRange days{today, std::max(today, plan.starts_on) + kWeek * (rules.horizon_weeks + 1)};
  const Seen now = LookNow(connection, plan, rules, then, today);

  std::vector<Id> people = IdsOf(then.managers);
  for (const auto* reps : {&then.reps, &now.reps}) {
    for (const SeenPerson& rep : *reps) people.push_back(rep.id);
  }
  const auto names = people::FindRefs(connection, plan.org_id, people);
  auto since = PeopleSince(then, now, days, [&](Id id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string() : found->second.name;
  });

  const auto name_of = [&](Id id) {
    const auto accounts = book::FindAccountRefs(connection, plan.org_id, std::vector{id});
    return accounts.empty() ? std::string() : accounts.begin()->second.name;
  };
  for (Since& change : AccountsSince(AccountsThen(connection, plan), AccountsNow(connection, plan, now),
                                     then.is_whole, name_of)) {
    since.push_back(std::move(change));
  }
  return since;
}

}  // namespace baton::plan
