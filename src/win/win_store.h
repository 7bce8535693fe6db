// Wins in the database.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "action/action.h"
#include "win/win.h"

namespace baton::win {

std::optional<Win> FindWin(db::Connection& connection, Id org_id, Id id);
std::vector<Win> FindWinsOfDeals(db::Connection& connection, Id org_id, std::span<const Id> deal_ids);
// Won since, not thanked for first, then the latest.
std::vector<Win> FindWinsOfManager(db::Connection& connection, Id org_id, Id manager_id, Day since_on);
// For which a rep was thanked since, the latest first.
std::vector<Win> FindThanks(db::Connection& connection, Id org_id, Id rep_id, Instant since);

// In the order of `wins`; those whose deal or people are gone are left out. Facts are read for the manager alone.
std::vector<WinView> ViewWins(db::Connection& connection, Id org_id, std::span<const Win> wins, Id viewer_id);

// The manager says thank you, and the rep is told. REQUIRES: nobody has yet.
Result<Win> Thank(action::Action& action, const Win& before, std::string_view words);

}  // namespace baton::win
