// The rows of a manager's first ninety days and of the organization's path, and what the API answers (docs/ninety-days.md).
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/problem.h"
#include "ninety_days/path.h"
#include "people/person.h"

namespace baton::ninety_days {

inline constexpr std::size_t kMostStopCharacters = 1'000;
inline constexpr std::size_t kMostTitleCharacters = 120;

// The row: what somebody set.
struct NinetyDays {
  static constexpr std::string_view kTable = "ninety_days";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  std::optional<Day> starts_on;
  std::string stop_text;
};
BOOST_DESCRIBE_STRUCT(NinetyDays, (), (org_id, id, version, person_id, starts_on, stop_text))

// The row.
struct PathRow {
  static constexpr std::string_view kTable = "ninety_days_path";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string steps;
};
BOOST_DESCRIBE_STRUCT(PathRow, (), (org_id, id, version, steps))

std::optional<NinetyDays> FindNinetyDays(db::Connection& connection, Id org_id, Id person_id);
Result<NinetyDays> Save(action::Action& action, const std::optional<NinetyDays>& before, NinetyDays after);

struct OrganizationPath {
  std::int64_t version = 0;  // 0: the usual one
  std::vector<PathStep> steps;
};
// Each step once, in the order of StepKey, whatever the row says.
OrganizationPath FindPath(db::Connection& connection, Id org_id);
std::vector<FieldFault> FaultsOf(const std::vector<PathStep>& steps);
// REQUIRES: FaultsOf is empty.
Result<Done> SavePath(action::Action& action, const std::vector<PathStep>& steps);

struct StepView {
  static constexpr const char* kSchemaName = "NinetyDaysStep";

  StepKey key = StepKey::decided;
  std::string title;  // the organization's own; empty: ours
  Day until_on;
  StepState state = StepState::open;
  bool is_late = false;
  // For the manager only.
  std::int64_t done = 0;
  std::int64_t of = 0;
  std::vector<std::string> waiting;  // names, at most a few
  std::int64_t more_waiting = 0;     // besides
};
BOOST_DESCRIBE_STRUCT(StepView, (), (key, title, until_on, state, is_late, done, of, waiting, more_waiting))

struct NinetyDaysView {
  static constexpr const char* kSchemaName = "NinetyDays";

  people::PersonRef person;
  std::int64_t version = 0;
  bool is_self = false;
  std::optional<Day> starts_on;     // none: nobody knows
  bool is_start_set = false;        // by somebody; else the day on which the role became manager
  std::optional<std::int32_t> day;  // 1: the first; 0 or less: it has not begun
  std::vector<StepView> steps;
  std::int64_t done = 0;
  std::optional<std::string> stop_text;  // for the manager only
};
BOOST_DESCRIBE_STRUCT(NinetyDaysView, (),
                      (person, version, is_self, starts_on, is_start_set, day, steps, done, stop_text))

struct NinetyDaysInput {
  static constexpr const char* kSchemaName = "NinetyDaysInput";

  std::optional<Day> starts_on;
  std::optional<std::string> stop_text;
};
BOOST_DESCRIBE_STRUCT(NinetyDaysInput, (), (starts_on, stop_text))

struct PathView {
  static constexpr const char* kSchemaName = "NinetyDaysPath";

  std::int64_t version = 0;
  std::vector<PathStep> steps;
};
BOOST_DESCRIBE_STRUCT(PathView, (), (version, steps))

struct PathInput {
  static constexpr const char* kSchemaName = "NinetyDaysPathInput";

  std::vector<PathStep> steps;  // empty: the usual one again
};
BOOST_DESCRIBE_STRUCT(PathInput, (), (steps))

}  // namespace baton::ninety_days
