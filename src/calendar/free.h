// Whether somebody is free at this minute, from what is known: own calendars, time given to clients and reps, working hours,
// absences. Never from presence, and never a guess: with nothing to go by the answer is "ask".
//
//   const Freedom free = FreeAt(facts, now);   // free, until 10:30
//
// Pure, thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace baton::calendar {

struct Span {
  Instant from;
  Instant to;

  auto operator<=>(const Span&) const = default;
};

// Touching is not overlapping.
inline bool Overlaps(const Span& a, const Span& b) { return a.from < b.to && b.from < a.to; }

// How many whole minutes of a span some of `spans` cover, whatever of them overlaps.
std::int32_t MinutesCovered(std::vector<Span> spans, const Span& within);

// A stretch of each week, on the person's wall.
struct WorkingHours {
  std::int32_t weekday = 1;      // 1 Monday .. 7 Sunday
  std::int32_t from_minute = 0;  // of the day
  std::int32_t to_minute = 0;

  auto operator<=>(const WorkingHours&) const = default;
};

enum class Standing {
  free,     // until `until_at`, or for the rest of the day
  busy,     // until `until_at`, or for the rest of the day
  away,     // absent, out of the office, or outside the working hours; until `until_at` where that is today
  unknown,  // nothing says so: ask
};
BOOST_DESCRIBE_ENUM(Standing, free, busy, away, unknown)

struct FreeFacts {
  std::string zone;                // of the person. REQUIRES: IsZone(zone)
  bool has_calendar = false;       // a calendar of the person was read, not too long ago
  std::vector<Span> busy;          // from anywhere, in any order
  std::vector<Span> away;          // of these, out of the office
  std::vector<Span> unsaid;        // whole days in the calendar, of which nobody knows whether they take time
  std::vector<WorkingHours> week;  // empty: nobody has said
  bool is_absent = false;          // today
};

struct Freedom {
  Standing standing = Standing::unknown;
  std::optional<Instant> until_at;
  bool operator==(const Freedom&) const = default;
};

// Busy is said also without a calendar: what stands in the way is known, what is free is not.
Freedom FreeAt(const FreeFacts& facts, Instant now);

// A calendar that was not read for so long says nothing about now.
inline constexpr std::int64_t kFreshFor = 60 * kMillisecondsPerMinute;

// What of the days `first` to `last` lies outside the working hours, by time; nothing where nobody has said (`week` is empty).
std::vector<Span> OutsideOf(const std::vector<WorkingHours>& week, Day first, Day last,
                            const std::string& zone);

// "1 540-720 780-1020; 2 540-1020": how the week is kept. Sorted, one text for one week.
std::string ToText(std::vector<WorkingHours> week);
std::vector<WorkingHours> ParseWeek(std::string_view text);  // what ToText wrote

}  // namespace baton::calendar
