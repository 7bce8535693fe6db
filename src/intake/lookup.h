// Finding rows of ours for a chunk of records, one query for each kind of key; and what this import has just made, which
// the database does not show yet. For load*.cc.
#pragma once

#include <boost/describe/class.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "book/account.h"
#include "book/activity.h"
#include "book/contact.h"
#include "book/opportunity.h"
#include "book/ownership.h"
#include "book/product.h"
#include "book/stage.h"
#include "db/connection.h"
#include "people/person.h"

namespace baton::intake {

// The row: what a source calls a row of ours.
struct ExternalReference {
  static constexpr std::string_view kTable = "external_reference";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string source;
  std::string table_name;
  std::string external_id;
  Id row_id;
};
BOOST_DESCRIBE_STRUCT(ExternalReference, (), (org_id, id, version, source, table_name, external_id, row_id))

// Rows that this import made, by table and key.
class Made {
 public:
  void AddReference(std::string_view table, std::string_view key, Id id) { ids_[Key(table, '#', key)] = id; }
  void AddName(std::string_view table, std::string_view fold, Id id) {
    ids_.emplace(Key(table, '@', fold), id);
  }
  void AddProduct(const std::string& key, Id id) { AddName("product", key, id); }
  std::optional<Id> Reference(std::string_view table, std::string_view key) const {
    return Find(Key(table, '#', key));
  }
  std::optional<Id> Name(std::string_view table, std::string_view fold) const {
    return Find(Key(table, '@', fold));
  }

 private:
  static std::string Key(std::string_view table, char kind, std::string_view key) {
    return std::string(table) + kind + std::string(key);
  }
  std::optional<Id> Find(const std::string& key) const {
    const auto found = ids_.find(key);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
  }

  std::unordered_map<std::string, Id> ids_;
};

using IdsByKey = std::unordered_map<std::string, Id>;
template <class Row>
using RowsById = std::unordered_map<Id, Row>;

class Lookup {
 public:
  Lookup(db::Connection& connection, Id org_id) : connection_(connection), org_id_(org_id) {}

  IdsByKey References(std::string_view source, std::string_view table, const std::vector<std::string>& keys);
  // Those of the ids that a source has a name for already.
  std::vector<Id> Referenced(std::string_view source, std::string_view table, const std::vector<Id>& ids);

  // The oldest that is not deleted, by folded name or address.
  IdsByKey AccountsByName(const std::vector<std::string>& folds);
  IdsByKey ContactsByEmail(const std::vector<std::string>& folds);
  IdsByKey PeopleByName();
  IdsByKey PeopleByEmail();

  RowsById<book::Account> Accounts(const std::vector<Id>& ids);
  RowsById<book::Contact> Contacts(const std::vector<Id>& ids);
  RowsById<book::Opportunity> Opportunities(const std::vector<Id>& ids);
  RowsById<book::Activity> Activities(const std::vector<Id>& ids);
  // What Baton planned itself with these accounts.
  std::vector<book::Activity> Planned(const std::vector<Id>& account_ids);
  RowsById<people::Person> People(const std::vector<Id>& ids);
  std::vector<book::Product> Products();
  std::vector<book::Stage> Stages();
  RowsById<book::Ownership> OwnershipsOf(const std::vector<Id>& account_ids);   // of now, by account
  std::set<std::pair<Id, Id>> ContactsAt(const std::vector<Id>& activity_ids);  // activity, contact

 private:
  void AddOwn(std::string_view table, const std::vector<std::string>& keys, IdsByKey* found);

  db::Connection& connection_;
  Id org_id_;
};

}  // namespace baton::intake
