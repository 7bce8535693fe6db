// A whole calendar as programs publish it (iCalendar, RFC 5545): the times at which its owner is busy, within a window.
//
//   auto read = ReadCalendar(text, {.from = now, .to = in_ninety_days, .zone = "Europe/Berlin", .emails = {"jim@x.example"}});
//   if (read) for (const BusyTime& busy : read->busy) ...
//
// Repeated events are laid out: RRULE, RDATE, EXDATE, and single ones that were moved or cancelled (RECURRENCE-ID). Whole days
// and times without a zone are on the owner's wall. Zones are named ones (IANA, Windows, or with a program's prefix), through
// ICU; the tables in the calendar are not used but for one without summer time. What is cancelled, declined by the owner, or
// marked as free is no busy time. What cannot be read is counted, never guessed. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/problem.h"

namespace baton::format::icalendar {

inline constexpr std::size_t kMaxCalendarBytes = 8 * 1024 * 1024;
inline constexpr std::size_t kMostCalendarEvents = 20'000;
inline constexpr std::size_t kMostBusyTimes = 5'000;
inline constexpr std::size_t kMaxTitleBytes = 200;

struct CalendarWindow {
  Instant from;
  Instant to;
  std::string zone;                 // of the owner. REQUIRES: IsZone(zone)
  std::vector<std::string> emails;  // the owner's, folded: what was declined under one of them is not busy
};

struct BusyTime {
  Instant starts_at;
  Instant ends_at;
  std::string title;  // empty: none, or private
  bool is_whole_day = false;

  auto operator<=>(const BusyTime&) const = default;
};

struct CalendarContent {
  std::vector<BusyTime> busy;  // those that overlap the window, by their start
  std::int32_t events = 0;
  std::int32_t unread = 0;  // events left out: no start, a zone that nobody knows, a rule that is none
};

// Fails with the problem to say: no calendar, too large, too many events or times.
Result<CalendarContent> ReadCalendar(std::string_view text, const CalendarWindow& window);

// The zone that a program means: "Europe/Berlin", "W. Europe Standard Time", "/freeassociation.sourceforge.net/Europe/Berlin".
std::optional<std::string> FindZoneName(std::string_view name);

}  // namespace baton::format::icalendar
