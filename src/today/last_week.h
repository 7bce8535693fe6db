// A manager's hours of the week before, day by day: with reps, and selling alone. Where hours went is hour's to say (hour/hours.h); what
// nobody recorded is missing.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "http/call.h"
#include "people/person.h"

namespace baton::today {

struct DayHours {
  static constexpr const char* kSchemaName = "DayHours";

  Day on;
  std::int32_t coaching_minutes = 0;  // with reps, also on their deals
  std::int32_t selling_minutes = 0;
};
BOOST_DESCRIBE_STRUCT(DayHours, (), (on, coaching_minutes, selling_minutes))

struct LastWeek {
  static constexpr const char* kSchemaName = "LastWeek";

  std::int32_t coaching_minutes = 0;
  std::int32_t selling_minutes = 0;
  std::vector<DayHours> days;  // Monday to Sunday
};
BOOST_DESCRIBE_STRUCT(LastWeek, (), (coaching_minutes, selling_minutes, days))

// Of the week before the one that `today` lies in, on the person's clock, `zone`; none: nothing is recorded of it. `team`: the reps.
std::optional<LastWeek> ViewLastWeek(const http::Call& call, const people::Person& me,
                                     const std::set<Id>& team, const std::string& zone, Day today);

}  // namespace baton::today
