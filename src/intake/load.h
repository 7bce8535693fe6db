// From records to rows of the book: what a chunk would create, change, leave alone or refuse, decided by reading only;
// and the writing of it, inside one action.
//
//   Loader loader(connection, context, &made, new_id);
//   Work work = loader.Decide(form, records);          // a preview stops here
//   Write(action, work);                               // in the same transaction as Decide
//
// Look-ups are made for the chunk as a whole. What joins rows: the source's ids (external_reference), else folded names.
// A value that a person changed since the last import is left and listed (log.h). Not thread-safe.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "book/account.h"
#include "book/activity.h"
#include "book/contact.h"
#include "book/opportunity.h"
#include "book/ownership.h"
#include "book/product.h"
#include "book/stage.h"
#include "intake/import.h"
#include "intake/log.h"
#include "intake/lookup.h"
#include "intake/record.h"
#include "people/person.h"

namespace baton::intake {

struct LoadContext {
  Id org_id;
  Id importer_id;
  access::Role importer_role = access::Role::manager;
  access::Scope scope;  // of the importer on accounts: what lies outside is not changed
  std::set<Id> team;    // where the scope is not everything: the importer and everybody below
  std::string currency;
  std::string zone;
  Instant now;
  Id action_id;                                // 0: a preview
  std::unordered_map<std::string, Id> owners;  // by the key that OwnerKeyOf makes
};

template <class Row>
using Changed = std::pair<Row, Row>;  // as it is, as it becomes

// Whom the file names as the owner of an account that was here already; none: somebody whom nobody here is.
struct SeenOwner {
  Id account_id;
  std::optional<Id> person_id;
};

// What is to be written, in the order of the members.
struct Work {
  std::vector<people::Person> people;
  std::vector<book::Stage> stages;
  std::vector<book::Product> products;
  std::vector<book::Account> accounts;
  std::vector<book::Ownership> ownerships;
  std::vector<book::Contact> contacts;
  std::vector<book::Opportunity> opportunities;
  std::vector<book::Activity> activities;
  std::vector<book::Attendance> attendances;
  std::vector<ExternalReference> references;

  std::vector<Changed<people::Person>> changed_people;
  std::vector<Changed<book::Product>> changed_products;
  std::vector<Changed<book::Account>> changed_accounts;
  std::vector<Changed<book::Contact>> changed_contacts;
  std::vector<Changed<book::Opportunity>> changed_opportunities;
  std::vector<Changed<book::Activity>> changed_activities;
  std::vector<Changed<book::Ownership>> changed_ownerships;
  std::vector<std::pair<Id, Id>> moved;  // account, new owner
  std::vector<SeenOwner> seen_owners;

  std::vector<Reject> rejects;
  Counts counts;
};

// REQUIRES: `work` was decided in the transaction of `action`.
void Write(action::Action& action, Work& work);

class Loader {
 public:
  // `made`: what this import created; for one chunk, or for a whole preview. All outlive the loader.
  Loader(db::Connection& connection, const LoadContext& context, Made* made, std::function<Id()> new_id);

  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  Work Decide(const RowForm& form, std::span<const Record> records);

 private:
  struct Joined;

  void DecidePeople();
  void DecideProducts();
  void DecideAccounts();
  void DecideContacts();
  void DecideOpportunities();
  void DecideActivities();
  void DecideStages();
  void DecideAttendances();
  void DecideOwnerships();
  void DecideLinks();
  void DecideReferences();

  // Shared steps (load.cc).
  bool IsRefused(const Record& record);
  void Refuse(const Record& record, Field field, std::string key, Arguments arguments = {});
  void Keep(const Record& record, const std::vector<std::string>& columns);
  void Note(const Record& record, Field field, std::string key);
  void Remember(std::string_view table, const std::string& external_id, Id row_id);
  bool IsOwn() const { return form_->source() == "baton"; }  // from our own export
  bool IsAddressBook() const { return form_->source() == kAddressBook; }
  Instant CreatedAt(const Record& record) const;
  const Maker* MakerOf(Id row_id) const;
  bool IsFromThisImport(Id row_id) const;
  // Whether the importer may change the account and what belongs to it; a new row needs none.
  bool MayTouch(std::optional<Id> account_id) const;
  // Whether the importer may change the row, which may be without an account.
  template <class Row>
  bool MayChange(const Row& row) const {
    if (row.account_id) return MayTouch(row.account_id);
    if constexpr (requires { row.owner_id; }) return MayChangeLoose(row.id, row.owner_id);
    return MayChangeLoose(row.id, std::nullopt);
  }
  bool MayChangeLoose(Id row_id, std::optional<Id> owner_id) const;
  bool IsInTeam(Id person_id) const;  // who may be given an account or a person
  std::optional<Id> OwnerOf(const Record& record) const;
  void JoinAccounts();  // fills account_ids_ for the records' account_id and account_name
  bool MayMakeAccount(const Record& record, std::size_t index) const;
  std::optional<Id> AccountOf(const Record& record, std::size_t index);
  Id MakeAccount(const std::string& name, std::optional<Id> owner_id);
  void LearnVisible(std::span<const Id> account_ids);
  void LearnStages(Field key);
  std::string ProductKey(std::string_view name) const;
  void LearnProducts();
  std::optional<Id> StageOf(const Record& record, book::StageCategory* category);
  std::optional<Id> ProductOf(std::string_view name);
  template <class Row>
  void Settle(std::string_view table, std::vector<std::pair<const Record*, Changed<Row>>>& differing,
              std::vector<Changed<Row>>* into);

  db::Connection& connection_;
  const LoadContext& context_;
  Made& made_;
  std::function<Id()> new_id_;
  std::unordered_set<Id> new_ids_;  // that this loader gave
  mutable std::unordered_map<Id, std::optional<Maker>> makers_;
  Lookup lookup_;

  // Of the chunk at work.
  const RowForm* form_ = nullptr;
  std::span<const Record> records_;
  Work work_;
  std::vector<std::optional<Id>> account_ids_;
  std::set<Id> visible_;
  std::unordered_map<std::string, std::pair<Id, book::StageCategory>> stages_;      // by folded name
  std::unordered_map<std::string, std::pair<Id, book::StageCategory>> stage_keys_;  // by the source's id
  std::int32_t next_position_ = 0;
  std::unordered_map<std::string, Id> products_;
};

}  // namespace baton::intake
