// Reads what a plan is made from: one short read of the book, the team, the ties and the forbidden pairs.
#pragma once

#include <optional>
#include <vector>

#include "base/problem.h"
#include "db/connection.h"
#include "people/person.h"
#include "plan/facts.h"

namespace baton::plan {

inline constexpr std::int64_t kMaxAccounts = 10'000;  // of one plan; more is a problem, not a cut

struct GatherFor {
  Id org_id;
  Id lead_id;                   // whose plan it is: the reps below take over
  std::vector<Id> manager_ids;  // who hands over; those who may not (FindManagers) are passed over
  Instant now;
  // The accounts of the plan; none: all that the managers own. Those with a handoff under way and those that none of the
  // managers owns are left out, so that a draft follows the book.
  std::optional<std::vector<Id>> account_ids = {};
  bool is_cover =
      false;  // nobody hands over: whoever is named of the lead's team, a rep too, is covered by the others
};

// Who may hand over in a plan of this lead: the lead, and below the lead whoever leads others or is there to, and reps who leave on a
// day that is known. The lead first, then by name.
std::vector<people::Person> FindManagers(db::Connection& connection, Id org_id, Id lead_id);

Result<Facts> Gather(db::Connection& connection, const GatherFor& wanted);

}  // namespace baton::plan
