// A month of the calendar, with its borders as days; where they lie in time is for the organization's time zone to say.
//
//   const auto month = ParseMonth("2028-02");   // month->from 2028-02-01, month->to 2028-02-29
//   Before(*month).Name()                       // "2028-01"
//
// Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace baton::report {

struct Month {
  Day from;
  Day to;  // its last day
  std::string Name() const;
  bool Holds(Day day) const { return day >= from && day <= to; }
  bool operator==(const Month&) const = default;
};

Month MonthOf(Day day);
Month Before(const Month& month);
Month After(const Month& month);
// "YYYY-MM" only.
std::optional<Month> ParseMonth(std::string_view name);

}  // namespace baton::report
