// Who may be standing at the door: contacts and accounts by what somebody types while the client waits,
// typing errors included. Three queries however many are found.
//
//   for (const Caller& caller : FindCallers(connection, scope, "bil", 8)) ... caller.account_name ...
//
// Scoped inside the query. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::book {

struct Caller {
  std::optional<Id> contact_id;  // none: the account itself was found
  std::string contact_name;
  std::string contact_title;
  Id account_id;
  std::string account_name;
  std::string city;
  int mistakes = 0;         // in what was typed
  int letters_missing = 0;  // behind what was typed
};

// The best first; of equal ones a contact before an account, since it is a person who comes in.
std::vector<Caller> FindCallers(db::Connection& connection, const access::Scope& scope, std::string_view text,
                                int limit);

}  // namespace baton::book
