// What managers keep, for the slices that read it: takeovers, the plan.
//
//   for (const Kept& kept : share::FindKept(connection, org_id, account_ids, today)) ...
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <vector>

#include "action/action.h"
#include "db/connection.h"
#include "share/agreed_share.h"

namespace baton::share {

// An account that a manager keeps, by an agreement that holds on the day asked for.
struct Kept {
  Id account_id;
  Id manager_id;
  Id director_id;
  Day until_on;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (account_id, manager_id, director_id, until_on))

std::vector<Kept> FindKept(db::Connection& connection, Id org_id, std::span<const Id> account_ids, Day today);

// What the manager keeps by the agreement that holds on a day, if there is one.
struct Holding {
  std::optional<std::int32_t> share_percent;  // of the team's sales
  std::vector<Id> account_ids;
};
std::optional<Holding> FindHolding(db::Connection& connection, Id org_id, Id manager_id, Day today);

// Proposals that wait for this person's yes.
std::vector<AgreedShare> FindWaitingShares(db::Connection& connection, Id org_id, Id person_id);

// Proposes in place of what was proposed before, and tells the other. REQUIRES: FaultsOf gave none, the two and the
// accounts are there.
AgreedShare Propose(action::Action& action, AgreedShare share, std::span<const Id> account_ids);
// What held until now ends; the proposer is told.
Result<AgreedShare> Agree(action::Action& action, const AgreedShare& before);
Result<AgreedShare> End(action::Action& action, const AgreedShare& before);

}  // namespace baton::share
