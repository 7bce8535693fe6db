// Three kinds of time that are never mixed.
//   Instant: a point on the time line (`_at`), milliseconds UTC since 1970; RFC 3339 in JSON.
//   Day:     a date on the wall (`_on`), days since 1970-01-01, no zone: close date, absence, renewal;
//   YYYY-MM-DD in JSON. LocalTime: a date and time on the wall of a named zone, from which the instant is
//   derived (base/zone.h).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton {

struct Instant {
  std::int64_t milliseconds = 0;
  auto operator<=>(const Instant&) const = default;
};

struct Day {
  std::int32_t days = 0;
  auto operator<=>(const Day&) const = default;
};

struct CalendarDate {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
  auto operator<=>(const CalendarDate&) const = default;
};

struct LocalTime {
  Day day;
  int minute_of_day = 0;  // 0..1439
  auto operator<=>(const LocalTime&) const = default;
};

inline constexpr std::int64_t kMillisecondsPerMinute = 60'000;
inline constexpr std::int64_t kMillisecondsPerDay = 86'400'000;

inline Instant operator+(Instant instant, std::int64_t milliseconds) {
  return Instant{instant.milliseconds + milliseconds};
}
inline Instant operator-(Instant instant, std::int64_t milliseconds) {
  return Instant{instant.milliseconds - milliseconds};
}
inline Day operator+(Day day, int days) { return Day{day.days + days}; }
inline Day operator-(Day day, int days) { return Day{day.days - days}; }
inline int operator-(Day left, Day right) { return left.days - right.days; }

// Nothing when there is no such day (30 February) or the year is outside 1..9999.
std::optional<Day> ToDay(CalendarDate date);
CalendarDate ToCalendarDate(Day day);
int Weekday(Day day);   // ISO: 1 = Monday .. 7 = Sunday
Day MondayOf(Day day);  // the first day of its ISO week

std::string ToString(Day day);          // 2026-11-24
std::string ToString(Instant instant);  // 2026-11-24T09:41:00Z, with .123 where milliseconds are not zero
std::optional<Day> ParseDay(std::string_view text);          // YYYY-MM-DD only
std::optional<Instant> ParseInstant(std::string_view text);  // RFC 3339 with Z or an offset

}  // namespace baton
