#include "writeback/directory.h"

#include <algorithm>
#include <map>

#include "action/tables.h"
#include "base/check.h"
#include "base/page_key.h"
#include "book/directory.h"
#include "book/sources.h"
#include "book/visibility.h"
#include "handoff/directory.h"
#include "json/json.h"
#include "people/directory.h"
#include "writeback/writeback_routes.h"

namespace baton::writeback {
namespace {

// One account at one system, with what that system showed last.
struct ChangeRow {
  Id id;  // of the system's name for the account
  std::int64_t sort_key = 0;
  Id account_id;
  Id person_id;
  Instant from_at;
  std::string source;
  std::string external_id;
  ChangeState state = ChangeState::waiting;
  std::optional<Id> shown_id;
  std::optional<Instant> shown_at;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (),
                      (id, sort_key, account_id, person_id, from_at, source, external_id, state, shown_id,
                       shown_at))

struct CountRow {
  std::string source;
  ChangeState state = ChangeState::waiting;
  Id person_id;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (source, state, person_id, count))

struct DealRow {
  Id id;
  Id account_id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(DealRow, (), (id, account_id, name))

std::vector<SourceOwner> FindShown(db::Connection& connection, Id org_id, std::span<const Id> account_ids) {
  return connection.Query<SourceOwner>(
      "SELECT org_id, id, version, source, account_id, person_id, seen_at FROM source_owner WHERE org_id = "
      "$1 "
      "AND account_id IN baton_list($2) ORDER BY id",
      org_id, db::IdList(account_ids));
}

// All changes within the scope. What a system showed before the move is no difference; what it showed right is never one.
// Names $1 and $2.
std::string ListedSql(const access::Scope& scope) {
  return "WITH listed AS (SELECT reference.id AS id, -ownership.from_at AS sort_key, ownership.account_id AS "
         "account_id, ownership.person_id AS person_id, ownership.from_at AS from_at, reference.source AS "
         "source, reference.external_id AS external_id, CASE WHEN shown.id IS NULL THEN 'waiting' "
         "WHEN shown.person_id = ownership.person_id THEN 'seen' "
         "WHEN shown.seen_at > ownership.from_at THEN 'differs' ELSE 'waiting' END AS state, "
         "shown.person_id AS shown_id, shown.seen_at AS shown_at FROM ownership "
         "JOIN account ON account.org_id = ownership.org_id AND account.id = ownership.account_id "
         "JOIN external_reference AS reference ON reference.org_id = ownership.org_id AND "
         "reference.table_name = 'account' AND reference.row_id = ownership.account_id AND "
         "reference.source <> 'baton' "
         "LEFT JOIN source_owner AS shown ON shown.org_id = ownership.org_id AND shown.account_id = "
         "ownership.account_id AND shown.source = reference.source "
         "WHERE ownership.org_id = $1 AND ownership.to_at IS NULL AND account.deleted_at IS NULL AND "
         "EXISTS (SELECT 1 FROM handoff WHERE handoff.org_id = $1 AND handoff.account_id = "
         "ownership.account_id AND handoff.owned_at IS NOT NULL) AND " +
         book::VisibleAccounts(scope, "ownership.account_id") + ") ";
}

// Who each person is to one system.
class Owners {
 public:
  Owners(db::Connection& connection, Id org_id, std::span<const Id> ids) {
    for (const people::Person& person : people::FindPeople(connection, org_id)) {
      names_[person.id] = {person.name, person.email.value_or(""), {}};
    }
    for (const book::Source& source : book::FindSources(connection, org_id, "person", ids)) {
      keys_[{source.row_id, source.source}].push_back(source.external_id);
    }
  }

  OwnerNames NamesIn(Id person_id, const std::string& source) const {
    const auto found = names_.find(person_id);
    OwnerNames names = found == names_.end() ? OwnerNames{} : found->second;
    if (const auto keys = keys_.find({person_id, source}); keys != keys_.end()) names.keys = keys->second;
    return names;
  }

 private:
  std::map<Id, OwnerNames> names_;
  std::map<std::pair<Id, std::string>, std::vector<std::string>> keys_;
};

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(SourceOwner::kTable)});  // goes along with its import
}

