// Reads what a plan is made from: one short read of the book, the team, the ties and the forbidden pairs.
#pragma once

#include <optional>
#include <vector>

#include "base/problem.h"
#include "db/connection.h"
#include "plan/facts.h"

namespace baton::plan {

inline constexpr std::int64_t kMaxAccounts = 2000;  // of one plan; more is a problem, not a cut

struct GatherFor {
  Id org_id;
  Id manager_id;
  Instant now;
  // The accounts of the plan; none: all that the manager owns. Those with a handoff under way and those that the
  // manager does not own are left out, so that a draft follows the book.
  std::optional<std::vector<Id>> account_ids = {};
};

Result<Facts> Gather(db::Connection& connection, const GatherFor& wanted);

}  // namespace baton::plan
