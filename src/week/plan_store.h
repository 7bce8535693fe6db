// Plans of weeks in the database.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "action/action.h"
#include "week/plan.h"

namespace baton::week {

// What holds in a week: the latest that was set up to it.
std::optional<WeekHours> FindHours(db::Connection& connection, Id org_id, Id manager_id, Day week_on);
Result<WeekHours> SetHours(action::Action& action, Id manager_id, Day week_on, std::int32_t minutes);

// Of a week, the latest first.
std::vector<WeekDraw> FindDraws(db::Connection& connection, Id org_id, Id manager_id, Day week_on);
std::optional<WeekDraw> FindDraw(db::Connection& connection, Id org_id, Id manager_id, Id id);
WeekDraw InsertDraw(action::Action& action, WeekDraw draw, std::span<const Need> needs);

// In the order of the draws, then by place.
std::vector<WeekPlace> FindPlaces(db::Connection& connection, Id org_id, std::span<const Id> draw_ids);
std::optional<WeekPlace> FindPlace(db::Connection& connection, Id org_id, Id id);

}  // namespace baton::week
