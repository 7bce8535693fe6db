// Since when an account is served by the firm and by one person of ours, as far as the book knows: from its intervals of ownership and
// what happened with it. A book that was imported yesterday knows no more than its oldest activity.
//
//   for (const book::Tenure& tenure : book::FindTenures(connection, org_id, person_id, accounts, now)) ...
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::book {

struct Tenure {
  Id account_id;
  Instant firm_since;
  std::optional<Instant> person_since;  // none: the person never served it
};
BOOST_DESCRIBE_STRUCT(Tenure, (), (account_id, firm_since, person_since))

// By account; those of which nothing is known are left out.
std::vector<Tenure> FindTenures(db::Connection& connection, Id org_id, Id person_id,
                                std::span<const Id> account_ids, Instant now);

}  // namespace baton::book
