#include "delegation/delegation_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "delegation/delegation_store.h"
#include "http/router.h"
#include "json/json.h"
#include "people/directory.h"

namespace baton::delegation {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct LevelInput {
  static constexpr const char* kSchemaName = "DelegationInput";

  std::int32_t level = kLowest;
};
BOOST_DESCRIBE_STRUCT(LevelInput, (), (level))

// What was proposed and agreed, one step a change.
struct PastLevel {
  static constexpr const char* kSchemaName = "DelegationPast";

  Instant at;
  std::optional<people::PersonRef> person;
  DealKind deal_kind = DealKind::new_business;
  LevelDeed deed = LevelDeed::propose;
  std::optional<std::int32_t> level;  // proposed or agreed; none: taken away
  bool is_undone = false;
};
BOOST_DESCRIBE_STRUCT(PastLevel, (), (at, person, deal_kind, deed, level, is_undone))

struct Past {
  static constexpr const char* kSchemaName = "DelegationHistory";

  std::vector<PastLevel> items;  // the latest first
};
BOOST_DESCRIBE_STRUCT(Past, (), (items))

struct ChangeRow {
  Id row_id;
  std::optional<Id> actor_id;
  Instant at;
  std::string kind;
  std::optional<Id> undone_by;
  std::string new_values;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (), (row_id, actor_id, at, kind, undone_by, new_values))

struct Pair {
  Id manager_id;
  Id rep_id;
};

// The rep and the manager of now, if the caller is one of them or stands above.
Result<Pair> FindPair(const Call& call, db::Connection& connection, Id rep_id) {
  const auto rep = people::FindPerson(connection, call.org_id(), rep_id);
  const auto manager = rep && rep->role == access::Role::rep && rep->manager_id
                           ? people::FindPerson(connection, call.org_id(), *rep->manager_id)
                           : std::nullopt;
  if (!manager || manager->role != access::Role::manager) return NotFound("delegation");
  if (!people::IsSelfOrBelow(connection, call.scope(), rep_id)) return NotFound("delegation");
  return Pair{manager->id, rep->id};
}

Result<LevelsView> View(const Call& call, db::Connection& connection, const Pair& pair) {
  const auto people = people::FindRefs(connection, call.org_id(), std::vector{pair.manager_id, pair.rep_id});
  LevelsView view{people.at(pair.manager_id), people.at(pair.rep_id), {}};
  const bool may_change = static_cast<bool>(ScopeOf(call.principal(), Deed::change, Word::delegation));
  for (const Delegation& one : FindDelegations(connection, call.org_id(), pair.manager_id, pair.rep_id)) {
    DelegationView item{.version = one.version,
                        .deal_kind = one.deal_kind,
                        .level = one.level,
                        .agreed_at = one.agreed_at,
                        .proposed_level = one.proposed_level,
                        .proposed_by = {},
                        .proposed_at = one.proposed_at,
                        .may = may_change ? DeedsOf(one, call.person_id()) : std::vector<LevelDeed>{}};
    if (one.proposed_by) item.proposed_by = people.at(*one.proposed_by);
    view.items.push_back(std::move(item));
  }
  return view;
}

Result<LevelsView> Get(const Call& call, Id rep_id) {
  const auto pair = FindPair(call, call.db(), rep_id);
  if (!pair) return Fail(pair.error());
  return View(call, call.db(), *pair);
}

template <class F>
Result<LevelsView> Do(const Call& call, Id rep_id, DealKind kind, LevelDeed deed, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<LevelsView> {
    const auto pair = FindPair(call, tx, rep_id);
    if (!pair) return Fail(pair.error());
    Delegation before = FindDelegation(tx, call.org_id(), pair->manager_id, pair->rep_id, kind);
    if (auto current = action::CheckVersion(call, before.version, "delegation"); !current) {
      return Fail(current.error());
    }
    const auto may = DeedsOf(before, call.person_id());
    if (may.empty()) return Fail(Kind::forbidden, "problem.delegation.for_the_two");
    if (std::ranges::find(may, deed) == may.end()) {
      return Fail(Kind::conflict, "problem.delegation.nothing_proposed");
    }
    const Result<Delegation> after = change(before);
    if (!after) return Fail(after.error());
    action::Action action(tx, call, "delegation." + std::string(json::NameOf(deed)),
                          before.id ? std::optional(before.id) : std::nullopt);
    if (auto saved = Save(action, before, *after, deed); !saved) return Fail(saved.error());
    return View(call, tx, *pair);
  });
}

Result<LevelsView> ProposeIt(const Call& call, Id rep_id, DealKind kind, const LevelInput& input) {
  return Do(call, rep_id, kind, LevelDeed::propose, [&](const Delegation& before) -> Result<Delegation> {
    if (auto fault = FaultOf(before, input.level)) return Fail(std::move(*fault));
    return Propose(before, input.level, call.person_id(), call.now());
  });
}

Result<LevelsView> AgreeToIt(const Call& call, Id rep_id, DealKind kind) {
  return Do(call, rep_id, kind, LevelDeed::agree,
            [&](const Delegation& before) -> Result<Delegation> { return Agree(before, call.now()); });
}

