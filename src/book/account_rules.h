// What holds of accounts and contacts, decided without a database.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "book/account.h"
#include "book/contact.h"
#include "book/stage.h"

namespace baton::book {

// The faults of an input, with the paths of its members ("name").
std::vector<FieldFault> FaultsOf(const AccountInput& input);
std::vector<FieldFault> FaultsOf(const ContactInput& input);
std::vector<FieldFault> FaultsOf(const StageInput& input);
std::vector<FieldFault> FaultsOf(const AccountLine& line);

// The row that the input describes; `currency` is the organization's. REQUIRES: FaultsOf(input) is empty.
Account Apply(const AccountInput& input, Account account, const std::string& currency);
Contact Apply(const ContactInput& input, Contact contact);

// The input that would make this row: what a merge patch is applied to. The owner is not in it.
AccountInput InputOf(const Account& account);
ContactInput InputOf(const Contact& contact);

// As the API shows it.
ContactView ToView(const Contact& contact);

// Further addresses as the row keeps them, and back.
std::string JoinEmails(std::span<const std::string> emails);
std::vector<std::string> SplitEmails(std::string_view joined);

}  // namespace baton::book
