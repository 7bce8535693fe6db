// A whole calendar as programs publish it (iCalendar, RFC 5545): the times at which its owner is busy, within a window.
//
//   auto read = ReadCalendar(text, {.from = now, .to = in_ninety_days, .zone = "Europe/Berlin", .emails = {"jim@x.example"}});
//   if (read) for (const BusyTime& busy : read->busy) ...
//
// Repeated events are laid out: RRULE, RDATE, EXDATE, and single ones that were moved or cancelled (RECURRENCE-ID). Whole days
// and times without a zone are on the owner's wall. Zones are named ones (IANA, Windows, or with a program's prefix), through
// ICU; of one that has no such name the table in the calendar is used (VTIMEZONE). What is cancelled, declined by the owner, or
// marked as free is no busy time; a whole day that says nothing of the kind may be a birthday or a trade fair, and is told
// apart. What cannot be read is counted, never guessed, and so is, by reason, what is no meeting. Pure, thread-safe.
#pragma once

#include <array>
#include <boost/describe/enum.hpp>
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

// What is more is refused. These are of a calendar that is read every five minutes.
struct CalendarLimits {
  std::size_t bytes = kMaxCalendarBytes;
  std::size_t events = kMostCalendarEvents;
  std::size_t times = kMostBusyTimes;
  std::int64_t steps = 300'000;  // occurrences looked at, of all events together
};
// Of a file with years in it that somebody hands over once.
inline constexpr CalendarLimits kFileLimits = {32 * 1024 * 1024, 100'000, 50'000, 2'000'000};

inline constexpr std::size_t kMaxTitleBytes = 200;
inline constexpr std::size_t kMostInMeeting = 10;  // besides the owner

struct CalendarWindow {
  Instant from;
  Instant to;
  std::string zone;                 // of the owner. REQUIRES: IsZone(zone)
  std::vector<std::string> emails;  // the owner's, folded: what was declined under one of them is not busy
  CalendarLimits limits = {};
};

// Why a time in the window is no meeting; the first that holds.
enum class NoMeeting {
  cancelled,
  declined,    // by the owner
  free,        // marked so
  moment,      // without a length, as reminders are
  whole_day,   // or out of the office
  hidden,      // private or confidential
  alone,       // nobody else is in it whose address can be read
  not_in_it,   // the owner is not: of somebody else, or under another address
  unanswered,  // the owner has not said yes
  large,       // more than kMostInMeeting others
};
BOOST_DESCRIBE_ENUM(NoMeeting, cancelled, declined, free, moment, whole_day, hidden, alone, not_in_it,
                    unanswered, large)
inline constexpr std::size_t kNoMeetings = 10;

enum class Shows {
  busy,
  away,    // out of the office
  unsaid,  // a whole day of which the calendar does not say whether it takes time
};
BOOST_DESCRIBE_ENUM(Shows, busy, away, unsaid)

struct BusyTime {
  Instant starts_at;
  Instant ends_at;
  std::string title;  // empty: none, or private
  bool is_whole_day = false;
  Shows shows = Shows::busy;

  auto operator<=>(const BusyTime&) const = default;
};

// One in which the owner is, by an e-mail address of the window's, with a few others: somebody's meeting, not a webinar. None of
// what is private, takes a whole day, or that the owner has not said yes to where the calendar says such a thing.
struct MeetingTime {
  std::string uid;
  Day occurs_on;  // which one of a repeated event, also where it was moved; the first day of all of one that is not repeated
  Instant starts_at;
  Instant ends_at;
  std::optional<Instant> created_at;  // since when it stands in the calendar, where that is said
  std::vector<std::string> others;    // addresses, folded, of those who have not said no
};

struct CalendarContent {
  std::vector<BusyTime> busy;         // those that overlap the window, by their start
  std::vector<MeetingTime> meetings;  // of these, by their start
  std::int32_t events = 0;
  std::int32_t unread = 0;   // events left out: no start, a zone that nobody knows, a rule that is none
  std::int32_t outside = 0;  // events of which no time is in the window
  std::array<std::int32_t, kNoMeetings> no_meeting = {};  // times in the window, by NoMeeting
};

// Fails with the problem to say: no calendar, too large, too many events or times.
Result<CalendarContent> ReadCalendar(std::string_view text, const CalendarWindow& window);

// The zone that a program means: "Europe/Berlin", "W. Europe Standard Time", "/freeassociation.sourceforge.net/Europe/Berlin".
std::optional<std::string> FindZoneName(std::string_view name);

}  // namespace baton::format::icalendar
