#include "intake/lookup.h"

#include <fmt/format.h>

#include <algorithm>

#include "book/contact_address.h"
#include "book/planned.h"
#include "db/value.h"

namespace baton::intake {
namespace {

struct Keyed {
  std::string key;
  Id id;
};
BOOST_DESCRIBE_STRUCT(Keyed, (), (key, id))

// The first of each key counts.
IdsByKey ToMap(std::vector<Keyed> rows) {
  IdsByKey map;
  map.reserve(rows.size());
  for (Keyed& row : rows) map.emplace(std::move(row.key), row.id);
  return map;
}

// A chunk names the same client many times.
db::TextList ListOf(std::vector<std::string> keys) {
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());  // clang 14 knows no ranges::unique
  return db::TextList(keys);
}

template <class Row>
std::string Columns() {
  std::string columns;
  for (const auto name : db::RowNames<Row>()) {
    if (!columns.empty()) columns += ", ";
    columns += name;
  }
  return columns;
}

template <class Row>
std::vector<Row> ReadIds(db::Connection& connection, Id org_id, const std::vector<Id>& ids) {
  if (ids.empty()) return {};
  static const std::string sql =
      fmt::format("SELECT {} FROM {} WHERE org_id = $1 AND id IN baton_list($2) ORDER BY id", Columns<Row>(),
                  Row::kTable);
  return connection.Query<Row>(sql, org_id, db::IdList(ids));
}

template <class Row>
RowsById<Row> ById(std::vector<Row> rows) {
  RowsById<Row> map;
  map.reserve(rows.size());
  for (Row& row : rows) {
    const Id id = row.id;
    map.emplace(id, std::move(row));
  }
  return map;
}

}  // namespace

IdsByKey Lookup::References(std::string_view source, std::string_view table,
                            const std::vector<std::string>& keys) {
  if (keys.empty()) return {};
  IdsByKey found = ToMap(connection_.Query<Keyed>(
      "SELECT external_id AS key, row_id AS id FROM external_reference WHERE org_id = $1 AND source = $2 AND "
      "table_name = $3 AND external_id IN baton_list($4) ORDER BY id",
      org_id_, source, table, ListOf(keys)));
  if (source == "baton") AddOwn(table, keys, &found);
  return found;
}

// Our own export names rows by our own ids, which are known where it was made.
void Lookup::AddOwn(std::string_view table, const std::vector<std::string>& keys, IdsByKey* found) {
  std::vector<Id> ids;
  for (const std::string& key : keys) {
    if (const auto id = ParseId(key); id && !found->contains(key)) ids.push_back(*id);
  }
  if (ids.empty()) return;
  const std::string sql =
      "SELECT id FROM " + std::string(table) + " WHERE org_id = $1 AND id IN baton_list($2) ORDER BY id";
  for (const Id id : connection_.Query<Id>(sql, org_id_, db::IdList(ids))) found->emplace(ToString(id), id);
}

std::vector<Id> Lookup::Referenced(std::string_view source, std::string_view table,
                                   const std::vector<Id>& ids) {
  if (ids.empty()) return {};
  return connection_.Query<Id>(
      "SELECT row_id FROM external_reference WHERE org_id = $1 AND table_name = $2 AND row_id IN "
      "baton_list($3) AND "
      "source = $4 ORDER BY row_id",
      org_id_, table, db::IdList(ids), source);
}

IdsByKey Lookup::AccountsByName(const std::vector<std::string>& folds) {
  if (folds.empty()) return {};
  return ToMap(
      connection_.Query<Keyed>("SELECT name_fold AS key, id FROM account WHERE org_id = $1 AND name_fold IN "
                               "baton_list($2) AND deleted_at IS "
                               "NULL ORDER BY id",
                               org_id_, ListOf(folds)));
}

