#include "book/contact_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "book/account_rules.h"
#include "book/directory.h"

namespace baton::book {
namespace {

// The row; made of the contact's column.
struct ContactAddress {
  Id org_id;
  Id contact_id;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(ContactAddress, (), (org_id, contact_id, email))

struct AddressHolder {
  std::string email;
  Id contact_id;
  std::string name;
  std::optional<std::string> account_name;
};
BOOST_DESCRIBE_STRUCT(AddressHolder, (), (email, contact_id, name, account_name))

std::set<std::string> FoldsOf(const std::string& further_emails) {
  std::set<std::string> folds;
  for (const std::string& email : SplitEmails(further_emails)) folds.insert(Fold(email));
  return folds;
}

// The first of each address.
std::map<std::string, AddressHolder> FindHolders(db::Connection& connection, const access::Scope& scope,
                                                 const Contact& but, const db::TextList& emails) {
  std::map<std::string, AddressHolder> holders;
  for (AddressHolder& one : connection.Query<AddressHolder>(
           fmt::format(
               "SELECT address.email, contact.id AS contact_id, contact.name, account.name AS account_name "
               "FROM "
               "{} AS address JOIN contact ON contact.org_id = address.org_id AND contact.id = "
               "address.contact_id LEFT JOIN account ON account.org_id = contact.org_id AND account.id = "
               "contact.account_id WHERE contact.org_id = $1 AND contact.deleted_at IS NULL AND contact.id "
               "<> "
               "$3 ORDER BY contact.id",
               kAddressed),
           scope.org_id, emails, but.id)) {
    std::string email = one.email;
    holders.try_emplace(std::move(email), std::move(one));
  }
  return holders;
}

std::set<std::string> FindOurs(db::Connection& connection, Id org_id, const db::TextList& emails) {
  const auto found = connection.Query<std::string>(
      "SELECT email_fold AS email FROM person WHERE org_id = $1 AND email_fold IN baton_list($2) AND "
      "deleted_at IS NULL UNION SELECT email FROM mail_address WHERE org_id = $1 AND email IN baton_list($2) "
      "ORDER BY email",
      org_id, emails);
  return {found.begin(), found.end()};
}

Message SentenceOf(const access::Scope& scope, db::Connection& connection, const AddressHolder& holder) {
  if (!FindContact(connection, scope, holder.contact_id)) return {"problem.contact.email_of_others"};
  return {"problem.contact.email_of_contact",
          {{"name", holder.name}, {"account", holder.account_name.value_or("none")}}};
}

}  // namespace

std::vector<FieldFault> TakenEmails(db::Connection& connection, const access::Scope& scope,
                                    const Contact& before, const ContactInput& input) {
  if (!input.further_emails) return {};
  std::set<std::string> had = FoldsOf(before.further_emails);
  if (before.email_fold) had.insert(*before.email_fold);
  std::map<std::string, std::size_t> added;
  std::vector<std::string> folds;
  for (std::size_t i = 0; i < input.further_emails->size(); ++i) {
    std::string fold = Fold((*input.further_emails)[i]);
    if (had.contains(fold)) continue;
    folds.push_back(fold);
    added.emplace(std::move(fold), i);
  }
  if (folds.empty()) return {};
  const db::TextList list(folds);
  const auto holders = FindHolders(connection, scope, before, list);
  const auto ours = FindOurs(connection, scope.org_id, list);
  std::vector<FieldFault> faults;
  for (const auto& [fold, i] : added) {
    const std::string path = fmt::format("further_emails[{}]", i);
    if (ours.contains(fold)) {
      faults.push_back({path, {"problem.contact.email_of_us"}});
    } else if (const auto holder = holders.find(fold); holder != holders.end()) {
      faults.push_back({path, SentenceOf(scope, connection, holder->second)});
    }
  }
  return faults;
}

void PutContactAddresses(db::Tx& tx, Id org_id, const Contact& contact) {
  tx.Execute("DELETE FROM contact_address WHERE org_id = $1 AND contact_id = $2", org_id, contact.id);
  PutNewContactAddresses(tx, org_id, std::span(&contact, 1));
}

void PutNewContactAddresses(db::Tx& tx, Id org_id, std::span<const Contact> contacts) {
  std::vector<ContactAddress> rows;
  for (const Contact& contact : contacts) {
    for (const std::string& email : FoldsOf(contact.further_emails))
      rows.push_back({org_id, contact.id, email});
  }
  if (!rows.empty()) tx.InsertMany("contact_address", rows);
}

void RefreshContactAddresses(db::Tx& tx, Id org_id, Id contact_id) {
  const auto emails = tx.QueryValue<std::string>(
      "SELECT further_emails FROM contact WHERE org_id = $1 AND id = $2", org_id, contact_id);
  Contact contact;
  contact.id = contact_id;
  contact.further_emails = emails.value_or("");
  PutContactAddresses(tx, org_id, contact);
}

}  // namespace baton::book
