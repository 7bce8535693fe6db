// Interruptions, and what they moved.
#include <map>
#include <unordered_map>

#include "coaching/promise_store.h"

namespace baton::coaching {
namespace {

constexpr std::string_view kInterruption =
    "SELECT org_id, id, version, person_id, account_id, contact_id, handoff_id, kind, outcome, at, minutes, "
    "deleted_at "
    "FROM interruption WHERE org_id = $1 AND deleted_at IS NULL ";
constexpr std::string_view kDisplacement =
    "SELECT org_id, id, version, promise_id, interruption_id, cause, from_at, to_at, moved_at, deleted_at "
    "FROM displacement WHERE org_id = $1 AND deleted_at IS NULL ";
constexpr std::string_view kPromise =
    "SELECT org_id, id, version, manager_id, rep_id, kind, title, account_id, minutes, promised_at, "
    "first_due_at, "
    "due_at, state, kept_at, moves, is_agreed, withdrawn_at, withdrawn_by_rep, deleted_at "
    "FROM promise WHERE org_id = $1 AND deleted_at IS NULL ";

// What these interruptions moved, to any rep or to one.
std::unordered_map<Id, std::vector<Displaced>> FindDisplaced(db::Connection& connection, Id org_id,
                                                             std::span<const Interruption> interruptions,
                                                             std::optional<Id> rep_id) {
  std::vector<Id> ids;
  for (const Interruption& interruption : interruptions) ids.push_back(interruption.id);
  const auto displacements = connection.Query<Displacement>(
      std::string(kDisplacement) + "AND interruption_id IN baton_list($2) ORDER BY id", org_id,
      db::IdList(ids));
  ids.clear();
  for (const Displacement& displacement : displacements) ids.push_back(displacement.promise_id);
  std::map<Id, Promise> promises;
  for (Promise& promise : connection.Query<Promise>(
           std::string(kPromise) + "AND id IN baton_list($2) AND ($3 = 0 OR rep_id = $3)", org_id,
           db::IdList(ids), rep_id.value_or(Id{}))) {
    const Id id = promise.id;
    promises.emplace(id, std::move(promise));
  }
  std::unordered_map<Id, std::vector<Displaced>> displaced;
  for (const Displacement& displacement : displacements) {
    const auto promise = promises.find(displacement.promise_id);
    if (promise != promises.end())
      displaced[*displacement.interruption_id].push_back({displacement, promise->second});
  }
  return displaced;
}

std::vector<Event> ToEvents(db::Connection& connection, Id org_id, std::vector<Interruption> interruptions,
                            std::optional<Id> rep_id) {
  if (interruptions.empty()) return {};
  auto displaced = FindDisplaced(connection, org_id, interruptions, rep_id);
  std::vector<Event> events;
  for (const Interruption& interruption : interruptions) {
    events.push_back({interruption, std::move(displaced[interruption.id])});
  }
  return events;
}

}  // namespace

Interruption InsertInterruption(action::Action& action, Interruption interruption) {
  return action.Insert(std::move(interruption));
}

bool IsInterruptionOf(db::Connection& connection, Id org_id, Id person_id, Id interruption_id) {
  return connection
      .QueryOne<Interruption>(std::string(kInterruption) + "AND person_id = $2 AND id = $3", org_id,
                              person_id, interruption_id)
      .has_value();
}

std::vector<Event> FindEventsOf(db::Connection& connection, Id org_id, Id manager_id, Instant since) {
  return ToEvents(
      connection, org_id,
      connection.Query<Interruption>(
          std::string(kInterruption) + "AND person_id = $2 AND at >= $3 ORDER BY at DESC, id DESC", org_id,
          manager_id, since),
      std::nullopt);
}

std::vector<Event> FindEventsFor(db::Connection& connection, Id org_id, Id rep_id, Instant since) {
  return ToEvents(
      connection, org_id,
      connection.Query<Interruption>(
          std::string(kInterruption) +
              "AND id IN (SELECT displacement.interruption_id FROM displacement JOIN promise "
              "ON promise.org_id = displacement.org_id AND promise.id = displacement.promise_id "
              "WHERE displacement.org_id = $1 AND displacement.deleted_at IS NULL AND displacement.moved_at "
              ">= $3 "
              "AND displacement.interruption_id IS NOT NULL AND promise.org_id = $1 AND promise.rep_id = $2 "
              "AND promise.deleted_at IS NULL) ORDER BY at DESC, id DESC",
          org_id, rep_id, since),
      rep_id);
}

}  // namespace baton::coaching
