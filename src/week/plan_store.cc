#include "week/plan_store.h"

#include <fmt/format.h>

namespace baton::week {
namespace {

constexpr std::string_view kHours = "org_id, id, version, manager_id, week_on, minutes";
constexpr std::string_view kDraw =
    "org_id, id, version, manager_id, week_on, number, seed, minutes, drawn_at, reason";
constexpr std::string_view kPlace =
    "org_id, id, version, draw_id, rep_id, place, stratum, kind, minutes, account_id, days_without, level, "
    "state, skip_reason, promise_id";

}  // namespace

std::optional<WeekHours> FindHours(db::Connection& connection, Id org_id, Id manager_id, Day week_on) {
  return connection.QueryOne<WeekHours>(
      fmt::format("SELECT {} FROM week_hours WHERE org_id = $1 AND manager_id = $2 AND week_on <= $3 "
                  "ORDER BY week_on DESC LIMIT 1",
                  kHours),
      org_id, manager_id, week_on);
}

Result<WeekHours> SetHours(action::Action& action, Id manager_id, Day week_on, std::int32_t minutes) {
  const auto found = FindHours(action.tx(), action.org_id(), manager_id, week_on);
  if (!found || found->week_on != week_on) {
    return action.Insert(WeekHours{.manager_id = manager_id, .week_on = week_on, .minutes = minutes});
  }
  WeekHours changed = *found;
  changed.minutes = minutes;
  return action.Update(*found, changed);
}

std::vector<WeekDraw> FindDraws(db::Connection& connection, Id org_id, Id manager_id, Day week_on) {
  return connection.Query<WeekDraw>(
      fmt::format("SELECT {} FROM week_draw WHERE org_id = $1 AND manager_id = $2 AND week_on = $3 "
                  "ORDER BY number DESC",
                  kDraw),
      org_id, manager_id, week_on);
}

std::optional<WeekDraw> FindDraw(db::Connection& connection, Id org_id, Id manager_id, Id id) {
  return connection.QueryOne<WeekDraw>(
      fmt::format("SELECT {} FROM week_draw WHERE org_id = $1 AND manager_id = $2 AND id = $3", kDraw),
      org_id, manager_id, id);
}

WeekDraw InsertDraw(action::Action& action, WeekDraw draw, std::span<const Need> needs) {
  draw = action.Insert(std::move(draw));
  std::vector<WeekPlace> places;
  for (const Drawn& one : Draw(needs, draw.seed)) {
    const Topic topic = TopicOf(one.need);
    places.push_back({.draw_id = draw.id,
                      .rep_id = one.need.rep_id,
                      .place = static_cast<std::int32_t>(places.size()) + 1,
                      .stratum = one.stratum,
                      .kind = topic.kind,
                      .minutes = topic.minutes,
                      .account_id = topic.account_id,
                      .days_without = one.need.days_without,
                      .level = one.need.level});
  }
  action.InsertMany(std::span(places));
  return draw;
}

std::vector<WeekPlace> FindPlaces(db::Connection& connection, Id org_id, std::span<const Id> draw_ids) {
  return connection.Query<WeekPlace>(
      fmt::format(
          "SELECT {} FROM week_place WHERE org_id = $1 AND draw_id IN baton_list($2) ORDER BY draw_id, place",
          kPlace),
      org_id, db::IdList(draw_ids));
}

std::optional<WeekPlace> FindPlace(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<WeekPlace>(
      fmt::format("SELECT {} FROM week_place WHERE org_id = $1 AND id = $2", kPlace), org_id, id);
}

}  // namespace baton::week
