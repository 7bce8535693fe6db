#include "handoff/directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "action/tables.h"
#include "book/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/own_job.h"
#include "people/directory.h"

namespace baton::handoff {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, account_id, from_id, to_id, plan_id, stage, introduction_on, reason, proposed_at, "
    "accepted_at, introduced_at, expectations_at, owned_at, confirmed_at, ended_at, refused_by, "
    "paused_until_on, "
    "pause_reason, owned_on, overlap_until_on, moves_contacts, moves_open_deals, moves_credit, moves_tasks, "
    "moves_meetings";

std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM handoff WHERE {}", kColumns, where);
}

struct StepOfHandoff {
  Id id;
  Id handoff_id;
  std::optional<Id> person_id;
};
BOOST_DESCRIBE_STRUCT(StepOfHandoff, (), (id, handoff_id, person_id))

// Neither from nor to the person or, for a manager, the team, nor made by a plan of the person's. What ended with somebody who was removed can come back with
// that person.
std::vector<Id> OthersHandoffs(db::Connection& connection, const access::Principal& person,
                               std::span<const Id> row_ids) {
  const auto scope = ScopeOf(person, access::Deed::change, access::Word::handoff);
  const bool plans = static_cast<bool>(ScopeOf(person, access::Deed::change, access::Word::plan));
  if (!scope && !plans) return {row_ids.begin(), row_ids.end()};
  const std::vector<Id> people = scope ? people::FindPeopleIn(connection, scope) : std::vector<Id>{};
  return connection.Query<Id>(
      "SELECT id FROM handoff WHERE org_id = $1 AND id IN baton_list($2) AND from_id NOT IN baton_list($3) "
      "AND to_id NOT IN baton_list($3) AND NOT EXISTS (SELECT 1 FROM person WHERE person.org_id = $1 AND "
      "person.id IN (handoff.from_id, handoff.to_id) AND person.deleted_at IS NOT NULL) AND NOT EXISTS "
      "(SELECT 1 "
      "FROM plan WHERE plan.org_id = $1 AND plan.id = handoff.plan_id AND plan.manager_id = $4)",
      person.org_id, db::IdList(row_ids), db::IdList(people), plans ? person.person_id : Id{});
}

// Steps of handoffs that are somebody else's, but for the own marks: a third person checks what is not theirs.
std::vector<Id> OthersSteps(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  std::vector<Id> handoffs;
  const auto steps = connection.Query<StepOfHandoff>(
      "SELECT id, handoff_id, person_id FROM handoff_step WHERE org_id = $1 AND id IN baton_list($2)",
      person.org_id, db::IdList(row_ids));
  for (const StepOfHandoff& step : steps) handoffs.push_back(step.handoff_id);
  const std::vector<Id> others = OthersHandoffs(connection, person, handoffs);
  std::vector<Id> found;
  for (const StepOfHandoff& step : steps) {
    const bool is_own = step.person_id == person.person_id;
    if (!is_own && std::find(others.begin(), others.end(), step.handoff_id) != others.end())
      found.push_back(step.id);
  }
  return found;
}

// What has no day for the introduction comes last.
constexpr std::int64_t kNoIntroduction = INT32_MAX;
constexpr std::string_view kIntroductionKey = "COALESCE(introduction_on, 2147483647)";
constexpr std::string_view kInOrder = " ORDER BY introduction_on NULLS LAST, id";

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Handoff::kTable),
              .private_columns = {"reason", "pause_reason"},
              .refresh = &OwnAfterUndo,
              .out_of_reach = &OthersHandoffs});
  tables.Add({.name = std::string(HandoffStep::kTable),
              .marks_deleted = true,
              .private_columns = {"note"},
              .out_of_reach = &OthersSteps});
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

std::optional<Handoff> FindHandoffById(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Handoff>(Select("org_id = $1 AND id = $2"), org_id, id);
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

std::vector<Handoff> ListHandoffs(db::Connection& connection, const access::Scope& scope,
                                  const HandoffFilter& filter) {
  if (!scope) return {};
  const auto list = [&](std::string_view whose, auto person) {
    return connection.Query<Handoff>(
        Select(fmt::format("org_id = $1 AND {}{} AND (CAST($3 AS BIGINT) IS NULL OR ({}, id) > ($3, $4)) "
                           "ORDER BY {}, id LIMIT $5",
                           whose, filter.with_ended ? "" : " AND ended_at IS NULL", kIntroductionKey,
                           kIntroductionKey)),
        scope.org_id, person, filter.start.key, filter.start.id, filter.limit);
  };
  if (filter.direction == Direction::from_me) return list("from_id = $2", scope.person_id);
  if (filter.direction == Direction::to_me) return list("to_id = $2", scope.person_id);
  if (scope.reach == access::Reach::organization) return list("$2 IS NOT NULL", scope.person_id);
  return list("(from_id IN baton_list($2) OR to_id IN baton_list($2))",
              db::IdList(people::FindPeopleIn(connection, scope)));
}

std::int64_t IntroductionKey(const Handoff& handoff) {
  return handoff.introduction_on ? handoff.introduction_on->days : kNoIntroduction;
}

std::vector<Handoff> FindRefused(db::Connection& connection, Id org_id, std::span<const Id> account_ids) {
  return connection.Query<Handoff>(
      Select(
          "org_id = $1 AND account_id IN baton_list($2) AND stage IN ('declined', 'returned') ORDER BY id"),
      org_id, db::IdList(account_ids));
}

std::vector<Handoff> FindDeclined(db::Connection& connection, Id org_id, Id from_id, Instant since,
                                  int limit) {
  return connection.Query<Handoff>(
      Select("org_id = $1 AND from_id = $2 AND stage = 'declined' AND ended_at >= $3 AND NOT EXISTS (SELECT "
             "1 FROM "
             "handoff AS other WHERE other.org_id = $1 AND other.from_id = $2 AND other.account_id = "
             "handoff.account_id AND other.ended_at IS NULL) ORDER BY ended_at DESC, id DESC LIMIT $4"),
      org_id, from_id, since, limit);
}

std::vector<Handoff> FindOwnedBy(db::Connection& connection, Id org_id, std::span<const Id> people,
                                 Instant since) {
  return connection.Query<Handoff>(
      Select("org_id = $1 AND to_id IN baton_list($2) AND stage IN ('owned', 'confirmed') AND owned_at >= $3 "
             "ORDER BY id"),
      org_id, db::IdList(people), since);
}

std::vector<Id> FindDated(db::Connection& connection, Id org_id) {
  return connection.Query<Id>(
      "SELECT id FROM handoff WHERE org_id = $1 AND owned_on IS NOT NULL AND owned_at IS NULL AND ended_at "
      "IS "
      "NULL ORDER BY owned_on, id",
      org_id);
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

std::vector<Id> FindHandedOver(db::Connection& connection, Id org_id, std::span<const Id> account_ids) {
  return connection.Query<Id>(
      "SELECT DISTINCT account_id FROM handoff WHERE org_id = $1 AND account_id IN baton_list($2) AND "
      "owned_at "
      "IS NOT NULL ORDER BY account_id",
      org_id, db::IdList(account_ids));
}

Part PartOf(db::Connection& connection, const Handoff& handoff, Id person_id) {
  if (handoff.to_id == person_id) return Part::successor;
  if (handoff.from_id == person_id) return Part::former;
  return people::IsBelow(connection, handoff.org_id, handoff.from_id, person_id) ? Part::former
                                                                                 : Part::nobody;
}

}  // namespace baton::handoff
