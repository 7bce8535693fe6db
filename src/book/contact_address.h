// A contact's e-mail addresses: who has one, first or further, and whether a contact may have one more.
//
//   const auto faults = TakenEmails(tx, scope, contact, input);   // at further_emails[0]: it is Ines's at Larmar
//   PutContactAddresses(tx, org_id, updated);                     // found by them from now on
//
// A first address may be several contacts': a desk's. A further one that is somebody else's would be a mistake, and is refused.
// Stateless, thread-safe.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "access/policy.h"
#include "base/problem.h"
#include "book/contact.h"
#include "db/database.h"

namespace baton::book {

// SQL: contacts, removed ones too, by addresses: rows (org_id, contact_id, email) of organization $1 and the baton_list $2.
inline constexpr std::string_view kAddressed =
    "(SELECT org_id, id AS contact_id, email_fold AS email FROM contact WHERE org_id = $1 AND email_fold IN "
    "baton_list($2) UNION SELECT org_id, contact_id, email FROM contact_address WHERE org_id = $1 AND email "
    "IN "
    "baton_list($2))";

// Further addresses that the contact did not have and that are somebody else's: another contact's, who is named to whom may
// see him, or one of us's. `before`: a new contact has no id.
std::vector<FieldFault> TakenEmails(db::Connection& connection, const access::Scope& scope,
                                    const Contact& before, const ContactInput& input);

// What finds a contact by its further addresses, as the row now stands.
void PutContactAddresses(db::Tx& tx, Id org_id, const Contact& contact);
void PutNewContactAddresses(db::Tx& tx, Id org_id, std::span<const Contact> contacts);
// After an undo: the row may be gone.
void RefreshContactAddresses(db::Tx& tx, Id org_id, Id contact_id);

}  // namespace baton::book
