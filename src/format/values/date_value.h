// Dates and times as people and programs write them.
//
//   ParseDay("24.11.2026", {DateOrder::day_first})                    -> 2026-11-24
//   ParseDay("02/03/24", {DateOrder::month_first})                    -> 2024-02-03
//   ParseInstant("2024-01-22T16:14:25.000+0000", {}, "Europe/Zurich") -> the offset in the text holds, not
//   the zone
//
// Read: 2026-11-24 and 2026/11/24 (any form), D/M/Y or M/D/Y with / or -, D.M.Y, 24-Nov-26, Nov 24, 2026; a
// time after a blank or T as 9:41, 09:41:07.123, 8:55 PM; Z, UTC, GMT, +02:00, +0200, +02, and the `Z-0300`
// of one vendor. Pure functions, thread-safe.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/problem.h"

namespace baton::format {

enum class DateOrder { year_first, day_first, month_first };

struct DateForm {
  DateOrder order = DateOrder::year_first;
  int pivot = 70;  // two-digit years below it are 20yy, the others 19yy

  bool operator==(const DateForm&) const = default;
};

// A date and perhaps a time, cut into numbers, before it is decided which of them is the month.
struct WrittenDate {
  std::array<int, 3> numbers = {};
  std::array<int, 3> digits = {};  // how many digits each has; 0 for a month written as a word
  int month_word = -1;             // which of the three is a month's name
  char separator = '-';
  bool has_time = false;
  int millisecond_of_day = 0;
  std::optional<int> offset_minutes;
};

// Nothing when the text is not shaped like a date.
std::optional<WrittenDate> ReadDate(std::string_view text);

// The day under a form, nothing when there is none: a month 13, 30 February, an order that the text excludes.
// A year of four digits in front, or a month written as a word, overrules the form.
std::optional<Day> ToDay(const WrittenDate& date, DateForm form);

// The day as written; a time behind it is dropped, and no zone moves it.
Result<Day> ParseDay(std::string_view text, DateForm form);

// `zone` (IANA) is taken when the text has no offset of its own; a date without time is its midnight.
// REQUIRES: IsZone(zone).
Result<Instant> ParseInstant(std::string_view text, DateForm form, const std::string& zone);

}  // namespace baton::format
