#include "win/look.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/zone.h"
#include "book/directory.h"
#include "notice/notice.h"
#include "people/now.h"
#include "people/organization.h"
#include "win/win_store.h"

namespace baton::win {
namespace {

constexpr const char* kLookAll = "wins";
constexpr const char* kLookOne = "win_look";
constexpr Id kNoOrganization{0};
constexpr std::int64_t kPause = 5 * kMillisecondsPerMinute;
constexpr int kChangesAtOnce = 2'000;
// Changes are committed out of order: the last minutes are read again. An id holds its milliseconds above the last 20 bits.
constexpr std::int64_t kOverlap = (2 * kMillisecondsPerMinute) << 20;

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

struct ChangedRow {
  Id id;
  std::string table_name;
  Id row_id;
};
BOOST_DESCRIBE_STRUCT(ChangedRow, (), (id, table_name, row_id))

Day TodayOf(db::Connection& connection, Id org_id, Instant now) {
  const auto organization = people::FindOrganization(connection, org_id);
  return DayIn(now, organization ? organization->time_zone : "UTC");
}

std::vector<Id> WonLately(db::Connection& connection, Id org_id, Day today) {
  return connection.Query<Id>(
      "SELECT opportunity.id FROM person JOIN opportunity ON opportunity.org_id = person.org_id AND "
      "opportunity.owner_id = person.id AND opportunity.status = 'won' WHERE person.org_id = $1 AND "
      "person.role = 'rep' AND opportunity.closes_on >= $2 ORDER BY opportunity.id",
      org_id, today - kNewsDays);
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
int Take(db::Tx& tx, Id org_id, Instant now, std::span<const Id> deal_ids) {
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

// Deals among the next changes after `after`, which becomes the last of them. False: there were none.
bool NextDeals(db::Connection& connection, Id org_id, Id& after, std::vector<Id>& deals) {
  const auto changes = connection.Query<ChangedRow>(
      "SELECT id, table_name, row_id FROM change WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT $3", org_id,
      after, kChangesAtOnce);
  if (changes.empty()) return false;
  after = changes.back().id;
  for (const ChangedRow& change : changes) {
    if (change.table_name == "opportunity") deals.push_back(change.row_id);
  }
  std::ranges::sort(deals);
  deals.erase(std::unique(deals.begin(), deals.end()), deals.end());
  return true;
}

using Writer = std::function<int(const std::function<int(db::Tx&)>&)>;

// Reads through `read`, writes through `write`, a piece at a time.
template <class Read>
int LookWith(Id org_id, Instant now, Id newest_id, const Read& read, const Writer& write,
             const std::function<bool()>& should_stop) {
  const auto mark = read([&](db::Connection& c) { return FindMark(c, org_id); });
  const auto last = read([&](db::Connection& c) { return LastChange(c, org_id); });
  int found = 0;
  const auto take = [&](const std::vector<Id>& deals) {
    if (!deals.empty()) found += write([&](db::Tx& tx) { return Take(tx, org_id, now, deals); });
  };
  if (!mark) {
    take(read([&](db::Connection& c) { return WonLately(c, org_id, TodayOf(c, org_id, now)); }));
  }
  Id after = mark.value_or(last.value_or(Id{}));
  for (;;) {
    if (should_stop && should_stop()) return found;
    std::vector<Id> deals;
    if (!read([&](db::Connection& c) { return NextDeals(c, org_id, after, deals); })) break;
    take(deals);
  }
  const Id settled{newest_id.value - kOverlap};
  const Id next = std::max(mark.value_or(Id{}), std::min(last.value_or(Id{}), settled));
  write([&](db::Tx& tx) { return SaveMark(tx, org_id, next), 0; });
  return found;
}

// One row of this kind is enough: those that are done are not kept.
void Schedule(db::Tx& tx, Instant run_at, Instant now) {
  tx.Execute("DELETE FROM job WHERE kind = $1 AND state = 'done'", kLookAll);
  job::Enqueue(tx, {.org_id = kNoOrganization, .kind = kLookAll, .ref = kNoOrganization, .run_at = run_at},
               now);
}

}  // namespace

int Look(db::Database& database, Id org_id, Instant now, const std::function<bool()>& should_stop) {
  const auto read = [&](auto&& ask) {
    auto reader = database.Read();
    return ask(*reader);
  };
  const Writer write = [&](const std::function<int(db::Tx&)>& closure) {
    return database.Write([&](db::Tx& tx) { return closure(tx); });
  };
  return LookWith(org_id, now, database.NewId(), read, write, should_stop);
}

int LookIn(db::Tx& tx, Id org_id, Instant now) {
  const auto read = [&](auto&& ask) { return ask(static_cast<db::Connection&>(tx)); };
  return LookWith(org_id, now, tx.NewId(), read, [&](const auto& closure) { return closure(tx); }, {});
}

void AddWinJobs(job::Runner& runner) {
  runner.On(kLookAll, [](job::Context& context) {
    db::Database& database = context.database();
    const auto stop = [&] { return context.ShouldStop(); };
    for (const Id org_id : people::FindOrganizations(*database.Read())) {
      if (stop()) return job::Outcome::again;
      Look(database, org_id, people::NowIn(*database.Read(), org_id, context.Now()), stop);
    }
    const Instant now = context.Now();
    database.Write([&](db::Tx& tx) { Schedule(tx, now + kPause, now); });
    return job::Outcome::done;
  });
  runner.On(kLookOne, [](job::Context& context) {
    db::Database& database = context.database();
    const Id org_id = context.job().org_id;
    Look(database, org_id, people::NowIn(*database.Read(), org_id, context.Now()),
         [&] { return context.ShouldStop(); });
    return context.ShouldStop() ? job::Outcome::again : job::Outcome::done;
  });
}

void ScheduleLooks(db::Database& database, Instant now) {
  database.Write([&](db::Tx& tx) {
    const auto waiting = tx.QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM job WHERE kind = $1 AND state IN ('waiting', 'running')", kLookAll);
    if (waiting == 0) Schedule(tx, now, now);
  });
}

void LookSoon(db::Tx& tx, Id org_id, Instant now) {
  const auto waiting = tx.QueryValue<Id>(
      "SELECT id FROM job WHERE org_id = $1 AND kind = $2 AND state = 'waiting' LIMIT 1", org_id, kLookOne);
  if (!waiting) job::Enqueue(tx, {.org_id = org_id, .kind = kLookOne, .ref = org_id}, now);
}

}  // namespace baton::win
