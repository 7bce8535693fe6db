#include "book/directory.h"
#include "book/planning.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "book/book_search.h"
#include "book/contact_address.h"
#include "book/visibility.h"
#include "people/directory.h"
#include "search/index.h"

namespace baton::book {
namespace {

constexpr std::string_view kAccountColumns =
    "org_id, id, version, name, name_fold, industry, segment, territory, city, country, language, phone, "
    "website, "
    "revenue_minor, currency, load_minutes, renewal_on, created_at, deleted_at";
constexpr std::string_view kContactColumns =
    "org_id, id, version, account_id, name, name_fold, title, email, email_fold, further_emails, phone, "
    "language, time_zone, part, created_at, deleted_at";
constexpr std::string_view kOwnershipColumns = "org_id, id, version, account_id, person_id, from_at, to_at";

template <class Ref>
std::unordered_map<Id, Ref> ToMap(const std::vector<Ref>& rows) {
  std::unordered_map<Id, Ref> map;
  for (const Ref& row : rows) map.emplace(row.id, row);
  return map;
}

search::Document DocumentOf(const Account& account) {
  return {search::SearchKind::account,
          account.id,
          {account.name, account.city, account.phone, account.website},
          account.id};
}

// A contact is found by the client's name and town too: "larmar bill", "bill springfield".
search::Document DocumentOf(const Contact& contact, std::string_view client) {
  return {search::SearchKind::contact,
          contact.id,
          {contact.name, contact.email.value_or("") + ' ' + contact.further_emails, contact.phone,
           std::string(client)},
          contact.account_id};
}

struct ClientRow {
  Id id;
  std::string name;
  std::string city;
};
BOOST_DESCRIBE_STRUCT(ClientRow, (), (id, name, city))

// What the contacts of these accounts are found by besides.
std::unordered_map<Id, std::string> ClientTexts(db::Connection& connection, Id org_id,
                                                std::span<const Id> account_ids) {
  std::unordered_map<Id, std::string> texts;
  for (const ClientRow& row : connection.Query<ClientRow>(
           "SELECT id, name, city FROM account WHERE org_id = $1 AND id IN baton_list($2) ORDER BY id",
           org_id, db::IdList(account_ids))) {
    texts.emplace(row.id, row.name + " " + row.city);
  }
  return texts;
}

void Put(db::Tx& tx, Id org_id, const search::Document& document) {
  const auto& texts = document.texts;
  const auto at = [&](std::size_t i) {
    return i < texts.size() ? std::string_view(texts[i]) : std::string_view();
  };
  search::Put(tx, org_id, document.kind, document.row_id, {at(0), at(1), at(2), at(3)}, document.account_id);
}

void FillFolds(Account& account, Instant now) {
  account.name_fold = Fold(account.name);
  if (account.created_at == Instant{}) account.created_at = now;
}

void FillFolds(Contact& contact, Instant now) {
  contact.name_fold = Fold(contact.name);
  contact.email_fold = contact.email ? std::optional(Fold(*contact.email)) : std::nullopt;
  if (contact.created_at == Instant{}) contact.created_at = now;
}

// The owners of now.
std::vector<Ownership> FindOwnerships(db::Connection& connection, Id org_id,
                                      std::span<const Id> account_ids) {
  return connection.Query<Ownership>(
      fmt::format("SELECT {} FROM ownership WHERE org_id = $1 AND account_id IN baton_list($2) AND to_at IS "
                  "NULL",
                  kOwnershipColumns),
      org_id, db::IdList(account_ids));
}

}  // namespace

std::optional<Account> FindAccount(db::Connection& connection, const access::Scope& scope, Id id) {
  return connection.QueryOne<Account>(
      fmt::format("SELECT {} FROM account WHERE org_id = $1 AND id = $3 AND deleted_at IS NULL AND {}",
                  kAccountColumns, VisibleAccounts(scope, "id")),
      scope.org_id, scope.person_id, id);
}

std::optional<Contact> FindContact(db::Connection& connection, const access::Scope& scope, Id id) {
  return connection.QueryOne<Contact>(
      fmt::format("SELECT {} FROM contact WHERE org_id = $1 AND id = $3 AND deleted_at IS NULL AND {}",
                  kContactColumns, VisibleAccounts(scope, "account_id")),
      scope.org_id, scope.person_id, id);
}

std::vector<Contact> FindContacts(db::Connection& connection, Id org_id, Id account_id) {
  return connection.Query<Contact>(
      fmt::format("SELECT {} FROM contact WHERE org_id = $1 AND account_id = $2 AND deleted_at IS NULL "
                  "ORDER BY name_fold, id",
                  kContactColumns),
      org_id, account_id);
}

std::unordered_map<Id, AccountRef> FindAccountRefs(db::Connection& connection, Id org_id,
                                                   std::span<const Id> ids) {
  return ToMap(connection.Query<AccountRef>(
      "SELECT id, name FROM account WHERE org_id = $1 AND id IN baton_list($2) ORDER BY id", org_id,
      db::IdList(ids)));
}

std::unordered_map<Id, ContactRef> FindContactRefs(db::Connection& connection, Id org_id,
                                                   std::span<const Id> ids) {
  return ToMap(connection.Query<ContactRef>(
      "SELECT id, name FROM contact WHERE org_id = $1 AND id IN baton_list($2) ORDER BY id", org_id,
      db::IdList(ids)));
}

std::optional<Ownership> FindOwnership(db::Connection& connection, Id org_id, Id account_id) {
  return connection.QueryOne<Ownership>(
      fmt::format("SELECT {} FROM ownership WHERE org_id = $1 AND account_id = $2 AND to_at IS NULL",
                  kOwnershipColumns),
      org_id, account_id);
}

std::vector<Id> FindOwnedAccounts(db::Connection& connection, Id org_id, Id person_id) {
  return FindAccountsOf(connection, org_id, std::span(&person_id, 1));
}

std::vector<OwnedAccount> FindOwnedAccounts(db::Connection& connection, Id org_id,
                                            std::span<const Id> people) {
  return connection.Query<OwnedAccount>(
      "SELECT account.id, account.name, ownership.person_id FROM ownership JOIN account ON account.org_id = "
      "ownership.org_id AND account.id = ownership.account_id WHERE ownership.org_id = $1 AND "
      "ownership.person_id IN baton_list($2) AND ownership.to_at IS NULL AND account.deleted_at IS NULL "
      "ORDER BY account.name_fold, account.id",
      org_id, db::IdList(people));
}

std::unordered_map<Id, Id> FindOwners(db::Connection& connection, Id org_id,
                                      std::span<const Id> account_ids) {
  std::unordered_map<Id, Id> owners;
  for (const Ownership& one : FindOwnerships(connection, org_id, account_ids))
    owners.emplace(one.account_id, one.person_id);
  return owners;
}

Result<Done> EndOwnership(action::Action& action, Id account_id) {
  const auto now = FindOwnership(action.tx(), action.org_id(), account_id);
  if (!now) return Done{};
  Ownership ended = *now;
  ended.to_at = action.now();
  if (auto updated = action.Update(*now, ended); !updated) return Fail(std::move(updated.error()));
  return Done{};
}

Result<Done> MoveOwnership(action::Action& action, Id account_id, Id person_id) {
  return MoveOwnerships(action, std::span(&account_id, 1), person_id);
}

Result<Done> MoveOwnerships(action::Action& action, std::span<const Id> account_ids, Id person_id) {
  std::vector<Ownership> next;
  std::unordered_map<Id, Ownership> now;  // by account
  for (Ownership& one : FindOwnerships(action.tx(), action.org_id(), account_ids)) {
    const Id account = one.account_id;
    now.emplace(account, std::move(one));
  }
  for (const Id account : account_ids) {
    const auto owned = now.find(account);
    if (owned != now.end() && owned->second.person_id == person_id) continue;
    next.push_back({.account_id = account, .person_id = person_id, .from_at = action.now()});
  }
  if (next.empty()) return Done{};
  if (!people::FindPerson(action.tx(), action.org_id(), person_id)) {
    return Fail(FieldFault{"owner_id", {"problem.account.no_such_owner"}});
  }
  for (const Ownership& one : next) {
    const auto owned = now.find(one.account_id);
    if (owned == now.end()) continue;
    Ownership ended = owned->second;
    ended.to_at = action.now();
    if (auto saved = action.Update(owned->second, std::move(ended)); !saved) return Fail(saved.error());
  }
  action.InsertMany(std::span(next));
  return Done{};
}

Account InsertAccount(action::Action& action, Account account, std::optional<Id> owner_id) {
  InsertAccounts(action, std::span(&account, 1));
  if (owner_id) {
    Ownership first;
    first.account_id = account.id;
    first.person_id = *owner_id;
    first.from_at = action.now();
    action.Insert(std::move(first));
  }
  return account;
}

Contact InsertContact(action::Action& action, Contact contact) {
  InsertContacts(action, std::span(&contact, 1));
  return contact;
}

void InsertAccounts(action::Action& action, std::span<Account> accounts) {
  std::vector<search::Document> documents;
  for (Account& account : accounts) FillFolds(account, action.now());
  action.InsertMany(accounts);
  for (const Account& account : accounts) documents.push_back(DocumentOf(account));
  search::PutNew(action.tx(), action.org_id(), documents);
}

void InsertContacts(action::Action& action, std::span<Contact> contacts) {
  std::vector<Id> account_ids;
  for (Contact& contact : contacts) {
    FillFolds(contact, action.now());
    if (contact.account_id) account_ids.push_back(*contact.account_id);
  }
  action.InsertMany(contacts);
  PutNewContactAddresses(action.tx(), action.org_id(), contacts);
  const auto clients = ClientTexts(action.tx(), action.org_id(), account_ids);
  std::vector<search::Document> documents;
  for (const Contact& contact : contacts) {
    const auto client = clients.find(contact.account_id.value_or(Id{}));
    documents.push_back(DocumentOf(contact, client == clients.end() ? "" : client->second));
  }
  search::PutNew(action.tx(), action.org_id(), documents);
}

Result<Account> UpdateAccount(action::Action& action, const Account& before, Account after) {
  FillFolds(after, action.now());
  const bool is_renamed =
      after.name != before.name || after.city != before.city || after.deleted_at != before.deleted_at;
  auto updated = action.Update(before, std::move(after));
  if (!updated) return updated;
  RefreshAccountSearch(action.tx(), action.org_id(), updated->id);
  if (!is_renamed) return updated;
  for (const Contact& contact : FindContacts(action.tx(), action.org_id(), updated->id)) {
    RefreshContactSearch(action.tx(), action.org_id(), contact.id);
  }
  return updated;
}

Result<Contact> UpdateContact(action::Action& action, const Contact& before, Contact after) {
  FillFolds(after, action.now());
  auto updated = action.Update(before, std::move(after));
  if (!updated) return updated;
  if (updated->further_emails != before.further_emails)
    PutContactAddresses(action.tx(), action.org_id(), *updated);
  RefreshContactSearch(action.tx(), action.org_id(), updated->id);
  return updated;
}

void RefreshAccountSearch(db::Tx& tx, Id org_id, Id id) {
  const auto account = tx.QueryOne<Account>(
      fmt::format("SELECT {} FROM account WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL",
                  kAccountColumns),
      org_id, id);
  if (account) {
    Put(tx, org_id, DocumentOf(*account));
  } else {
    search::Remove(tx, org_id, search::SearchKind::account, id);
  }
}

void RefreshContactSearch(db::Tx& tx, Id org_id, Id id) {
  const auto contact = tx.QueryOne<Contact>(
      fmt::format("SELECT {} FROM contact WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL",
                  kContactColumns),
      org_id, id);
  if (contact) {
    const std::vector<Id> accounts{contact->account_id.value_or(Id{})};
    const auto clients = ClientTexts(tx, org_id, accounts);
    Put(tx, org_id, DocumentOf(*contact, clients.empty() ? "" : clients.begin()->second));
  } else {
    search::Remove(tx, org_id, search::SearchKind::contact, id);
  }
}

}  // namespace baton::book