Result<LevelsView> DropIt(const Call& call, Id rep_id, DealKind kind) {
  return Do(call, rep_id, kind, LevelDeed::drop,
            [](const Delegation& before) -> Result<Delegation> { return Drop(before); });
}

std::optional<std::int32_t> LevelIn(const std::string& values, std::string_view member) {
  const auto parsed = json::Parse(values);
  const auto* object = parsed ? parsed->if_object() : nullptr;
  const auto* level = object != nullptr ? object->if_contains(member) : nullptr;
  if (level == nullptr || !level->is_int64()) return std::nullopt;
  return static_cast<std::int32_t>(level->as_int64());
}

std::optional<LevelDeed> DeedOf(std::string_view kind) {
  if (kind.ends_with(".reply")) return LevelDeed::propose;  // "I could have taken it"
  const auto dot = kind.find('.');
  return dot == std::string_view::npos ? std::nullopt : json::EnumOf<LevelDeed>(kind.substr(dot + 1));
}

Result<Past> History(const Call& call, Id rep_id) {
  const auto pair = FindPair(call, call.db(), rep_id);
  if (!pair) return Fail(pair.error());
  std::unordered_map<Id, DealKind> kinds;
  std::vector<Id> ids;
  for (const Delegation& one : FindDelegations(call.db(), call.org_id(), pair->manager_id, pair->rep_id)) {
    if (one.version == 0) continue;
    kinds.emplace(one.id, one.deal_kind);
    ids.push_back(one.id);
  }
  const auto rows = call.db().Query<ChangeRow>(
      "SELECT change.row_id, action.actor_id, action.at, action.kind, action.undone_by, change.new_values "
      "FROM "
      "change JOIN action ON action.org_id = change.org_id AND action.id = change.action_id "
      "WHERE change.org_id = $1 AND change.table_name = 'delegation' AND change.row_id IN baton_list($2) "
      "AND change.new_values IS NOT NULL AND action.undo_of IS NULL ORDER BY change.id DESC",
      call.org_id(), db::IdList(ids));
  const auto people = people::FindRefs(call.db(), call.org_id(), std::vector{pair->manager_id, pair->rep_id});
  Past past;
  for (const ChangeRow& row : rows) {
    const auto deed = DeedOf(row.kind);
    if (!deed) continue;
    PastLevel step{.at = row.at,
                   .person = {},
                   .deal_kind = kinds.at(row.row_id),
                   .deed = *deed,
                   .level = LevelIn(row.new_values, *deed == LevelDeed::agree ? "level" : "proposed_level"),
                   .is_undone = row.undone_by.has_value()};
    if (const auto found = people.find(row.actor_id.value_or(Id{})); found != people.end()) {
      step.person = found->second;
    }
    past.items.push_back(std::move(step));
  }
  return past;
}

// Those between whom the row is not, or are not with each other any more.
std::vector<Id> OthersLevels(db::Connection& connection, const access::Principal& person,
                             std::span<const Id> row_ids) {
  if (!ScopeOf(person, Deed::change, Word::delegation)) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(
      "SELECT id FROM delegation WHERE org_id = $1 AND id IN baton_list($2) AND ((manager_id <> $3 AND "
      "rep_id <> $3) OR NOT EXISTS (SELECT 1 FROM person WHERE person.org_id = $1 AND person.id = "
      "delegation.rep_id AND person.manager_id = delegation.manager_id AND person.deleted_at IS NULL))",
      person.org_id, db::IdList(row_ids), person.person_id);
}

std::vector<Id> TheTwoOf(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT manager_id FROM delegation WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT rep_id FROM delegation WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
}

http::RouteOptions Deeds(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::delegation,
          .status = 200,
          .versioned = true,
          .summary = std::move(summary)};
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Delegation::kTable),
              .is_private = true,
              .out_of_reach = &OthersLevels,
              .listeners = &TheTwoOf});
}

void AddDelegationRoutes(http::Router& router) {
  router.Get("/api/v1/delegations/{rep_id}",
             {.name = "getDelegations",
              .deed = Deed::read,
              .word = Word::delegation,
              .summary = "How much a rep decides without asking, for each kind of deal"},
             Get);
  router.Get("/api/v1/delegations/{rep_id}/history",
             {.name = "getDelegationHistory", .deed = Deed::read, .word = Word::delegation}, History);
  router.Post(
      "/api/v1/delegations/{rep_id}/{deal_kind}/propose",
      Deeds("proposeDelegation", "Either of the two; If-Match is the item's version, 0 for the first"),
      ProposeIt);
  router.Post("/api/v1/delegations/{rep_id}/{deal_kind}/agree",
              Deeds("agreeDelegation", "Whoever did not propose it"), AgreeToIt);
  router.Post("/api/v1/delegations/{rep_id}/{deal_kind}/drop",
              Deeds("dropDelegation", "Takes a proposal away; what held still holds"), DropIt);
}

}  // namespace baton::delegation
