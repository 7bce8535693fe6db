#include "takeover/look.h"

#include <algorithm>
#include <map>
#include <set>

#include "book/directory.h"
#include "notice/notice.h"
#include "people/now.h"
#include "people/organization.h"
#include "takeover/gather.h"

namespace baton::takeover {
namespace {

constexpr const char* kLookAll = "takeovers";
constexpr const char* kLookOne = "takeover_look";
constexpr Id kNoOrganization{0};
constexpr std::int64_t kPause = 5 * kMillisecondsPerMinute;
constexpr int kChangesAtOnce = 2'000;
constexpr std::size_t kCandidatesAtOnce = 500;
// Changes are committed out of order: the last minutes are read again. An id holds its milliseconds above the last 20 bits.
constexpr std::int64_t kOverlap = (2 * kMillisecondsPerMinute) << 20;

std::vector<Id> Part(const std::vector<Id>& ids, std::size_t from) {
  if (from >= ids.size()) return {};
  const auto first = ids.begin() + static_cast<std::ptrdiff_t>(from);
  return {first, first + static_cast<std::ptrdiff_t>(std::min(kCandidatesAtOnce, ids.size() - from))};
}

// Whoever took over is told once a look, however many clients there are.
void Tell(action::Action& action, const std::map<Id, std::vector<Takeover>>& asked) {
  for (const auto& [person, takeovers] : asked) {
    std::vector<Id> accounts;
    for (const Takeover& one : takeovers) {
      if (std::ranges::find(accounts, one.account_id) == accounts.end()) accounts.push_back(one.account_id);
    }
    const auto refs = book::FindAccountRefs(action.tx(), action.org_id(), accounts);
    const auto first = refs.find(accounts.front());
    notice::Emit(action, person,
                 {"notice.takeover.asked",
                  {{"account", first == refs.end() ? std::string() : first->second.name},
                   {"others", static_cast<std::int64_t>(accounts.size()) - 1}}},
                 "/takeovers");
  }
}

struct KnownRow {
  SourceKind kind = SourceKind::activity;
  Id source_id;
};
BOOST_DESCRIBE_STRUCT(KnownRow, (), (kind, source_id))

using Known = std::set<std::pair<SourceKind, Id>>;

// Of the candidates, those that stand in a takeover already.
Known FindKnown(db::Connection& connection, Id org_id, const Candidates& candidates) {
  std::vector<Id> ids = candidates.activities;
  ids.insert(ids.end(), candidates.deals.begin(), candidates.deals.end());
  Known known;
  for (const KnownRow& row : connection.Query<KnownRow>(
           "SELECT kind, source_id FROM takeover_source WHERE org_id = $1 AND kind IN ('activity', "
           "'opportunity') AND source_id IN baton_list($2)",
           org_id, db::IdList(ids))) {
    known.emplace(row.kind, row.source_id);
  }
  return known;
}

std::vector<Finding> FindAmong(const Gathered& gathered, Instant now) {
  std::vector<Finding> findings;
  for (const Seen& seen : gathered.seen) {
    const auto watched = gathered.watched.find(seen.account_id);
    if (watched == gathered.watched.end()) continue;
    for (const Watched& one : watched->second) {
      if (auto finding = takeover::Judge(seen, one, gathered.limits, now)) {
        findings.push_back(*finding);
        break;
      }
    }
  }
  return findings;
}

// Judges some candidates and writes what follows. Returns how many questions there are more.
int JudgeSome(db::Tx& tx, Id org_id, const Candidates& candidates, Instant now, const Calendar& calendar) {
  auto findings = FindAmong(Gather(tx, org_id, candidates, now, calendar), now);
  Known gone = FindKnown(tx, org_id, candidates);
  std::erase_if(findings, [&](const Finding& one) { return gone.erase({one.kind, one.source_id}) > 0; });
  if (findings.empty() && gone.empty()) return 0;
  action::Action action(tx, {org_id, std::nullopt}, "takeover.look", now);
  for (const SourceKind kind : {SourceKind::activity, SourceKind::opportunity}) {
    std::vector<Id> ids;
    for (const auto& [of, id] : gone) {
      if (of == kind) ids.push_back(id);
    }
    Drop(action, kind, ids);
  }
  int questions = 0;
  std::map<Id, std::vector<Takeover>> asked;
  for (const Finding& finding : findings) {
    const Takeover put = Put(action, finding, calendar);
    const bool is_new = put.seen_at == now && put.version == 1;
    if (!is_new || put.standing != Standing::asked) continue;
    asked[put.person_id].push_back(put);
    ++questions;
  }
  Tell(action, asked);
  return questions;
}

using Writer = std::function<int(const std::function<int(db::Tx&)>&)>;

int JudgeAll(const Candidates& candidates, Id org_id, Instant now, const Calendar& calendar,
             const Writer& write) {
  int found = 0;
  const std::size_t most = std::max(candidates.activities.size(), candidates.deals.size());
  for (std::size_t from = 0; from < most; from += kCandidatesAtOnce) {
    const Candidates some{Part(candidates.activities, from), Part(candidates.deals, from)};
    found += write([&](db::Tx& tx) { return JudgeSome(tx, org_id, some, now, calendar); });
  }
  return found;
}

// Reads through `read`, writes through `write`, a piece at a time.
template <class Read>
int LookWith(Id org_id, Instant now, Id newest_id, const Read& read, const Writer& write,
             const std::function<bool()>& should_stop) {
  const Calendar calendar = read([&](db::Connection& c) { return CalendarOf(c, org_id, now); });
  const auto mark = read([&](db::Connection& c) { return FindMark(c, org_id); });
  const auto last = read([&](db::Connection& c) { return LastChange(c, org_id); });
  const auto since = mark ? std::optional(std::min(mark->looked_at, now)) : std::nullopt;
  int found = JudgeAll(read([&](db::Connection& c) { return CameToPass(c, org_id, since, now, calendar); }),
                       org_id, now, calendar, write);
  Id after = mark ? mark->change_id : last.value_or(Id{});
  for (;;) {
    if (should_stop && should_stop()) return found;
    Candidates candidates;
    const bool more =
        read([&](db::Connection& c) { return NextChanged(c, org_id, after, kChangesAtOnce, candidates); });
    if (!more) break;
    found += JudgeAll(candidates, org_id, now, calendar, write);
  }
  const Id settled{newest_id.value - kOverlap};
  const LookMark next{now, std::max(mark ? mark->change_id : Id{}, std::min(last.value_or(Id{}), settled))};
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

void AddTakeoverJobs(job::Runner& runner) {
  runner.On(kLookAll, [](job::Context& context) {
    db::Database& database = context.database();
    const auto stop = [&] { return context.ShouldStop(); };
    for (const Id org_id : people::FindOrganizations(*database.Read())) {
      if (stop()) return job::Outcome::again;
      const Instant there = people::NowIn(*database.Read(), org_id, context.Now());
      Look(database, org_id, there, stop);
    }
    const Instant now = context.Now();
    database.Write([&](db::Tx& tx) { Schedule(tx, now + kPause, now); });
    return job::Outcome::done;
  });
  runner.On(kLookOne, [](job::Context& context) {
    db::Database& database = context.database();
    const Id org_id = context.job().org_id;
    const Instant there = people::NowIn(*database.Read(), org_id, context.Now());
    Look(database, org_id, there, [&] { return context.ShouldStop(); });
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

}  // namespace baton::takeover