namespace {

// With what the owner of now is called, here and there.
struct NamedChange {
  OwnerChange change;
  OwnerNames names;
};

std::vector<ChangeRow> FindRows(db::Connection& connection, const access::Scope& scope,
                                const ChangeFilter& filter, const PageStart<std::int64_t>& start) {
  const auto state = filter.state ? std::optional(std::string(json::NameOf(*filter.state))) : std::nullopt;
  return connection.Query<ChangeRow>(
      ListedSql(scope) +
          "SELECT id, sort_key, account_id, person_id, from_at, source, external_id, state, shown_id, "
          "shown_at FROM listed WHERE (CAST($3 AS TEXT) IS NULL OR state = $3) AND (CAST($4 AS BIGINT) IS "
          "NULL OR account_id = $4) AND (CAST($5 AS TEXT) IS NULL OR source = $5) AND (CAST($6 AS BIGINT) IS "
          "NULL OR (sort_key, id) > ($6, $7)) ORDER BY sort_key, id LIMIT $8",
      scope.org_id, scope.person_id, state, filter.account_id, filter.source, start.key, start.id,
      filter.limit);
}

std::vector<NamedChange> NameRows(db::Connection& connection, Id org_id, std::vector<ChangeRow> rows) {
  std::vector<Id> accounts;
  std::vector<Id> owner_ids;
  std::vector<Id> people_ids;
  for (const ChangeRow& row : rows) {
    accounts.push_back(row.account_id);
    owner_ids.push_back(row.person_id);
    people_ids.push_back(row.person_id);
    if (row.shown_id) people_ids.push_back(*row.shown_id);
  }
  const auto people = people::FindRefs(connection, org_id, people_ids);
  const auto refs = book::FindAccountRefs(connection, org_id, accounts);
  const Owners owners(connection, org_id, owner_ids);
  std::vector<NamedChange> changes;
  for (ChangeRow& row : rows) {
    OwnerNames names = owners.NamesIn(row.person_id, row.source);
    OwnerChange change{.account = refs.at(row.account_id),
                       .source = row.source,
                       .external_id = std::move(row.external_id),
                       .owner = people.at(row.person_id),
                       .moved_at = row.from_at,
                       .state = row.state,
                       .shown_owner = std::nullopt,
                       .shown_at = row.shown_at,
                       .owner_in_source = OwnerIn(row.source, names)};
    if (row.shown_id) change.shown_owner = people.at(*row.shown_id);
    changes.push_back({std::move(change), std::move(names)});
  }
  return changes;
}

}  // namespace

Result<http::Page<OwnerChange>> ListChanges(db::Connection& connection, const access::Scope& scope,
                                            const ChangeFilter& filter) {
  http::Page<OwnerChange> page;
  if (!scope) return page;
  const auto start = ParsePageStart<std::int64_t>(filter.after);
  if (!start) return Fail(start.error());
  auto rows = FindRows(connection, scope, filter, *start);
  if (std::ssize(rows) == filter.limit) page.next = PageKey(rows.back().id, rows.back().sort_key);
  for (NamedChange& found : NameRows(connection, scope.org_id, std::move(rows)))
    page.items.push_back(std::move(found.change));
  return page;
}

std::vector<SystemChanges> CountChanges(db::Connection& connection, const access::Scope& scope) {
  if (!scope) return {};
  const auto rows = connection.Query<CountRow>(
      ListedSql(scope) +
          "SELECT source, state, person_id, COUNT(*) AS count FROM listed GROUP BY source, state, person_id "
          "ORDER BY source, state, person_id",
      scope.org_id, scope.person_id);
  std::vector<Id> owner_ids;
  for (const CountRow& row : rows) owner_ids.push_back(row.person_id);
  const auto people = people::FindRefs(connection, scope.org_id, owner_ids);
  const Owners owners(connection, scope.org_id, owner_ids);
  std::vector<SystemChanges> systems;
  for (const CountRow& row : rows) {
    if (systems.empty() || systems.back().source != row.source) systems.push_back({.source = row.source});
    SystemChanges& system = systems.back();
    (row.state == ChangeState::waiting   ? system.waiting
     : row.state == ChangeState::differs ? system.differs
                                         : system.seen) += row.count;
    if (row.state == ChangeState::seen) continue;
    if (!OwnerIn(row.source, owners.NamesIn(row.person_id, row.source)).empty()) continue;
    system.missing += row.count;
    system.missing_owner = people.at(row.person_id);
  }
  std::ranges::stable_sort(systems, [](const SystemChanges& a, const SystemChanges& b) {
    return a.waiting + a.differs > b.waiting + b.differs;
  });
  return systems;
}

