// Which rows of the book somebody may not take back any more: those of accounts that are others' now (action/tables.h). Rows
// without an account, and of an account that nobody owns, are nobody's: an own deed with them can be taken back.
#pragma once

#include <string_view>

#include "action/tables.h"

namespace baton::book {

// `account` is the expression that holds the account's id, in the table's own columns.
action::OutOfReach OthersAccounts(std::string_view table, std::string_view account);
// Activities and attendances: the same, but for the meetings of somebody's own calendar, which may be with anybody's client.
// `activity` is the expression that holds the activity's id.
action::OutOfReach OthersActivities(std::string_view table, std::string_view account,
                                    std::string_view activity);
// Ownerships. What a handoff moved can be taken back by its two sides, also from another team: handed over while the handoff
// is open, given back while the former owner has the account.
action::OutOfReach OthersOwnerships();

}  // namespace baton::book
