#include "audit/live.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <chrono>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "base/log.h"
#include "json/json.h"

namespace baton::audit {
namespace {

constexpr auto kPause = std::chrono::milliseconds(250);
constexpr std::int64_t kOverlap = 5'000;
constexpr std::int64_t kEpoch2020 = 1'577'836'800'000;
constexpr int kMost = 200;  // told one by one; and read at once

constexpr std::string_view kAllTables = "*";

// It says what to read again, and not who did what to which row.
struct LiveEvent {
  Id action_id;
  std::vector<std::string> tables;
};
BOOST_DESCRIBE_STRUCT(LiveEvent, (), (action_id, tables))

struct EndedJob {
  Id id;
  std::string kind;
};
BOOST_DESCRIBE_STRUCT(EndedJob, (), (id, kind))

// The tables of an action's first changes: an import has a million, all of the same few tables.
std::vector<std::string> TablesOf(db::Connection& connection, Id org_id, Id action_id) {
  return connection.Query<std::string>(
      "SELECT DISTINCT table_name FROM (SELECT table_name FROM change WHERE org_id = $1 AND action_id = $2 "
      "ORDER BY id LIMIT 500) AS first_changes ORDER BY table_name",
      org_id, action_id);
}

http::Event ToEvent(Id org_id, const LiveEvent& event) {
  return {.org_id = org_id, .id = ToString(event.action_id), .event = "action", .data = json::ToText(event)};
}

// What an action changed, and who may hear of what.
struct News {
  std::vector<std::string> tables;  // all, for the insiders
  std::vector<std::string> open;    // those that everybody of the organization may hear of
  std::vector<Id> insiders;

  bool is_open() const { return open.size() == tables.size(); }
};

bool IsOpen(const action::Tables& tables, const std::string& name) {
  const action::Table* table = tables.Find(name);
  return table != nullptr && !table->is_private && !table->listeners;
}

// The ids of the rows of an action's first changes of one table.
std::vector<Id> RowsOf(db::Connection& connection, Id org_id, Id action_id, const std::string& table_name) {
  return connection.Query<Id>(
      "SELECT DISTINCT row_id FROM (SELECT table_name, row_id FROM change WHERE org_id = $1 AND action_id = "
      "$2 "
      "ORDER BY id LIMIT 500) AS first_changes WHERE table_name = $3",
      org_id, action_id, table_name);
}

// Whose action it was, and whom its rows concern: what somebody is told is such a row.
std::vector<Id> InsidersOf(db::Connection& connection, const action::Tables& tables, Id org_id, Id action_id,
                           const std::vector<std::string>& names) {
  auto insiders = connection.Query<Id>(
      "SELECT actor_id FROM action WHERE org_id = $1 AND id = $2 AND actor_id IS NOT NULL", org_id,
      action_id);
  for (const std::string& name : names) {
    const action::Table* table = tables.Find(name);
    if (table == nullptr || !table->listeners) continue;
    const auto more = table->listeners(connection, org_id, RowsOf(connection, org_id, action_id, name));
    insiders.insert(insiders.end(), more.begin(), more.end());
  }
  return insiders;
}

News NewsOf(db::Connection& connection, const action::Tables& tables, Id org_id, Id action_id) {
  News news{TablesOf(connection, org_id, action_id), {}, {}};
  std::ranges::copy_if(news.tables, std::back_inserter(news.open),
                       [&](const std::string& name) { return IsOpen(tables, name); });
  if (!news.is_open()) news.insiders = InsidersOf(connection, tables, org_id, action_id, news.tables);
  return news;
}

std::vector<Id> ActionsSince(db::Connection& connection, Id org_id, Id last_id) {
  return connection.Query<Id>("SELECT id FROM action WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT $3",
                              org_id, last_id, kMost);
}

// Those of the seconds before an action: one of them may have been committed after it was told.
std::vector<Id> ActionsShortlyBefore(db::Connection& connection, Id org_id, Id last_id) {
  const Id since{std::max<std::int64_t>(0, last_id.value - (kOverlap << 20))};
  return connection.Query<Id>(
      "SELECT id FROM action WHERE org_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4", org_id, since,
      last_id, kMost);
}

// What this person may hear of an action; none: nothing at all, not even that it was.
std::optional<std::vector<std::string>> HeardBy(Id person_id, News news) {
  if (std::ranges::find(news.insiders, person_id) != news.insiders.end()) return std::move(news.tables);
  if (news.open.empty() && !news.is_open()) return std::nullopt;
  return std::move(news.open);
}

// More than is worth telling: read everything again, and go on from the newest.
http::Event AllAgain(db::Connection& connection, Id org_id, Id last_id) {
  const Id newest =
      connection.QueryValue<Id>("SELECT MAX(id) FROM action WHERE org_id = $1", org_id).value_or(last_id);
  return ToEvent(org_id, {std::max(newest, last_id), {std::string(kAllTables)}});
}

}  // namespace

Id FirstIdAt(Instant instant) {
  return Id{std::max<std::int64_t>(0, instant.milliseconds - kEpoch2020) << 20};
}

std::vector<http::Event> EventsSince(db::Connection& connection, const action::Tables& tables, Id org_id,
                                     Id person_id, Id last_id) {
  const std::vector<Id> earlier = ActionsShortlyBefore(connection, org_id, last_id);
  const std::vector<Id> missed = ActionsSince(connection, org_id, last_id);
  if (std::ssize(earlier) == kMost || std::ssize(missed) == kMost)
    return {AllAgain(connection, org_id, last_id)};
  const auto heard = [&](Id action_id) {
    return HeardBy(person_id, NewsOf(connection, tables, org_id, action_id));
  };
  std::vector<http::Event> events;
  // In one: nobody goes back behind what was heard last.
  std::set<std::string> again;
  for (const Id action_id : earlier) {
    if (const auto names = heard(action_id)) again.insert(names->begin(), names->end());
  }
  if (!again.empty()) events.push_back(ToEvent(org_id, {last_id, {again.begin(), again.end()}}));
  for (const Id action_id : missed) {
    if (auto names = heard(action_id)) events.push_back(ToEvent(org_id, {action_id, std::move(*names)}));
  }
  return events;
}

LiveLog::LiveLog(db::Database& database, http::EventHub& hub, const Clock& clock,
                 const action::Tables& tables, JobTables job_tables, std::vector<QuietChange> quiet)
    : database_(database),
      hub_(hub),
      clock_(clock),
      tables_(tables),
      job_tables_(std::move(job_tables)),
      quiet_(std::move(quiet)),
      thread_([this] { Run(); }) {}

LiveLog::~LiveLog() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void LiveLog::Run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kPause, [this] { return stopping_; })) {
    lock.unlock();
    try {
      const auto listening = hub_.Organizations();
      for (auto* heard : {&told_, &ended_jobs_, &quietly_})
        std::erase_if(*heard, [&](const auto& entry) { return !listening.contains(entry.first); });
      for (const Id org_id : listening) Look(org_id);
    } catch (const std::exception& error) {
      LogWarning("live.failed", {{"why", error.what()}});
    }
    lock.lock();
  }
}

