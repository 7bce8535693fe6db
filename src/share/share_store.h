// Agreed shares in the database, and how the API shows them.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "access/policy.h"
#include "share/directory.h"

namespace baton::share {

// Within the scope: own are those of the person on either side, team those of managers below.
std::optional<AgreedShare> FindShare(db::Connection& connection, const access::Scope& scope, Id id);
// The newest first; without `with_ended` only what is proposed or holds.
std::vector<AgreedShare> ListShares(db::Connection& connection, const access::Scope& scope,
                                    std::optional<Id> manager_id, bool with_ended, Day today);
// The nearest director above.
std::optional<Id> FindDirectorOf(db::Connection& connection, Id org_id, Id manager_id);

std::vector<ShareView> ViewShares(db::Connection& connection, Id org_id, std::span<const AgreedShare> shares,
                                  Id viewer_id, Day today);

}  // namespace baton::share
