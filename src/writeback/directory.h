// Owners that moved here and have to move elsewhere, and what other systems showed of them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "base/problem.h"
#include "db/connection.h"
#include "http/answer.h"
#include "intake/load.h"
#include "writeback/crm_file.h"
#include "writeback/owner_change.h"

namespace baton::writeback {

struct ChangeFilter {
  std::optional<ChangeState> state;
  std::optional<Id> account_id;
  std::optional<std::string> source;
  std::optional<std::string> after;  // `next` of the page before
  int limit = 50;
};

// Of accounts within the scope that a handoff has moved: one for each system that they came from, the latest first. Fails
// where `after` is nothing that a page said.
Result<http::Page<OwnerChange>> ListChanges(db::Connection& connection, const access::Scope& scope,
                                            const ChangeFilter& filter);

// The same in numbers, a system a row, those with the most to do first.
std::vector<SystemChanges> CountChanges(db::Connection& connection, const access::Scope& scope);

// What has to go to one system: its accounts that wait or differ, or the open deals at them.
std::string FileFor(db::Connection& connection, const access::Scope& scope, std::string_view source,
                    Object object);

// An import showed these owners: kept for accounts that a handoff has moved, at the cost of one look-up for all others.
void NoteOwners(action::Action& action, std::string_view source, std::span<const intake::SeenOwner> seen);

}  // namespace baton::writeback
