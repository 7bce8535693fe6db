#include "plan/plan_gather.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/money.h"
#include "base/zone.h"
#include "book/planning.h"
#include "calendar/presence.h"
#include "delegation/directory.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/plan_store.h"
#include "settings/settings.h"
#include "share/directory.h"

namespace baton::plan {
namespace {

AccountFacts ToFacts(const book::PlanningAccount& account) {
  return {.id = account.id,
          .name = account.name,
          .industry = account.industry,
          .segment = account.segment,
          .territory = account.territory,
          .language = account.language,
          .products = account.products,
          .deal_minor = account.deal_minor,
          .revenue_minor = account.revenue_minor,
          .growth_minor = account.growth_minor,
          .load_minutes = account.load_minutes,
          .renewal_on = account.renewal_on,
          .is_at_signature = account.is_at_signature,
          .signature_on = account.signature_on,
          .contact_count = account.contact_count,
          .known_by = account.known_by,
          .ties_are_known = account.ties_are_known,
          .is_urgent = account.is_urgent};
}

RepFacts ToFacts(const book::PlanningRep& rep) {
  RepFacts facts{.id = rep.id,
                 .name = rep.name,
                 .territory = rep.territory,
                 .languages = rep.languages,
                 .capacity_minutes = rep.capacity_minutes,
                 .minutes_now = rep.minutes_now,
                 .accounts_now = rep.accounts_now,
                 .revenue_now_minor = rep.revenue_now_minor,
                 .growth_now_minor = rep.growth_now_minor,
                 .starts_on = rep.starts_on,
                 .ends_on = rep.ends_on,
                 .industries = rep.industries,
                 .segments = rep.segments,
                 .products = rep.products,
                 .deal_minor = rep.deal_minor};
  if (rep.won + rep.lost > 0) facts.win_rate = static_cast<double>(rep.won) / (rep.won + rep.lost);
  return facts;
}

// Accounts that are on their way to a rep already take that rep's hours, though the book does not show them there yet.
void AddComing(const book::Planning& coming, const std::vector<handoff::Handoff>& handoffs, Facts& facts) {
  for (const handoff::Handoff& open : handoffs) {
    if (handoff::IsOwned(open.stage)) continue;
    const auto account = std::find_if(coming.accounts.begin(), coming.accounts.end(),
                                      [&](const auto& candidate) { return candidate.id == open.account_id; });
    const auto rep = std::find_if(facts.reps.begin(), facts.reps.end(),
                                  [&](const RepFacts& candidate) { return candidate.id == open.to_id; });
    if (account == coming.accounts.end() || rep == facts.reps.end()) continue;
    rep->minutes_now += account->load_minutes;
    rep->accounts_now += 1;
    rep->revenue_now_minor += account->revenue_minor.value_or(0);
    rep->growth_now_minor += account->growth_minor;
  }
}

std::vector<BusyWeek> BusyWeeks(const std::vector<handoff::Handoff>& introductions) {
  std::vector<BusyWeek> busy;
  for (const handoff::Handoff& handoff : introductions) {
    const Day monday = MondayOf(*handoff.introduction_on);
    busy.push_back({handoff.from_id, monday, 1});
    busy.push_back({handoff.to_id, monday, 1});
  }
  return busy;
}

// What the managers keep, and which clients' deals are of the size in which the organization wants the manager.
void AddAgreements(db::Connection& connection, Id org_id, const std::string& currency,
                   const std::set<Id>& accounts, Facts& facts) {
  for (const share::Kept& kept :
       share::FindKept(connection, org_id, std::vector<Id>(accounts.begin(), accounts.end()), facts.today)) {
    const auto account = std::ranges::find(facts.accounts, kept.account_id, &AccountFacts::id);
    if (account != facts.accounts.end() && kept.manager_id == facts.ManagerOf(*account).id) {
      account->kept_until = kept.until_on;
    }
  }
  const double amount = settings::Read(connection, org_id).joint_deal_amount;
  const double size = amount * std::pow(10.0, MinorDigits(currency));
  for (AccountFacts& account : facts.accounts) {
    account.is_above_size = amount > 0 && static_cast<double>(account.deal_minor.value_or(0)) >= size;
  }
}

void AddLevels(db::Connection& connection, Id org_id, Facts& facts) {
  std::vector<Id> reps;
  for (const RepFacts& rep : facts.reps) reps.push_back(rep.id);
  for (std::size_t m = 0; m < facts.managers.size(); ++m) {
    for (const delegation::Delegation& agreed :
         delegation::FindAgreed(connection, org_id, facts.managers[m].id, reps)) {
      Levels& levels = std::ranges::find(facts.reps, agreed.rep_id, &RepFacts::id)->levels[m];
      if (agreed.deal_kind == delegation::DealKind::existing_client) levels.existing = agreed.level;
      if (agreed.deal_kind == delegation::DealKind::above_size) levels.above_size = agreed.level;
    }
  }
}

bool MayHandOver(const people::Person& person) {
  const bool leads = person.role == access::Role::manager || person.role == access::Role::director;
  return (leads || (person.role == access::Role::rep && person.ends_on)) && !person.is_placeholder;
}

// The managers among `wanted` who may hand over; the lead alone where none of them may.
void AddManagers(const people::Person& lead, const std::vector<people::Person>& team,
                 const std::vector<Id>& wanted, bool is_cover, Facts& facts) {
  facts.lead_id = lead.id;
  const auto add = [&](const people::Person& person) {
    if (std::ranges::find(wanted, person.id) != wanted.end())
      facts.managers.push_back({person.id, person.name});
  };
  add(lead);
  for (const people::Person& person : team) {
    if (is_cover || MayHandOver(person)) add(person);
  }
  if (facts.managers.empty()) facts.managers.push_back({lead.id, lead.name});
}

// Whose team each rep is: up the tree from the rep to the lead. Of a rep who hands over it is those who have the same manager.
void AddTeams(const std::vector<people::Person>& team, Facts& facts) {
  std::map<Id, std::optional<Id>> above;
  for (const people::Person& person : team) above[person.id] = person.manager_id;
  std::map<Id, std::size_t> index;
  std::multimap<Id, std::size_t> beside;
  for (std::size_t m = 0; m < facts.managers.size(); ++m) {
    index[facts.managers[m].id] = m;
    const auto person = std::ranges::find(team, facts.managers[m].id, &people::Person::id);
    if (person != team.end() && person->role == access::Role::rep && person->manager_id)
      beside.emplace(*person->manager_id, m);
  }
  for (RepFacts& rep : facts.reps) {
    rep.teams.clear();
    auto next = above.find(rep.id);
    for (std::size_t steps = 0; next != above.end() && next->second && steps <= team.size(); ++steps) {
      const Id manager = *next->second;
      if (const auto found = index.find(manager); found != index.end()) rep.teams.push_back(found->second);
      for (auto [m, end] = beside.equal_range(manager); m != end; ++m) rep.teams.push_back(m->second);
      next = above.find(manager);
    }
  }
}

void AddPresence(db::Connection& connection, Id org_id, const std::vector<Id>& people, Facts& facts) {
  const calendar::Presence presence = calendar::FindPresence(connection, org_id, people, facts.today);
  for (const calendar::Away& away : presence.away) facts.away.push_back({away.person_id, away.from, away.to});
  facts.weekdays = {presence.weekdays.begin(), presence.weekdays.end()};
}

}  // namespace

std::vector<people::Person> FindManagers(db::Connection& connection, Id org_id, Id lead_id) {
  std::vector<people::Person> managers;
  if (auto lead = people::FindPerson(connection, org_id, lead_id)) managers.push_back(std::move(*lead));
  for (people::Person& person : people::FindTeam(connection, org_id, lead_id)) {
    if (MayHandOver(person)) managers.push_back(std::move(person));
  }
  return managers;
}

Result<Facts> Gather(db::Connection& connection, const GatherFor& wanted) {
  const auto lead = people::FindPerson(connection, wanted.org_id, wanted.lead_id);
  const auto organization = people::FindOrganization(connection, wanted.org_id);
  if (!lead || !organization) return NotFound("person");
  Facts facts;
  facts.today = DayIn(wanted.now, organization->time_zone);
  facts.is_whole = !wanted.account_ids;
  const auto team = people::FindTeam(connection, wanted.org_id, wanted.lead_id);
  AddManagers(*lead, team, wanted.manager_ids, wanted.is_cover, facts);
  std::map<Id, std::size_t> manager_of;
  std::vector<Id> busy_people;
  for (std::size_t m = 0; m < facts.managers.size(); ++m) {
    manager_of[facts.managers[m].id] = m;
    busy_people.push_back(facts.managers[m].id);
  }

  std::vector<Id> asked =
      wanted.account_ids ? *wanted.account_ids : book::FindAccountsOf(connection, wanted.org_id, busy_people);
  std::set<Id> under_way;
  for (const handoff::Handoff& open : handoff::FindOpenHandoffs(connection, wanted.org_id, asked)) {
    under_way.insert(open.account_id);
  }
  if (!wanted.is_cover) std::erase_if(asked, [&](Id id) { return under_way.contains(id); });
  // Before anything is read of them.
  if (std::ssize(asked) > kMaxAccounts) {
    return Fail(FieldFault{"account_ids", {"problem.plan.too_large", {{"limit", kMaxAccounts}}}});
  }
  // An empty list means "all that the lead owns" to the book; a plan that lost its last account has none.
  book::Planning planning =
      book::GatherPlanning(connection, wanted.org_id, wanted.lead_id, asked, wanted.now);
  if (asked.empty()) planning.accounts.clear();

  std::set<Id> kept;
  for (const book::PlanningAccount& account : planning.accounts) {
    const auto manager = manager_of.find(account.owner_id);
    if (manager == manager_of.end()) continue;
    facts.accounts.push_back(ToFacts(account));
    facts.accounts.back().manager = manager->second;
    kept.insert(account.id);
  }
  for (const book::PlanningRep& rep : planning.reps) {
    if (manager_of.contains(rep.id)) continue;  // nobody takes over from himself
    facts.reps.push_back(ToFacts(rep));
    busy_people.push_back(rep.id);
  }
  for (const book::PlanningTie& tie : planning.ties) {
    if (!kept.contains(tie.account_id)) continue;
    facts.ties[{tie.account_id, tie.person_id}] = {.contacts_met = tie.contacts_met,
                                                   .strength = tie.strength};
  }
  for (const Forbidden& pair :
       FindForbidden(connection, wanted.org_id, std::vector<Id>(kept.begin(), kept.end()))) {
    facts.forbidden.push_back({pair.account_id, pair.person_id, pair.reason});
  }

  AddTeams(team, facts);
  AddAgreements(connection, wanted.org_id, organization->currency, kept, facts);
  AddLevels(connection, wanted.org_id, facts);
  AddPresence(connection, wanted.org_id, busy_people, facts);
  facts.busy = BusyWeeks(handoff::FindIntroductions(connection, wanted.org_id, busy_people));
  const auto coming = handoff::FindOpenTo(connection, wanted.org_id, busy_people);
  std::vector<Id> coming_ids;
  for (const handoff::Handoff& open : coming) coming_ids.push_back(open.account_id);
  if (!coming_ids.empty()) {
    AddComing(book::GatherPlanning(connection, wanted.org_id, wanted.lead_id, coming_ids, wanted.now), coming,
              facts);
  }
  return facts;
}

}  // namespace baton::plan
