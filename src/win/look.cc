#include "win/look.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/zone.h"
#include "book/directory.h"
#include "notice/notice.h"
#include "people/organization.h"
#include "win/win_store.h"

namespace baton::win {
namespace {

struct WonDeal {
  Id id;
  std::optional<Id> account_id;
  std::optional<Id> owner_id;
  std::string status;
  std::optional<Day> closes_on;
};
BOOST_DESCRIBE_STRUCT(WonDeal, (), (id, account_id, owner_id, status, closes_on))

struct RepRow {
  Id id;
  std::string name;
  Id manager_id;
};
BOOST_DESCRIBE_STRUCT(RepRow, (), (id, name, manager_id))

Day TodayOf(db::Connection& connection, Id org_id, Instant now) {
  const auto organization = people::FindOrganization(connection, org_id);
  return DayIn(now, organization ? organization->time_zone : "UTC");
}

// A first look takes what was won in the last days; later ones find it in the log.
watch::Candidates WonLately(db::Connection& connection, Id org_id, std::optional<Instant> since,
                            Instant now) {
  if (since) return {};
  return {.activities = {},
          .deals = connection.Query<Id>(
              "SELECT opportunity.id FROM person JOIN opportunity ON opportunity.org_id = person.org_id AND "
              "opportunity.owner_id = person.id AND opportunity.status = 'won' WHERE person.org_id = $1 AND "
              "person.role = 'rep' AND opportunity.closes_on >= $2 ORDER BY opportunity.id",
              org_id, TodayOf(connection, org_id, now) - kNewsDays)};
}

// Reps who report to a manager.
std::unordered_map<Id, RepRow> FindReps(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::unordered_map<Id, RepRow> reps;
  for (RepRow& row : connection.Query<RepRow>(
           "SELECT rep.id, rep.name, manager.id AS manager_id FROM person AS rep JOIN person AS manager ON "
           "manager.org_id = rep.org_id AND manager.id = rep.manager_id WHERE rep.org_id = $1 AND rep.id IN "
           "baton_list($2) AND rep.role = 'rep' AND rep.deleted_at IS NULL AND manager.role = 'manager' AND "
           "manager.deleted_at IS NULL",
           org_id, db::IdList(ids))) {
    const Id id = row.id;
    reps.emplace(id, std::move(row));
  }
  return reps;
}

// A manager is told once a look, however many wins there are.
void TellManagers(action::Action& action, const std::vector<Win>& wins,
                  const std::unordered_map<Id, RepRow>& reps) {
  std::map<Id, std::vector<Win>> by_manager;
  std::vector<Id> accounts;
  for (const Win& win : wins) {
    by_manager[win.manager_id].push_back(win);
    accounts.push_back(win.account_id);
  }
  const auto names = book::FindAccountRefs(action.tx(), action.org_id(), accounts);
  for (const auto& [manager_id, theirs] : by_manager) {
    const auto account = names.find(theirs.front().account_id);
    notice::Emit(action, manager_id,
                 {"notice.win.new",
                  {{"rep", reps.at(theirs.front().rep_id).name},
                   {"account", account == names.end() ? std::string() : account->second.name},
                   {"others", std::ssize(theirs) - 1}}},
                 "/");
  }
}

// Judges deals that changed and writes what follows. Returns how many wins there are more.
int Take(db::Tx& tx, Id org_id, const watch::Candidates& candidates, Instant now) {
  const std::vector<Id>& deal_ids = candidates.deals;
  if (deal_ids.empty()) return 0;
  const Day today = TodayOf(tx, org_id, now);
  const auto deals = tx.Query<WonDeal>(
      "SELECT id, account_id, owner_id, status, closes_on FROM opportunity WHERE org_id = $1 AND id IN "
      "baton_list($2) AND deleted_at IS NULL ORDER BY id",
      org_id, db::IdList(deal_ids));
  std::vector<Id> owners;
  for (const WonDeal& deal : deals) {
    if (deal.owner_id) owners.push_back(*deal.owner_id);
  }
  const auto reps = FindReps(tx, org_id, owners);
  std::unordered_map<Id, Win> known;
  for (Win& win : FindWinsOfDeals(tx, org_id, deal_ids)) {
    const Id id = win.opportunity_id;
    known.emplace(id, std::move(win));
  }
  std::vector<Win> fresh;
  for (const WonDeal& deal : deals) {
    const auto rep = reps.find(deal.owner_id.value_or(Id{}));
    const bool is_won = deal.status == "won" && deal.account_id && deal.closes_on && rep != reps.end();
    const auto found = known.find(deal.id);
    if (found != known.end()) {
      if (is_won && found->second.rep_id == rep->first) known.erase(found);
      continue;  // what stays in `known` is none any more
    }
    if (!is_won || *deal.closes_on < today - kNewsDays || *deal.closes_on > today) continue;
    fresh.push_back({.opportunity_id = deal.id,
                     .account_id = *deal.account_id,
                     .rep_id = rep->first,
                     .manager_id = rep->second.manager_id,
                     .won_on = *deal.closes_on,
                     .seen_at = now});
  }
  std::erase_if(known, [](const auto& one) { return one.second.thanked_at.has_value(); });
  if (fresh.empty() && known.empty()) return 0;
  action::Action action(tx, {org_id, std::nullopt}, "win.look", now);
  for (const auto& [id, win] : known) action.Delete(win);
  action.InsertMany(std::span(fresh));
  TellManagers(action, fresh, reps);
  return static_cast<int>(fresh.size());
}

}  // namespace

watch::Watch Wins() { return {.marks = "win_look", .begin = &WonLately, .judge = &Take}; }

int Look(db::Database& database, Id org_id, Instant now) {
  const watch::Watch wins = Wins();
  return watch::Look(database, org_id, now, std::span(&wins, 1));
}

int LookIn(db::Tx& tx, Id org_id, Instant now) {
  const watch::Watch wins = Wins();
  return watch::LookIn(tx, org_id, now, std::span(&wins, 1));
}

}  // namespace baton::win
