#include "delegation/delegation_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::delegation {
namespace {

std::string Select(std::string_view where) {
  return fmt::format(
      "SELECT org_id, id, version, manager_id, rep_id, deal_kind, level, agreed_at, proposed_level, "
      "proposed_by, proposed_at FROM delegation WHERE org_id = $1 AND {}",
      where);
}

std::string_view KeyOf(LevelDeed deed) {
  switch (deed) {
    case LevelDeed::propose:
      return "notice.delegation.proposed";
    case LevelDeed::agree:
      return "notice.delegation.agreed";
    case LevelDeed::drop:
      break;
  }
  return "notice.delegation.dropped";
}

}  // namespace

std::vector<Delegation> FindDelegations(db::Connection& connection, Id org_id, Id manager_id, Id rep_id) {
  const auto rows = connection.Query<Delegation>(Select("manager_id = $2 AND rep_id = $3 ORDER BY id"),
                                                 org_id, manager_id, rep_id);
  std::vector<Delegation> all;
  for (const DealKind kind : {DealKind::new_business, DealKind::existing_client, DealKind::above_size}) {
    const auto found = std::ranges::find(rows, kind, &Delegation::deal_kind);
    Delegation none;
    none.manager_id = manager_id;
    none.rep_id = rep_id;
    none.deal_kind = kind;
    all.push_back(found == rows.end() ? none : *found);
  }
  return all;
}

Delegation FindDelegation(db::Connection& connection, Id org_id, Id manager_id, Id rep_id, DealKind kind) {
  for (Delegation& one : FindDelegations(connection, org_id, manager_id, rep_id)) {
    if (one.deal_kind == kind) return std::move(one);
  }
  return {};
}

std::vector<Delegation> FindAgreed(db::Connection& connection, Id org_id, Id manager_id,
                                   std::span<const Id> reps) {
  return connection.Query<Delegation>(
      Select("manager_id = $2 AND rep_id IN baton_list($3) AND level IS NOT NULL ORDER BY id"), org_id,
      manager_id, db::IdList(reps));
}

std::vector<Delegation> FindWaiting(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Delegation>(
      Select(
          "(manager_id = $2 OR rep_id = $2) AND proposed_level IS NOT NULL AND proposed_by <> $2 AND EXISTS "
          "(SELECT 1 FROM person WHERE person.org_id = $1 AND person.id = delegation.rep_id AND "
          "person.manager_id = delegation.manager_id AND person.deleted_at IS NULL) ORDER BY proposed_at, "
          "id"),
      org_id, person_id);
}

std::string LinkFor(const Delegation& delegation, Id person_id) {
  return person_id == delegation.rep_id ? "/levels" : "/levels?rep=" + ToString(delegation.rep_id);
}

Result<Delegation> Save(action::Action& action, const Delegation& before, const Delegation& after,
                        LevelDeed deed) {
  const auto saved =
      before.version == 0 ? Result<Delegation>(action.Insert(after)) : action.Update(before, after);
  if (!saved) return saved;
  const auto actor = action.actor().person_id;
  const Id other = actor == before.manager_id ? before.rep_id : before.manager_id;
  const Id who = other == before.manager_id ? before.rep_id : before.manager_id;
  const auto refs = people::FindRefs(action.tx(), action.org_id(), std::vector{who});
  const auto found = refs.find(who);
  const auto level = deed == LevelDeed::drop    ? before.proposed_level
                     : deed == LevelDeed::agree ? saved->level
                                                : saved->proposed_level;
  notice::Emit(action, other,
               {std::string(KeyOf(deed)),
                {{"person", found == refs.end() ? std::string() : found->second.name},
                 {"kind", std::string(json::NameOf(saved->deal_kind))},
                 {"level", std::int64_t{level.value_or(0)}}}},
               LinkFor(*saved, other));
  return saved;
}

std::optional<std::int32_t> ProposeRaise(action::Action& action, Id manager_id, Id rep_id, DealKind kind) {
  const auto rep = people::FindPerson(action.tx(), action.org_id(), rep_id);
  if (!rep || rep->manager_id != manager_id) return std::nullopt;
  const Delegation before = FindDelegation(action.tx(), action.org_id(), manager_id, rep_id, kind);
  const auto level = RaiseOf(before);
  if (!level || !action.Update(before, Propose(before, *level, rep_id, action.now()))) return std::nullopt;
  return level;
}

}  // namespace baton::delegation
