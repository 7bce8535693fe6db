// The week's coaching plan of a manager: the hours there are, who needs them, in which order by lot, and what became of it
// (docs/week.md). A draw is written down with its seed, with everybody who was in it and the need that stood then; it is
// never changed. Drawing again leaves the earlier one in place and says why.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "coaching/promise.h"
#include "people/person.h"
#include "week/need.h"

namespace baton::week {

inline constexpr std::size_t kMaxReasonCharacters = 300;

enum class SkipReason { rep_away, not_needed, no_time, other };
BOOST_DESCRIBE_ENUM(SkipReason, rep_away, not_needed, no_time, other)

// The row: what holds from a week on.
struct WeekHours {
  static constexpr std::string_view kTable = "week_hours";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Day week_on;
  std::int32_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(WeekHours, (), (org_id, id, version, manager_id, week_on, minutes))

// The row.
struct WeekDraw {
  static constexpr std::string_view kTable = "week_draw";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Day week_on;
  std::int32_t number = 1;  // of the week's draws; the last one holds
  std::int64_t seed = 0;
  std::int32_t minutes = 0;  // that there were then
  Instant drawn_at;
  std::string reason;  // of another one
};
BOOST_DESCRIBE_STRUCT(WeekDraw, (),
                      (org_id, id, version, manager_id, week_on, number, seed, minutes, drawn_at, reason))

// The row: one who was in a draw.
struct WeekPlace {
  static constexpr std::string_view kTable = "week_place";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id draw_id;
  Id rep_id;
  std::int32_t place = 0;  // from 1
  Stratum stratum = Stratum::other;
  coaching::PromiseKind kind = coaching::PromiseKind::one_to_one;
  std::int32_t minutes = 0;
  std::optional<Id> account_id;
  std::optional<std::int32_t> days_without;
  std::optional<std::int32_t> level;
  PlaceState state = PlaceState::proposed;
  std::optional<SkipReason> skip_reason;
  std::optional<Id> promise_id;
};
BOOST_DESCRIBE_STRUCT(WeekPlace, (),
                      (org_id, id, version, draw_id, rep_id, place, stratum, kind, minutes, account_id,
                       days_without, level, state, skip_reason, promise_id))

struct DrawView {
  static constexpr const char* kSchemaName = "WeekDraw";

  std::int32_t number = 1;
  std::int64_t seed = 0;
  Instant drawn_at;
  std::string reason;
  std::vector<people::PersonRef> order;
};
BOOST_DESCRIBE_STRUCT(DrawView, (), (number, seed, drawn_at, reason, order))

enum class PlaceDeed { promise, skip };
BOOST_DESCRIBE_ENUM(PlaceDeed, promise, skip)

// A rep in the plan. Before a draw, and for who came to the team since, there is neither id nor place.
struct PlaceView {
  static constexpr const char* kSchemaName = "WeekPlace";

  std::optional<Id> id;
  std::int64_t version = 0;
  std::optional<std::int32_t> place;
  people::PersonRef rep;
  Stratum stratum = Stratum::other;
  coaching::PromiseKind kind = coaching::PromiseKind::one_to_one;
  std::int32_t minutes = 0;
  std::optional<book::AccountRef> account;
  std::optional<std::int32_t> days_without;  // coaching; none: none in eight weeks
  std::optional<std::int32_t> level;
  PlaceState state = PlaceState::proposed;
  std::optional<SkipReason> skip_reason;
  bool fits = false;                            // into the hours
  std::optional<Instant> starts_at;             // when it could be
  std::vector<coaching::PromiseView> promises;  // to this rep, due in the week; kept ones too
  std::vector<PlaceDeed> may;
};
BOOST_DESCRIBE_STRUCT(PlaceView, (),
                      (id, version, place, rep, stratum, kind, minutes, account, days_without, level, state,
                       skip_reason, fits, starts_at, promises, may))

struct CoverageView {
  static constexpr const char* kSchemaName = "WeekCoverage";

  people::PersonRef rep;
  std::vector<std::int32_t> weeks;  // minutes in each of four weeks, this one last
  std::int32_t minutes = 0;
  std::optional<Day> last_on;
};
BOOST_DESCRIBE_STRUCT(CoverageView, (), (rep, weeks, minutes, last_on))

// What a manager's own calendars leave of the week. Of no use before one was read.
struct CalendarView {
  static constexpr const char* kSchemaName = "WeekCalendar";

  std::int32_t working_minutes = 0;  // by the working hours; Monday to Friday, 9 to 17 where nobody has said
  bool is_working_set = false;
  std::int32_t free_minutes = 0;  // of these, with nothing in them but what is coaching anyway
  Instant as_of;
};
BOOST_DESCRIBE_STRUCT(CalendarView, (), (working_minutes, is_working_set, free_minutes, as_of))

struct PlanView {
  static constexpr const char* kSchemaName = "WeekPlan";

  Day week_on;
  bool is_over = false;
  std::int32_t minutes = 0;        // that there are
  std::int64_t hours_version = 0;  // of the week it is now, where a change begins; 0: nothing was set in it
  bool is_minutes_set = false;     // by the manager; else the usual ones, a judgement
  std::optional<CalendarView> calendar;
  std::int32_t owed_minutes = 0;      // in open and kept promises of the week
  std::int32_t proposed_minutes = 0;  // that fit besides
  std::optional<DrawView> draw;       // the one that holds
  std::vector<DrawView> earlier;      // draws of this week that another one has followed, the latest first
  std::vector<PlaceView> places;
  std::vector<CoverageView> coverage;
  std::optional<people::PersonRef> least;  // coached; none: nobody stands out
};
BOOST_DESCRIBE_STRUCT(PlanView, (),
                      (week_on, is_over, minutes, hours_version, is_minutes_set, calendar, owed_minutes,
                       proposed_minutes, draw, earlier, places, coverage, least))

// Draws seeds: a number in [0, kSeeds) at each call.
using Seeds = std::function<std::int64_t()>;

}  // namespace baton::week