std::string FileFor(db::Connection& connection, const access::Scope& scope, std::string_view source,
                    Object object) {
  std::vector<NamedChange> open;
  if (scope) {
    auto all = FindRows(connection, scope, {.source = std::string(source), .limit = INT32_MAX}, {});
    std::erase_if(all, [](const ChangeRow& row) { return row.state == ChangeState::seen; });
    open = NameRows(connection, scope.org_id, std::move(all));
  }
  std::vector<FileRow> rows;
  if (object == Object::account) {
    for (const NamedChange& found : open) {
      const OwnerChange& change = found.change;
      rows.push_back({change.external_id, change.owner_in_source, change.account.name, found.names.email});
    }
    return WriteFile(source, object, rows);
  }
  std::map<Id, const NamedChange*> by_account;
  for (const NamedChange& found : open) by_account.emplace(found.change.account.id, &found);
  std::vector<Id> accounts;
  for (const auto& [id, found] : by_account) accounts.push_back(id);
  // Open deals that went along: those of the owner of now.
  const auto deals = connection.Query<DealRow>(
      "SELECT opportunity.id, opportunity.account_id, opportunity.name FROM opportunity "
      "JOIN ownership ON ownership.org_id = opportunity.org_id AND ownership.account_id = "
      "opportunity.account_id "
      "AND ownership.to_at IS NULL AND ownership.person_id = opportunity.owner_id "
      "WHERE opportunity.org_id = $1 AND opportunity.account_id IN baton_list($2) AND "
      "opportunity.status = 'open' AND opportunity.deleted_at IS NULL ORDER BY opportunity.id",
      scope.org_id, db::IdList(accounts));
  std::vector<Id> deal_ids;
  std::map<Id, const DealRow*> by_id;
  for (const DealRow& deal : deals) {
    deal_ids.push_back(deal.id);
    by_id[deal.id] = &deal;
  }
  for (const book::Source& one : book::FindSources(connection, scope.org_id, "opportunity", deal_ids)) {
    if (one.source != source) continue;
    const DealRow& deal = *by_id.at(one.row_id);
    const NamedChange& found = *by_account.at(deal.account_id);
    rows.push_back({one.external_id, found.change.owner_in_source, deal.name, found.names.email});
  }
  return WriteFile(source, object, rows);
}

void NoteOwners(action::Action& action, std::string_view source, std::span<const intake::SeenOwner> seen) {
  std::vector<Id> ids;
  for (const intake::SeenOwner& one : seen) ids.push_back(one.account_id);
  if (ids.empty()) return;
  const auto moved = handoff::FindHandedOver(action.tx(), action.org_id(), ids);
  if (moved.empty()) return;
  std::map<Id, SourceOwner> known;
  for (SourceOwner& one : FindShown(action.tx(), action.org_id(), moved)) {
    if (one.source == source) known.emplace(one.account_id, std::move(one));
  }
  for (const intake::SeenOwner& one : seen) {
    if (!std::binary_search(moved.begin(), moved.end(), one.account_id)) continue;
    const auto before = known.find(one.account_id);
    if (before == known.end()) {
      SourceOwner row;
      row.source = std::string(source);
      row.account_id = one.account_id;
      row.person_id = one.person_id;
      row.seen_at = action.now();
      action.Insert(row);
      continue;
    }
    SourceOwner after = before->second;
    after.person_id = one.person_id;
    after.seen_at = action.now();
    Check(action.Update(before->second, after).has_value(), "a row read in this transaction is not stale");
  }
}

}  // namespace baton::writeback
