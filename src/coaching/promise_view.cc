// Promises with their names and what displaced them, in a fixed number of queries.
#include <unordered_map>

#include "book/directory.h"
#include "coaching/directory.h"
#include "people/directory.h"
#include "people/organization.h"
#include "words/catalogue.h"

namespace baton::coaching {
namespace {

struct ShownDisplacement {
  Id promise_id;
  Cause cause = Cause::other;
  Instant from_at;
  Instant to_at;
  std::optional<Id> account_id;
};
BOOST_DESCRIBE_STRUCT(ShownDisplacement, (), (promise_id, cause, from_at, to_at, account_id))

std::vector<ShownDisplacement> FindDisplacements(db::Connection& connection, Id org_id,
                                                 std::span<const Id> promise_ids) {
  return connection.Query<ShownDisplacement>(
      "SELECT displacement.promise_id, displacement.cause, displacement.from_at, displacement.to_at, "
      "interruption.account_id FROM displacement "
      "LEFT JOIN interruption ON interruption.org_id = displacement.org_id "
      "AND interruption.id = displacement.interruption_id "
      "WHERE displacement.org_id = $1 AND displacement.promise_id IN baton_list($2) "
      "AND displacement.deleted_at IS NULL ORDER BY displacement.id",
      org_id, db::IdList(promise_ids));
}

template <class Map>
auto ValueAt(const Map& map, const std::optional<Id>& id) -> std::optional<typename Map::mapped_type> {
  const auto found = id ? map.find(*id) : map.end();
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::vector<PromiseView> ViewPromises(db::Connection& connection, Id org_id,
                                      std::span<const Promise> promises, Id viewer_id, Instant now) {
  if (promises.empty()) return {};
  std::vector<Id> ids;
  std::vector<Id> people_ids;
  std::vector<Id> account_ids;
  for (const Promise& promise : promises) {
    ids.push_back(promise.id);
    people_ids.push_back(promise.manager_id);
    people_ids.push_back(promise.rep_id);
    if (promise.account_id) account_ids.push_back(*promise.account_id);
  }
  const auto displacements = FindDisplacements(connection, org_id, ids);
  for (const ShownDisplacement& one : displacements) {
    if (one.account_id) account_ids.push_back(*one.account_id);
  }
  const auto people = people::FindRefs(connection, org_id, people_ids);
  const auto accounts = book::FindAccountRefs(connection, org_id, account_ids);
  std::unordered_map<Id, std::vector<DisplacementView>> moves;
  for (const ShownDisplacement& one : displacements) {
    const auto account = ValueAt(accounts, one.account_id);
    moves[one.promise_id].push_back(
        {one.cause, one.from_at, one.to_at, account ? std::optional(account->name) : std::nullopt});
  }

  std::vector<PromiseView> views;
  for (const Promise& promise : promises) {
    const auto manager = ValueAt(people, promise.manager_id);
    const auto rep = ValueAt(people, promise.rep_id);
    if (!manager || !rep) continue;
    views.push_back({.id = promise.id,
                     .version = promise.version,
                     .kind = promise.kind,
                     .title = promise.title,
                     .manager = *manager,
                     .rep = *rep,
                     .account = ValueAt(accounts, promise.account_id),
                     .minutes = promise.minutes,
                     .promised_at = promise.promised_at,
                     .first_due_at = promise.first_due_at,
                     .due_at = promise.due_at,
                     .state = promise.state,
                     .kept_at = promise.kept_at,
                     .is_late = IsLate(promise, now),
                     .moves = promise.moves,
                     .displacements = std::move(moves[promise.id]),
                     .may = DeedsOf(promise, PartOf(promise, viewer_id), now)});
  }
  return views;
}

std::string ZoneOf(db::Connection& connection, Id org_id, Id person_id) {
  const auto person = people::FindPerson(connection, org_id, person_id);
  if (person && !person->time_zone.empty()) return person->time_zone;
  const auto organization = people::FindOrganization(connection, org_id);
  return organization ? organization->time_zone : std::string("UTC");
}

std::string TimeText(db::Connection& connection, Id org_id, Id person_id, Instant at) {
  const auto person = people::FindPerson(connection, org_id, person_id);
  const std::string language = person ? person->language : std::string("en");
  return words::Catalogue::Compiled().Say({"promise.when", {{"at", at.milliseconds}}}, language,
                                          ZoneOf(connection, org_id, person_id));
}

}  // namespace baton::coaching
