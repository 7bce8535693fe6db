// The use cases that write accounts and contacts, each inside one action. For book_routes.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "book/account.h"
#include "book/contact.h"

namespace baton::book {

// May the caller make this person an owner? Within a team: the caller and everybody below. `path` is put before the
// path of the fault.
Result<Done> MayOwn(db::Connection& connection, const access::Scope& scope, Id owner_id,
                    const std::string& path);

// REQUIRES: FaultsOf(input) is empty, MayOwn(owner).
Account CreateAccount(action::Action& action, const AccountLine& line, Id owner_id,
                      const std::string& currency);
// `owner_id`: moves the ownership. REQUIRES: MayOwn when given.
Result<Account> ChangeAccount(action::Action& action, const Account& before, const AccountInput& input,
                              std::optional<Id> owner_id);
// Marks the account and its contacts, and closes its ownership. Refused while a handoff is under way.
Result<Done> RemoveAccount(action::Action& action, const Account& account);
Result<Done> RemoveContact(action::Action& action, const Contact& contact);

}  // namespace baton::book
