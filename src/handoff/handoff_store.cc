#include "handoff/directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "action/tables.h"
#include "book/directory.h"
#include "handoff/handoff_routes.h"
#include "people/directory.h"

namespace baton::handoff {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, account_id, from_id, to_id, plan_id, stage, introduction_on, reason, proposed_at, "
    "accepted_at, introduced_at, expectations_at, owned_at, confirmed_at, ended_at";

std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM handoff WHERE {}", kColumns, where);
}

// Neither from nor to the person or, for a manager, the team. What ended with somebody who was removed can come back with
// that person.
std::vector<Id> OthersHandoffs(db::Connection& connection, const access::Principal& person,
                               std::span<const Id> row_ids) {
  const auto scope = ScopeOf(person, access::Deed::change, access::Word::handoff);
  if (!scope) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(
      "SELECT id FROM handoff WHERE org_id = $1 AND id IN baton_list($2) AND from_id NOT IN baton_list($3) "
      "AND to_id NOT IN baton_list($3) AND NOT EXISTS (SELECT 1 FROM person WHERE person.org_id = $1 AND "
      "person.id IN (handoff.from_id, handoff.to_id) AND person.deleted_at IS NOT NULL)",
      scope.org_id, db::IdList(row_ids), db::IdList(people::FindPeopleIn(connection, scope)));
}

constexpr std::string_view kInOrder = " ORDER BY introduction_on NULLS LAST, id";

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Handoff::kTable), .out_of_reach = &OthersHandoffs});
}

std::optional<Handoff> FindHandoff(db::Connection& connection, const access::Scope& scope, Id id) {
  if (!scope) return std::nullopt;
  if (scope.reach == access::Reach::organization) {
    return connection.QueryOne<Handoff>(Select("org_id = $1 AND id = $2"), scope.org_id, id);
  }
  const db::IdList people(people::FindPeopleIn(connection, scope));
  return connection.QueryOne<Handoff>(
      Select("org_id = $1 AND id = $2 AND (from_id IN baton_list($3) OR to_id IN baton_list($3))"),
      scope.org_id, id, people);
}

std::optional<Handoff> FindOpenHandoff(db::Connection& connection, Id org_id, Id account_id) {
  return connection.QueryOne<Handoff>(Select("org_id = $1 AND account_id = $2 AND ended_at IS NULL"), org_id,
                                      account_id);
}

std::vector<Handoff> FindOpenHandoffs(db::Connection& connection, Id org_id,
                                      std::span<const Id> account_ids) {
  return connection.Query<Handoff>(
      Select("org_id = $1 AND account_id IN baton_list($2) AND ended_at IS NULL ORDER BY id"), org_id,
      db::IdList(account_ids));
}

std::vector<Handoff> ListHandoffs(db::Connection& connection, const access::Scope& scope, Direction direction,
                                  bool with_ended) {
  if (!scope) return {};
  const std::string ended = with_ended ? "" : " AND ended_at IS NULL";
  const std::string tail = ended + std::string(kInOrder);
  if (direction == Direction::from_me) {
    return connection.Query<Handoff>(Select("org_id = $1 AND from_id = $2" + tail), scope.org_id,
                                     scope.person_id);
  }
  if (direction == Direction::to_me) {
    return connection.Query<Handoff>(Select("org_id = $1 AND to_id = $2" + tail), scope.org_id,
                                     scope.person_id);
  }
  if (scope.reach == access::Reach::organization) {
    return connection.Query<Handoff>(Select("org_id = $1" + tail), scope.org_id);
  }
  const db::IdList people(people::FindPeopleIn(connection, scope));
  return connection.Query<Handoff>(
      Select("org_id = $1 AND (from_id IN baton_list($2) OR to_id IN baton_list($2))" + tail), scope.org_id,
      people);
}

std::vector<Handoff> FindIntroductions(db::Connection& connection, Id org_id, std::span<const Id> people) {
  return connection.Query<Handoff>(
      Select("org_id = $1 AND (from_id IN baton_list($2) OR to_id IN baton_list($2)) AND ended_at IS NULL "
             "AND introduced_at IS NULL AND introduction_on IS NOT NULL ORDER BY id"),
      org_id, db::IdList(people));
}

std::vector<Handoff> FindOpenTo(db::Connection& connection, Id org_id, std::span<const Id> people) {
  return connection.Query<Handoff>(
      Select("org_id = $1 AND to_id IN baton_list($2) AND ended_at IS NULL ORDER BY id"), org_id,
      db::IdList(people));
}

std::vector<Handoff> FindEndingWith(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Handoff>(
      Select("org_id = $1 AND (to_id = $2 OR (from_id = $2 AND stage <> 'owned')) AND ended_at IS NULL ORDER "
             "BY id"),
      org_id, person_id);
}

std::vector<Handoff> FindHandoffsOf(db::Connection& connection, Id org_id, Id from_id) {
  return connection.Query<Handoff>(
      Select("org_id = $1 AND from_id = $2 AND stage NOT IN ('declined', 'returned')") +
          std::string(kInOrder),
      org_id, from_id);
}

Part PartOf(db::Connection& connection, const Handoff& handoff, Id person_id) {
  if (handoff.to_id == person_id) return Part::successor;
  if (handoff.from_id == person_id) return Part::former;
  return people::IsBelow(connection, handoff.org_id, handoff.from_id, person_id) ? Part::former
                                                                                 : Part::nobody;
}

std::vector<HandoffView> ViewHandoffs(db::Connection& connection, Id org_id,
                                      std::span<const Handoff> handoffs, const access::Principal& viewer) {
  std::vector<Id> people_ids;
  std::vector<Id> account_ids;
  for (const Handoff& handoff : handoffs) {
    people_ids.push_back(handoff.from_id);
    people_ids.push_back(handoff.to_id);
    account_ids.push_back(handoff.account_id);
  }
  const auto people = people::FindRefs(connection, org_id, people_ids);
  const auto accounts = book::FindAccountRefs(connection, org_id, account_ids);
  std::map<Id, Part> above;  // asked once a former owner: is the viewer above that person?
  const bool may_change = static_cast<bool>(ScopeOf(viewer, access::Deed::change, access::Word::handoff));

  std::vector<HandoffView> views;
  for (const Handoff& handoff : handoffs) {
    const auto account = accounts.find(handoff.account_id);
    const auto from = people.find(handoff.from_id);
    const auto to = people.find(handoff.to_id);
    if (account == accounts.end() || from == people.end() || to == people.end()) continue;
    Part part = Part::nobody;
    if (handoff.to_id == viewer.person_id) {
      part = Part::successor;
    } else {
      const auto [known, is_new] = above.try_emplace(handoff.from_id, Part::nobody);
      if (is_new) known->second = PartOf(connection, handoff, viewer.person_id);
      part = known->second;
    }
    views.push_back(
        {.id = handoff.id,
         .version = handoff.version,
         .account = account->second,
         .from = from->second,
         .to = to->second,
         .stage = handoff.stage,
         .introduction_on = handoff.introduction_on,
         .dates = {handoff.proposed_at, handoff.accepted_at, handoff.introduced_at, handoff.expectations_at,
                   handoff.owned_at, handoff.confirmed_at, handoff.ended_at},
         .reason = handoff.reason,
         .next_steps = may_change ? NextStages(handoff.stage, part) : std::vector<Stage>{}});
  }
  return views;
}

}  // namespace baton::handoff
