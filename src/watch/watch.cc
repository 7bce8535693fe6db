#include "watch/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe/class.hpp>
#include <memory>

#include "action/news.h"
#include "job/job.h"
#include "people/now.h"
#include "people/organization.h"

namespace baton::watch {
namespace {

constexpr const char* kLookAll = "looks";
constexpr Id kNoOrganization{0};
constexpr std::int64_t kPause = 5 * kMillisecondsPerMinute;
constexpr int kChangesAtOnce = 2'000;

struct Mark {
  Instant looked_at;
  Id change_id;
};
BOOST_DESCRIBE_STRUCT(Mark, (), (looked_at, change_id))

struct ChangedRow {
  Id id;
  std::string table_name;
  Id row_id;
};
BOOST_DESCRIBE_STRUCT(ChangedRow, (), (id, table_name, row_id))

std::optional<Mark> FindMark(db::Connection& connection, Id org_id, const Watch& watch) {
  return connection.QueryOne<Mark>(
      fmt::format("SELECT looked_at, change_id FROM {} WHERE org_id = $1 AND id = $1", watch.marks), org_id);
}

// How far a job has read is no deed of anybody, so it is not in the log.
void SaveMark(db::Tx& tx, Id org_id, const Watch& watch, const Mark& mark) {
  tx.Execute(
      fmt::format("INSERT INTO {} (org_id, id, looked_at, change_id) VALUES ($1, $1, $2, $3) ON CONFLICT "
                  "(org_id, id) DO UPDATE SET looked_at = excluded.looked_at, change_id = "
                  "excluded.change_id",
                  watch.marks),
      org_id, mark.looked_at, mark.change_id);
}

std::vector<Id> Distinct(std::vector<Id> ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// Candidates among the next changes after `after`, which becomes the last of them. False: there were none.
bool NextChanged(db::Connection& connection, Id org_id, Id& after, Candidates& candidates) {
  const auto changes = connection.Query<ChangedRow>(
      "SELECT id, table_name, row_id FROM change WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT $3", org_id,
      after, kChangesAtOnce);
  if (changes.empty()) return false;
  after = changes.back().id;
  std::vector<Id> attendances;
  for (const ChangedRow& change : changes) {
    if (change.table_name == "activity") candidates.activities.push_back(change.row_id);
    if (change.table_name == "attendance") attendances.push_back(change.row_id);
    if (change.table_name == "opportunity") candidates.deals.push_back(change.row_id);
  }
  if (!attendances.empty()) {
    const auto activities = connection.Query<Id>(
        "SELECT DISTINCT activity_id FROM attendance WHERE org_id = $1 AND id IN baton_list($2)", org_id,
        db::IdList(attendances));
    candidates.activities.insert(candidates.activities.end(), activities.begin(), activities.end());
  }
  candidates.activities = Distinct(std::move(candidates.activities));
  candidates.deals = Distinct(std::move(candidates.deals));
  return true;
}

std::vector<Id> Part(const std::vector<Id>& ids, std::size_t from, std::size_t most) {
  if (from >= ids.size()) return {};
  const auto first = ids.begin() + static_cast<std::ptrdiff_t>(from);
  return {first, first + static_cast<std::ptrdiff_t>(std::min(most, ids.size() - from))};
}

using Writer = std::function<int(const std::function<int(db::Tx&)>&)>;

int JudgeAll(const Watch& watch, Id org_id, const Candidates& candidates, Instant now, const Writer& write) {
  int found = 0;
  const std::size_t most =
      std::max({candidates.activities.size(), candidates.deals.size(), candidates.mails.size()});
  for (std::size_t from = 0; from < most; from += watch.at_once) {
    const Candidates some{Part(candidates.activities, from, watch.at_once),
                          Part(candidates.deals, from, watch.at_once),
                          Part(candidates.mails, from, watch.at_once)};
    found += write([&](db::Tx& tx) { return watch.judge(tx, org_id, some, now); });
  }
  return found;
}

// Reads through `read`, writes through `write`, a piece at a time.
template <class Read>
int LookWith(Id org_id, Instant now, Id newest_id, std::span<const Watch> watches, const Read& read,
             const Writer& write, const std::function<bool()>& should_stop) {
  const Id last = read([&](db::Connection& c) { return action::LastChange(c, org_id); });
  std::vector<std::optional<Mark>> marks;
  std::vector<Id> newest;  // that each will have looked at
  for (const Watch& watch : watches) {
    marks.push_back(read([&](db::Connection& c) { return FindMark(c, org_id, watch); }));
    newest.push_back(watch.newest
                         ? std::max(last, read([&](db::Connection& c) { return watch.newest(c, org_id); }))
                         : last);
  }
  int found = 0;
  Id after = last;
  for (std::size_t i = 0; i < watches.size(); ++i) {
    const Watch& watch = watches[i];
    const auto since = marks[i] ? std::optional(std::min(marks[i]->looked_at, now)) : std::nullopt;
    const auto begun = read([&](db::Connection& c) { return watch.begin(c, org_id, since, now); });
    found += JudgeAll(watch, org_id, begun, now, write);
    if (marks[i]) after = std::min(after, marks[i]->change_id);
  }
  for (;;) {
    if (should_stop && should_stop()) return found;
    Candidates candidates;
    if (!read([&](db::Connection& c) { return NextChanged(c, org_id, after, candidates); })) break;
    for (const Watch& watch : watches) found += JudgeAll(watch, org_id, candidates, now, write);
  }
  write([&](db::Tx& tx) {
    for (std::size_t i = 0; i < watches.size(); ++i) {
      const Id before = marks[i] ? marks[i]->change_id : Id{};
      SaveMark(tx, org_id, watches[i], {now, std::max(before, action::Settled(newest[i], newest_id))});
    }
    return 0;
  });
  return found;
}

// One row of this kind is enough: those that are done are not kept.
void Schedule(db::Tx& tx, Instant run_at, Instant now) {
  tx.Execute("DELETE FROM job WHERE kind = $1 AND state = 'done'", kLookAll);
  job::Enqueue(tx, {.org_id = kNoOrganization, .kind = kLookAll, .ref = kNoOrganization, .run_at = run_at},
               now);
}

struct Lookers {
  std::vector<Watch> watches;
  std::vector<Glance> glances;
};

void LookWithAll(job::Context& context, Id org_id, const Lookers& lookers) {
  db::Database& database = context.database();
  const Instant there = people::NowIn(*database.Read(), org_id, context.Now());
  Look(database, org_id, there, lookers.watches, [&] { return context.ShouldStop(); });
  for (const Glance& glance : lookers.glances) {
    if (!context.ShouldStop()) glance(database, org_id, there);
  }
}

job::Outcome LookAtAll(job::Context& context, const Lookers& lookers) {
  db::Database& database = context.database();
  for (const Id org_id : people::FindOrganizations(*database.Read())) {
    if (context.ShouldStop()) return job::Outcome::again;
    LookWithAll(context, org_id, lookers);
  }
  const Instant now = context.Now();
  database.Write([&](db::Tx& tx) { Schedule(tx, now + kPause, now); });
  return job::Outcome::done;
}

job::Outcome LookAtOne(job::Context& context, const Lookers& lookers) {
  LookWithAll(context, context.job().org_id, lookers);
  return context.ShouldStop() ? job::Outcome::again : job::Outcome::done;
}

}  // namespace

int Look(db::Database& database, Id org_id, Instant now, std::span<const Watch> watches,
         const std::function<bool()>& should_stop) {
  const auto read = [&](auto&& ask) {
    auto reader = database.Read();
    return ask(*reader);
  };
  const Writer write = [&](const std::function<int(db::Tx&)>& closure) {
    return database.Write([&](db::Tx& tx) { return closure(tx); });
  };
  return LookWith(org_id, now, database.NewId(), watches, read, write, should_stop);
}

int LookIn(db::Tx& tx, Id org_id, Instant now, std::span<const Watch> watches) {
  const auto read = [&](auto&& ask) { return ask(static_cast<db::Connection&>(tx)); };
  const Writer write = [&](const std::function<int(db::Tx&)>& closure) { return closure(tx); };
  return LookWith(org_id, now, tx.NewId(), watches, read, write, {});
}

void AddLookJobs(job::Runner& runner, std::vector<Watch> watches, std::vector<Glance> glances) {
  const auto all = std::make_shared<const Lookers>(Lookers{std::move(watches), std::move(glances)});
  runner.On(kLookAll, [all](job::Context& context) { return LookAtAll(context, *all); });
  runner.On(kLookKind, [all](job::Context& context) { return LookAtOne(context, *all); });
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
      "SELECT id FROM job WHERE org_id = $1 AND kind = $2 AND state = 'waiting' LIMIT 1", org_id, kLookKind);
  if (!waiting) job::Enqueue(tx, {.org_id = org_id, .kind = kLookKind, .ref = org_id}, now);
}

}  // namespace baton::watch
