// What the API answers of managers side by side. A figure is as the manager's own scoreboard shows it to those above.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "people/person.h"
#include "scoreboard/scoreboard_view.h"

namespace baton::managers {

// Reps of the team whose skill the manager coached in the time.
struct CoverageView {
  static constexpr const char* kSchemaName = "ManagerCoverage";
  scoreboard::Guard guard = scoreboard::Guard::none;  // why there is none
  std::int64_t count = 0;
  std::int64_t of = 0;
};
BOOST_DESCRIBE_STRUCT(CoverageView, (), (guard, count, of))

// What would go with somebody who leaves, as `/departures` has it.
struct ExposureView {
  static constexpr const char* kSchemaName = "ManagerExposure";
  std::int32_t accounts = 0;
  std::int64_t expected_minor = 0;
  std::int64_t low_minor = 0;  // four years in five lie between the two
  std::int64_t high_minor = 0;
  std::int64_t worst_minor = 0;    // the average of the worst 5%
  std::int32_t single_thread = 0;  // accounts that hang on this one person
  std::int32_t without_ties = 0;   // accounts of which that is not known
};
BOOST_DESCRIBE_STRUCT(ExposureView, (),
                      (accounts, expected_minor, low_minor, high_minor, worst_minor, single_thread,
                       without_ties))

struct ManagerLineView {
  static constexpr const char* kSchemaName = "ManagerLine";
  people::PersonRef person;
  std::optional<people::PersonRef> reports_to;  // none: the reader
  std::int32_t depth = 1;                       // below the reader
  std::optional<Day> began_on;                  // the first day of the role; none: not known
  // What is counted of a new manager is the manager's alone until this day: those figures are none.
  std::optional<Day> alone_until;
  std::optional<std::int32_t> steps_done;  // of the first ninety days, while they run
  std::optional<std::int32_t> steps_of;
  // Of now.
  std::int64_t held = 0;                  // accounts still owned, without those kept by agreement
  std::int64_t kept = 0;                  // by agreement
  std::optional<std::int32_t> held_then;  // owned on the first day; none: not known
  std::int64_t handoffs = 0;              // under way
  std::int64_t stuck = 0;                 // of them
  std::optional<ExposureView> exposure;   // none: no clients, or not worked out
  // As of ManagersView::as_of; none: not worked out.
  std::optional<std::int64_t> reps;  // in the team, at any depth
  std::optional<scoreboard::FigureView> own_share;
  std::optional<CoverageView> coached;
  std::optional<scoreboard::FigureView> promises;
  std::optional<scoreboard::SayingView> saying;
  std::int64_t enabled = 0;      // wins
  std::int64_t personal = 0;     // wins
  std::int64_t team = 0;         // all wins of the team, enabled or not
  std::int64_t team_before = 0;  // in the time that it is held against
  scoreboard::Against against = scoreboard::Against::year_ago;
  std::vector<scoreboard::LinePointView> quarters;  // since the promotion, the earliest first
};
BOOST_DESCRIBE_STRUCT(ManagerLineView, (),
                      (person, reports_to, depth, began_on, alone_until, steps_done, steps_of, held, kept,
                       held_then, handoffs, stuck, exposure, reps, own_share, coached, promises, saying,
                       enabled, personal, team, team_before, against, quarters))

// Somebody on whom clients hang alone.
struct SinglePointView {
  static constexpr const char* kSchemaName = "SinglePoint";
  people::PersonRef person;
  bool is_self = false;
  ExposureView exposure;
};
BOOST_DESCRIBE_STRUCT(SinglePointView, (), (person, is_self, exposure))

struct WorkingView {
  static constexpr const char* kSchemaName = "ManagersWorking";
  std::int64_t done = 0;  // managers
  std::int64_t of = 0;
};
BOOST_DESCRIBE_STRUCT(WorkingView, (), (done, of))

struct ManagersView {
  static constexpr const char* kSchemaName = "Managers";
  std::string currency;
  std::optional<Instant> as_of;                  // of the figures; none: not worked out yet
  std::optional<WorkingView> working;            // where it is not, and they are being worked out
  std::optional<Instant> exposure_as_of;         // none: not worked out yet
  std::optional<scoreboard::PeriodView> period;  // of the figures
  std::vector<ManagerLineView> items;            // by name
  std::vector<SinglePointView> single_points;    // with whom most is expected to go first
  std::int64_t more_single_points = 0;           // that are not in the list
  std::int32_t alike = 0;  // so many of the first single points cannot be told apart: their ranges overlap
};
BOOST_DESCRIBE_STRUCT(ManagersView, (),
                      (currency, as_of, working, exposure_as_of, period, items, single_points,
                       more_single_points, alike))

}  // namespace baton::managers
