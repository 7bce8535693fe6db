// A manager's hours of the week before: with reps, and selling alone, day by day. From what is recorded: meetings, sessions
// that were held, promises that were kept. What nobody recorded is missing, and no hour counts twice.
//
//   const auto days = HoursOf(pieces, monday, "America/Chicago");   // of LayDay and AddSessions
//
// HoursOf is pure.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "http/call.h"
#include "today/day.h"

namespace baton::today {

struct DayHours {
  static constexpr const char* kSchemaName = "DayHours";

  Day on;
  std::int32_t coaching_minutes = 0;
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

// Seven days from `monday`. Where both are on at once it is coaching: the rep was there.
std::vector<DayHours> HoursOf(std::span<const DayPiece> pieces, Day monday, const std::string& zone);

// Of the week before the one that `today` lies in, on the person's clock; none: nothing is recorded of it.
std::optional<LastWeek> ViewLastWeek(const http::Call& call, const DayOwner& owner, const std::string& zone,
                                     Day today);

}  // namespace baton::today
