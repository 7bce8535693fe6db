// When people became managers: as the log of changes has it, and as somebody set it. Stateless, hence thread-safe.
//
//   const auto promoted = people::FindPromotions(connection, org_id, {jim_id});   // promoted.at(jim_id): that instant
//   const auto first_on = people::FindFirstDay(connection, jim, zone);            // day 1 of ninety, wherever they are counted
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "people/person.h"

namespace baton::people {

// The last change of the role to manager, for those of these people who had one: who began as a manager had none.
std::map<Id, Instant> FindPromotions(db::Connection& connection, Id org_id, std::span<const Id> ids);

// The first days that somebody set (docs/ninety-days.md). The slice ninety_days writes that row; its one column is read here, since
// slices on which that one rests count from the same day.
std::map<Id, Day> FindSetFirstDays(db::Connection& connection, Id org_id, std::span<const Id> ids);

// The first day as a manager: the one that was set, else the day of the promotion, else the first working day.
std::optional<Day> FindFirstDay(db::Connection& connection, const Person& person, const std::string& zone);

}  // namespace baton::people