void LiveLog::Look(Id org_id) {
  const Instant now = clock_.Now();
  const Id since = FirstIdAt(now - kOverlap);
  std::set<Id>& told = told_[org_id];
  std::erase_if(told, [&](Id id) { return id < since; });
  auto reader = database_.Read();
  for (auto actions = ActionsSince(*reader, org_id, since); !actions.empty();
       actions = ActionsSince(*reader, org_id, actions.back())) {
    for (const Id action_id : actions) {
      // What a listener was told when it came is left out by its channel.
      if (told.insert(action_id).second) Tell(*reader, org_id, action_id);
    }
  }
  std::set<std::string> again;
  if (!job_tables_.empty()) LookAtJobs(*reader, org_id, now - kOverlap, again);
  LookAtQuiet(*reader, org_id, now - kOverlap, again);
  if (again.empty()) return;
  http::Event event = ToEvent(org_id, {Id{}, {again.begin(), again.end()}});
  event.id.clear();  // it is nowhere in the log to go on behind
  hub_.Publish(event);
}

void LiveLog::LookAtJobs(db::Connection& connection, Id org_id, Instant since, std::set<std::string>& again) {
  std::set<Id>& told = ended_jobs_[org_id];
  std::set<Id> ended;
  for (const EndedJob& job : connection.Query<EndedJob>(
           "SELECT id, kind FROM job WHERE org_id = $1 AND finished_at > $2 ORDER BY finished_at, id", org_id,
           since)) {
    const auto tables = job_tables_.find(job.kind);
    if (tables == job_tables_.end()) continue;
    if (!told.contains(job.id)) again.insert(tables->second.begin(), tables->second.end());
    ended.insert(job.id);
  }
  told = std::move(ended);
}

void LiveLog::LookAtQuiet(db::Connection& connection, Id org_id, Instant since,
                          std::set<std::string>& again) {
  std::set<Id>& told = quietly_[org_id];
  std::set<Id> changed;
  for (const QuietChange& quiet : quiet_) {
    for (const Id id : quiet.find(connection, org_id, since)) {
      if (!told.contains(id)) again.insert(quiet.tables.begin(), quiet.tables.end());
      changed.insert(id);
    }
  }
  told = std::move(changed);
}

void LiveLog::Tell(db::Connection& connection, Id org_id, Id action_id) {
  const News news = NewsOf(connection, tables_, org_id, action_id);
  if (!news.open.empty() || news.is_open()) hub_.Publish(ToEvent(org_id, {action_id, news.open}));
  if (news.insiders.empty()) return;
  http::Event event = ToEvent(org_id, {action_id, news.tables});
  event.person_ids = news.insiders;
  hub_.Publish(event);
}

}  // namespace baton::audit
