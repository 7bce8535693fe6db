#include "audit/live.h"

#include <boost/describe/class.hpp>
#include <chrono>

#include "base/log.h"
#include "json/json.h"

namespace baton::audit {
namespace {

constexpr auto kPause = std::chrono::milliseconds(250);
constexpr std::int64_t kOverlap = 5'000;
constexpr std::int64_t kEpoch2020 = 1'577'836'800'000;
constexpr int kMost = 200;  // told one by one; and read at once

constexpr std::string_view kAllTables = "*";

// Everybody of the organization hears it, so it says what to read again, and not who did what to which row:
// coaching is between two.
struct LiveEvent {
  Id action_id;
  std::vector<std::string> tables;
};
BOOST_DESCRIBE_STRUCT(LiveEvent, (), (action_id, tables))

// The first id that an action of this instant could have.
Id FirstIdAt(Instant instant) {
  return Id{std::max<std::int64_t>(0, instant.milliseconds - kEpoch2020) << 20};
}

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

http::Event ToEvent(db::Connection& connection, Id org_id, Id action_id) {
  return ToEvent(org_id, {action_id, TablesOf(connection, org_id, action_id)});
}

std::vector<Id> ActionsSince(db::Connection& connection, Id org_id, Id last_id) {
  return connection.Query<Id>("SELECT id FROM action WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT $3",
                              org_id, last_id, kMost);
}

}  // namespace

std::vector<http::Event> EventsSince(db::Connection& connection, Id org_id, Id last_id) {
  const std::vector<Id> missed = ActionsSince(connection, org_id, last_id);
  std::vector<http::Event> events;
  if (std::ssize(missed) < kMost) {
    for (const Id action_id : missed) events.push_back(ToEvent(connection, org_id, action_id));
    return events;
  }
  // More than is worth telling: read everything again, and go on from the newest.
  const Id newest = connection.QueryValue<Id>("SELECT MAX(id) FROM action WHERE org_id = $1", org_id)
                        .value_or(missed.back());
  events.push_back(ToEvent(org_id, {newest, {std::string(kAllTables)}}));
  return events;
}

LiveLog::LiveLog(db::Database& database, http::EventHub& hub, const Clock& clock)
    : database_(database), hub_(hub), clock_(clock), thread_([this] { Run(); }) {}

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
      std::erase_if(told_, [&](const auto& entry) { return !listening.contains(entry.first); });
      for (const Id org_id : listening) Look(org_id);
    } catch (const std::exception& error) {
      LogWarning("live.failed", {{"why", error.what()}});
    }
    lock.lock();
  }
}

void LiveLog::Look(Id org_id) {
  const Id since = FirstIdAt(clock_.Now() - kOverlap);
  const bool is_first = !told_.contains(org_id);
  std::set<Id>& told = told_[org_id];
  std::erase_if(told, [&](Id id) { return id < since; });
  auto reader = database_.Read();
  for (auto actions = ActionsSince(*reader, org_id, since); !actions.empty();
       actions = ActionsSince(*reader, org_id, actions.back())) {
    for (const Id action_id : actions) {
      // What was done before anybody listened is not news; a browser that comes back asks with its last id.
      if (told.insert(action_id).second && !is_first) hub_.Publish(ToEvent(*reader, org_id, action_id));
    }
  }
}

}  // namespace baton::audit