IdsByKey Lookup::ContactsByEmail(const std::vector<std::string>& folds) {
  if (folds.empty()) return {};
  return ToMap(
      connection_.Query<Keyed>(fmt::format("SELECT address.email AS key, contact.id FROM {} AS address JOIN "
                                           "contact ON contact.org_id = address.org_id AND contact.id = "
                                           "address.contact_id WHERE contact.org_id = $1 AND "
                                           "contact.deleted_at IS NULL ORDER BY contact.id",
                                           book::kAddressed),
                               org_id_, ListOf(folds)));
}

IdsByKey Lookup::PeopleByName() {
  return ToMap(connection_.Query<Keyed>(
      "SELECT name_fold AS key, id FROM person WHERE org_id = $1 AND deleted_at IS NULL ORDER BY id",
      org_id_));
}

IdsByKey Lookup::PeopleByEmail() {
  return ToMap(
      connection_.Query<Keyed>("SELECT email_fold AS key, id FROM person WHERE org_id = $1 AND deleted_at IS "
                               "NULL AND email_fold IS NOT NULL "
                               "ORDER BY id",
                               org_id_));
}

RowsById<book::Account> Lookup::Accounts(const std::vector<Id>& ids) {
  return ById(ReadIds<book::Account>(connection_, org_id_, ids));
}
RowsById<book::Contact> Lookup::Contacts(const std::vector<Id>& ids) {
  return ById(ReadIds<book::Contact>(connection_, org_id_, ids));
}
RowsById<book::Opportunity> Lookup::Opportunities(const std::vector<Id>& ids) {
  return ById(ReadIds<book::Opportunity>(connection_, org_id_, ids));
}
RowsById<book::Activity> Lookup::Activities(const std::vector<Id>& ids) {
  return ById(ReadIds<book::Activity>(connection_, org_id_, ids));
}
std::vector<book::Activity> Lookup::Planned(const std::vector<Id>& account_ids) {
  return book::FindPlanned(connection_, org_id_, account_ids);
}
RowsById<people::Person> Lookup::People(const std::vector<Id>& ids) {
  return ById(ReadIds<people::Person>(connection_, org_id_, ids));
}

std::vector<book::Product> Lookup::Products() {
  static const std::string sql =
      fmt::format("SELECT {} FROM product WHERE org_id = $1 AND deleted_at IS NULL ORDER BY id",
                  Columns<book::Product>());
  return connection_.Query<book::Product>(sql, org_id_);
}

std::vector<book::Stage> Lookup::Stages() {
  static const std::string sql = fmt::format(
      "SELECT {} FROM stage WHERE org_id = $1 AND deleted_at IS NULL ORDER BY id", Columns<book::Stage>());
  return connection_.Query<book::Stage>(sql, org_id_);
}

RowsById<book::Ownership> Lookup::OwnershipsOf(const std::vector<Id>& account_ids) {
  if (account_ids.empty()) return {};
  static const std::string sql = fmt::format(
      "SELECT {} FROM ownership WHERE org_id = $1 AND account_id IN baton_list($2) AND to_at IS NULL ORDER "
      "BY id",
      Columns<book::Ownership>());
  RowsById<book::Ownership> map;
  for (auto& row : connection_.Query<book::Ownership>(sql, org_id_, db::IdList(account_ids))) {
    const Id account_id = row.account_id;
    map.emplace(account_id, std::move(row));
  }
  return map;
}

std::set<std::pair<Id, Id>> Lookup::ContactsAt(const std::vector<Id>& activity_ids) {
  std::set<std::pair<Id, Id>> pairs;
  if (activity_ids.empty()) return pairs;
  const auto rows = connection_.Query<book::Attendance>(
      "SELECT org_id, id, version, activity_id, starts_at, person_id, contact_id FROM attendance WHERE "
      "org_id = $1 "
      "AND activity_id IN baton_list($2) AND contact_id IS NOT NULL",
      org_id_, db::IdList(activity_ids));
  for (const auto& row : rows) pairs.emplace(row.activity_id, *row.contact_id);
  return pairs;
}

}  // namespace baton::intake
