#include "webhook/follow.h"

#include <algorithm>
#include <chrono>

#include "base/log.h"
#include "job/job.h"
#include "webhook/deliver.h"
#include "webhook/events.h"
#include "webhook/webhook_store.h"

namespace baton::webhook {
namespace {

constexpr auto kPause = std::chrono::milliseconds(1'000);
constexpr std::int64_t kShortOverlap = 10'000;
constexpr std::int64_t kOverlap = 10 * kMillisecondsPerMinute;
constexpr std::int64_t kWholeEvery = 30'000;
constexpr std::int64_t kNeighbours = 1'000;
constexpr std::size_t kAtOnce = 500;
constexpr std::int64_t kKept = 30 * kMillisecondsPerDay;
constexpr std::int64_t kEpoch2020 = 1'577'836'800'000;

// The first id that a change of this instant could have.
Id FirstIdAt(Instant instant) {
  return Id{std::max<std::int64_t>(0, instant.milliseconds - kEpoch2020) << 20};
}

std::optional<Id> FindCursor(db::Connection& connection, Id org_id) {
  return connection.QueryValue<Id>("SELECT change_id FROM webhook_cursor WHERE org_id = $1 AND id = $1",
                                   org_id);
}

// Of several processes one goes on. How far was read is no deed of anybody, so it is not in the log.
void HoldCursor(db::Tx& tx, Id org_id) {
  tx.Execute(
      "INSERT INTO webhook_cursor (org_id, id, change_id) VALUES ($1, $1, 0) ON CONFLICT (org_id, id) DO "
      "NOTHING",
      org_id);
  tx.QueryValue<Id>("SELECT id FROM webhook_cursor WHERE org_id = $1 AND id = $1 baton_for_update()", org_id);
}

void MoveCursor(db::Database& database, Id org_id, Id to) {
  database.Write([&](db::Tx& tx) {
    HoldCursor(tx, org_id);
    tx.Execute("UPDATE webhook_cursor SET change_id = $2 WHERE org_id = $1 AND id = $1 AND change_id < $2",
               org_id, to);
  });
}

// To each webhook that is told of it and does not have it.
int QueueEvents(db::Tx& tx, Id org_id, const std::vector<Event>& events, Instant now) {
  HoldCursor(tx, org_id);
  std::vector<Id> ids;
  for (const Event& event : events) ids.push_back(event.id);
  std::vector<Delivery> made;
  for (const Told& told : FindTold(tx, org_id)) {
    const auto had = tx.Query<Id>(
        "SELECT event_id FROM webhook_delivery WHERE org_id = $1 AND webhook_id = $2 AND event_id IN "
        "baton_list($3)",
        org_id, told.id, db::IdList(ids));
    const std::set<Id> has(had.begin(), had.end());
    for (const Event& event : events) {
      if (event.id <= told.told_after || has.contains(event.id)) continue;
      Delivery& delivery = made.emplace_back();
      delivery.org_id = org_id;
      delivery.id = tx.NewId();
      delivery.webhook_id = told.id;
      delivery.event_id = event.id;
      delivery.event_type = event.type;
      delivery.body = event.body;
      delivery.queued_at = now;
      delivery.next_at = now;
    }
  }
  InsertDeliveries(tx, made);
  return static_cast<int>(made.size());
}

// An owner who goes and the one who comes are neighbours of one action: each change is looked at with its neighbours, and
// tells of itself only.
std::vector<Event> EventsOfSome(db::Connection& connection, Id org_id, const std::vector<Candidate>& all,
                                std::span<const std::size_t> fresh) {
  std::set<Id> own;
  std::set<Id> ids;
  const auto add_neighbour = [&](std::size_t at, std::size_t of) {
    if (at < all.size() && all[at].action_id == all[of].action_id) ids.insert(all[at].id);
  };
  for (const std::size_t at : fresh) {
    own.insert(all[at].id);
    ids.insert(all[at].id);
    if (at > 0) add_neighbour(at - 1, at);
    add_neighbour(at + 1, at);
  }
  auto events = EventsOf(connection, org_id, std::vector<Id>(ids.begin(), ids.end()));
  std::erase_if(events, [&](const Event& event) { return !own.contains(event.id); });
  return events;
}

bool HasJob(db::Connection& connection, Id org_id, const std::optional<Id>& job_id) {
  if (!job_id) return false;
  const auto states = job::FindStates(connection, org_id, std::span(&*job_id, 1));
  const auto found = states.find(*job_id);
  return found != states.end() &&
         (found->second == job::State::waiting || found->second == job::State::running);
}

}  // namespace

int Follow(db::Database& database, Id org_id, Instant now, Known& known) {
  auto reader = database.Read();
  const auto told = FindTold(*reader, org_id);
  if (told.empty()) return 0;
  const Id first = std::ranges::min(told, {}, &Told::told_after).told_after;
  const Id settled = std::max(FindCursor(*reader, org_id).value_or(Id{}), first);
  const bool is_whole = now >= known.whole_at + kWholeEvery;
  const Id since = is_whole ? settled : std::max(settled, FirstIdAt(now - kShortOverlap));
  // With a second before it, for the neighbours.
  const auto all = CandidatesAfter(*reader, org_id, Id{since.value - (kNeighbours << 20)});
  Id last = since;
  std::vector<std::size_t> fresh;
  for (std::size_t i = 0; i < all.size(); ++i) {
    last = std::max(last, all[i].id);
    if (all[i].id > since && !known.changes.contains(all[i].id)) fresh.push_back(i);
  }
  int made = 0;
  for (std::span<const std::size_t> rest = fresh; !rest.empty();) {
    const auto part = rest.first(std::min(kAtOnce, rest.size()));
    rest = rest.subspan(part.size());
    if (const auto events = EventsOfSome(*reader, org_id, all, part); !events.empty()) {
      made += database.Write([&](db::Tx& tx) { return QueueEvents(tx, org_id, events, now); });
    }
    for (const std::size_t at : part) known.changes.insert(all[at].id);
  }
  if (!is_whole) return made;
  known.whole_at = now;
  const Id next = std::min(last, FirstIdAt(now - kOverlap));
  if (next <= settled) return made;
  MoveCursor(database, org_id, next);
  known.changes.erase(known.changes.begin(), known.changes.upper_bound(next));
  return made;
}

void GiveToJob(db::Tx& tx, Id org_id, Id webhook_id, Instant now) {
  const auto held = HoldWebhook(tx, org_id, webhook_id);
  if (!held || HasJob(tx, org_id, held->job_id)) return;
  // One row of a webhook is enough: those that are done are not kept.
  if (held->job_id) tx.Execute("DELETE FROM job WHERE id = $1 AND state = 'done'", *held->job_id);
  const Id job_id = job::Enqueue(
      tx,
      {.org_id = org_id, .kind = std::string(kDeliverKind), .ref = webhook_id, .queue = std::string(kQueue)},
      now);
  SetJob(tx, org_id, webhook_id, job_id);
}

int GiveToJobs(db::Database& database, Instant now) {
  int given = 0;
  for (const Due& due : FindDue(*database.Read(), now)) {
    if (HasJob(*database.Read(), due.org_id, due.job_id)) continue;
    database.Write([&](db::Tx& tx) { GiveToJob(tx, due.org_id, due.id, now); });
    ++given;
  }
  return given;
}

void Sweep(db::Tx& tx, Id org_id, Instant now) {
  tx.Execute("DELETE FROM webhook_delivery WHERE org_id = $1 AND ended_at < $2", org_id, now - kKept);
  tx.Execute("DELETE FROM webhook_secret WHERE org_id = $1 AND expires_at < $2", org_id, now);
}

Follower::Follower(db::Database& database, const Clock& clock)
    : database_(database), clock_(clock), thread_([this] { Run(); }) {}

Follower::~Follower() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Follower::Run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kPause, [this] { return stopping_; })) {
    lock.unlock();
    try {
      Look();
    } catch (const std::exception& error) {
      LogWarning("webhook.not_followed", {{"why", error.what()}});
    }
    lock.lock();
  }
}

void Follower::Look() {
  const Instant now = clock_.Now();
  const auto organizations = FindOrganizationsTold(*database_.Read());
  std::erase_if(known_,
                [&](const auto& entry) { return !std::ranges::binary_search(organizations, entry.first); });
  for (const Id org_id : organizations) Follow(database_, org_id, now, known_[org_id]);
  if (!organizations.empty()) GiveToJobs(database_, now);
}

}  // namespace baton::webhook
