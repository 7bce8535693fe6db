// Which accounts a person may see, as SQL that goes into each query:
//   own            owned by the person now, coming to the person by an open handoff, or looked after while the owner is away
//   team           those, and what anybody below the person in the tree of managers owns
//   organization   all
// Contacts, opportunities and activities are seen with their account; without an account, by the organization only.
//
//   connection.Query<Account>("SELECT ... FROM account WHERE org_id = $1 AND " + VisibleAccounts(scope, "account.id"),
//                             scope.org_id, scope.person_id);
//
// The text names $1 and $2, whatever the scope: the organization and the person. Stateless, hence thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "access/policy.h"

namespace baton::book {

// A condition on the column or expression that holds an account's id.
std::string VisibleAccounts(const access::Scope& scope, std::string_view account_id);

}  // namespace baton::book
