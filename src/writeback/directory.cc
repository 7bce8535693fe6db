#include "writeback/directory.h"

#include <algorithm>
#include <map>

#include "action/tables.h"
#include "base/check.h"
#include "book/directory.h"
#include "book/sources.h"
#include "book/visibility.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "writeback/writeback_routes.h"

namespace baton::writeback {
namespace {

struct OwnedRow {
  Id account_id;
  Id person_id;
  Instant from_at;
};
BOOST_DESCRIBE_STRUCT(OwnedRow, (), (account_id, person_id, from_at))

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

// The owners of now, the latest moved first.
std::vector<OwnedRow> FindMoved(db::Connection& connection, const access::Scope& scope) {
  const auto moved = handoff::FindHandedOver(connection, scope.org_id);
  return connection.Query<OwnedRow>(
      "SELECT ownership.account_id, ownership.person_id, ownership.from_at FROM ownership "
      "JOIN account ON account.org_id = ownership.org_id AND account.id = ownership.account_id "
      "WHERE ownership.org_id = $1 AND ownership.to_at IS NULL AND ownership.account_id IN baton_list($3) "
      "AND "
      "account.deleted_at IS NULL AND " +
          book::VisibleAccounts(scope, "ownership.account_id") +
          " ORDER BY ownership.from_at DESC, ownership.account_id",
      scope.org_id, scope.person_id, db::IdList(moved));
}

// Who each person is to one system.
class Owners {
 public:
  Owners(db::Connection& connection, Id org_id, const std::vector<OwnedRow>& rows) {
    std::vector<Id> ids;
    for (const OwnedRow& row : rows) ids.push_back(row.person_id);
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

ChangeState StateOf(Id owner_id, Instant since, const std::optional<SourceOwner>& shown) {
  if (!shown) return ChangeState::waiting;
  if (shown->person_id == owner_id) return ChangeState::seen;
  return shown->seen_at > since ? ChangeState::differs : ChangeState::waiting;
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(SourceOwner::kTable)});  // goes along with its import
}

namespace {

// With what the owner of now is called, here and there.
struct NamedChange {
  OwnerChange change;
  OwnerNames names;
};

std::vector<NamedChange> FindChanges(db::Connection& connection, const access::Scope& scope,
                                     std::optional<ChangeState> state) {
  if (!scope) return {};
  const auto rows = FindMoved(connection, scope);
  std::vector<Id> accounts;
  std::vector<Id> people_ids;
  for (const OwnedRow& row : rows) {
    accounts.push_back(row.account_id);
    people_ids.push_back(row.person_id);
  }
  std::map<std::pair<Id, std::string>, SourceOwner> shown;
  for (SourceOwner& one : FindShown(connection, scope.org_id, accounts)) {
    if (one.person_id) people_ids.push_back(*one.person_id);
    shown.emplace(std::pair{one.account_id, one.source}, std::move(one));
  }
  std::multimap<Id, book::Source> sources;
  for (book::Source& source : book::FindSources(connection, scope.org_id, "account", accounts)) {
    if (source.source != "baton") sources.emplace(source.row_id, std::move(source));
  }
  const auto people = people::FindRefs(connection, scope.org_id, people_ids);
  const auto refs = book::FindAccountRefs(connection, scope.org_id, accounts);
  const Owners owners(connection, scope.org_id, rows);

  std::vector<NamedChange> changes;
  for (const OwnedRow& row : rows) {
    const auto account = refs.find(row.account_id);
    const auto owner = people.find(row.person_id);
    if (account == refs.end() || owner == people.end()) continue;
    for (auto [at, end] = sources.equal_range(row.account_id); at != end; ++at) {
      const book::Source& source = at->second;
      const auto found = shown.find({row.account_id, source.source});
      OwnerChange change{.account = account->second,
                         .source = source.source,
                         .external_id = source.external_id,
                         .owner = owner->second,
                         .moved_at = row.from_at};
      std::optional<SourceOwner> last;
      if (found != shown.end()) last = found->second;
      change.state = StateOf(row.person_id, row.from_at, last);
      if (state && change.state != *state) continue;
      if (last) {
        change.shown_at = last->seen_at;
        const auto who = people.find(last->person_id.value_or(Id{}));
        if (who != people.end()) change.shown_owner = who->second;
      }
      OwnerNames names = owners.NamesIn(row.person_id, source.source);
      change.owner_in_source = OwnerIn(source.source, names);
      changes.push_back({std::move(change), std::move(names)});
    }
  }
  return changes;
}

}  // namespace

std::vector<OwnerChange> ListChanges(db::Connection& connection, const access::Scope& scope,
                                     std::optional<ChangeState> state) {
  std::vector<OwnerChange> changes;
  for (NamedChange& found : FindChanges(connection, scope, state)) changes.push_back(std::move(found.change));
  return changes;
}

std::string FileFor(db::Connection& connection, const access::Scope& scope, std::string_view source,
                    Object object) {
  std::map<Id, NamedChange> by_account;
  for (NamedChange& found : FindChanges(connection, scope, std::nullopt)) {
    if (found.change.source == source && found.change.state != ChangeState::seen) {
      by_account.emplace(found.change.account.id, std::move(found));
    }
  }
  std::vector<FileRow> rows;
  if (object == Object::account) {
    for (const auto& [id, found] : by_account) {
      const OwnerChange& change = found.change;
      rows.push_back({change.external_id, change.owner_in_source, change.account.name, found.names.email});
    }
    return WriteFile(source, object, rows);
  }
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
    const NamedChange& found = by_account.at(deal.account_id);
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
