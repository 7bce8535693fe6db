// The book, for every slice that shows an account or changes who owns one. Which accounts a person may see is
// decided by visibility.h, inside each query.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "book/account.h"
#include "book/contact.h"
#include "book/ownership.h"
#include "book/views.h"
#include "db/connection.h"

namespace baton::book {

// Those that are not deleted and within the scope.
std::optional<Account> FindAccount(db::Connection& connection, const access::Scope& scope, Id id);
std::optional<Contact> FindContact(db::Connection& connection, const access::Scope& scope, Id id);
// The contacts of an account that are not deleted, by name.
std::vector<Contact> FindContacts(db::Connection& connection, Id org_id, Id account_id);

// For rows that show accounts; deleted ones keep their name. Ids that nothing has are left out.
std::unordered_map<Id, AccountRef> FindAccountRefs(db::Connection& connection, Id org_id,
                                                   std::span<const Id> ids);
std::unordered_map<Id, ContactRef> FindContactRefs(db::Connection& connection, Id org_id,
                                                   std::span<const Id> ids);

// Accounts as lists show them, in the order of `ids`; those that are deleted are left out. The caller has
// made sure that they may be seen. `now` and `today` are the organization's.
std::vector<AccountRow> ViewAccountRows(db::Connection& connection, Id org_id, std::span<const Id> ids,
                                        Instant now, Day today);

// The owner of now.
std::optional<Ownership> FindOwnership(db::Connection& connection, Id org_id, Id account_id);
std::vector<Id> FindOwnedAccounts(db::Connection& connection, Id org_id, Id person_id);

struct OwnedAccount {
  Id id;
  std::string name;
  Id person_id;
};
BOOST_DESCRIBE_STRUCT(OwnedAccount, (), (id, name, person_id))
// Of all these people, by name.
std::vector<OwnedAccount> FindOwnedAccounts(db::Connection& connection, Id org_id,
                                            std::span<const Id> people);
// Whose they are now, by account; of those that nobody owns there is none.
std::unordered_map<Id, Id> FindOwners(db::Connection& connection, Id org_id, std::span<const Id> account_ids);
// Closes the interval of now and opens one; nothing when the person owns the account already. A person who is
// not there (any more) is Kind::invalid at `owner_id`.
Result<Done> MoveOwnership(action::Action& action, Id account_id, Id person_id);
// The same of many, which asks as little as for one.
Result<Done> MoveOwnerships(action::Action& action, std::span<const Id> account_ids, Id person_id);
Result<Done> EndOwnership(action::Action& action, Id account_id);

// New rows with their search texts and, for an account, its first ownership. The names need not be folded,
// and created_at need not be set.
Account InsertAccount(action::Action& action, Account account, std::optional<Id> owner_id);
Contact InsertContact(action::Action& action, Contact contact);
// The same for many: for imports. They go in as they are; an owner is an Ownership that the caller inserts.
void InsertAccounts(action::Action& action, std::span<Account> accounts);
void InsertContacts(action::Action& action, std::span<Contact> contacts);
Result<Account> UpdateAccount(action::Action& action, const Account& before, Account after);
Result<Contact> UpdateContact(action::Action& action, const Contact& before, Contact after);

}  // namespace baton::book
