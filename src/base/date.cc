#include "base/date.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "base/clock.h"

namespace baton {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

// Reads exactly `count` digits at `text[at]`.
std::optional<int> Digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// "Z", "+02:00", "-05:30": minutes east of UTC.
std::optional<int> OffsetMinutes(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = Digits(text, 1, 2);
  const auto minutes = Digits(text, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const int offset = *hours * 60 + *minutes;
  return text[0] == '-' ? -offset : offset;
}

// Cuts ".123456" from the front of `text` and gives its milliseconds.
std::optional<int> TakeFraction(std::string_view& text) {
  if (text.empty() || text.front() != '.') return 0;
  text.remove_prefix(1);
  int milliseconds = 0;
  int digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 3) milliseconds = milliseconds * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) milliseconds *= 10;
  return milliseconds;
}

}  // namespace

Instant SystemClock::Now() const {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

std::optional<Day> ToDay(CalendarDate date) {
  if (date.year < 1 || date.year > 9999 || date.month < 1 || date.day < 1) return std::nullopt;
  const year_month_day value{year(date.year), month(static_cast<unsigned>(date.month)),
                             day(static_cast<unsigned>(date.day))};
  if (!value.ok()) return std::nullopt;
  return Day{static_cast<std::int32_t>(sys_days(value).time_since_epoch().count())};
}

CalendarDate ToCalendarDate(Day value) {
  const year_month_day date{sys_days(days(value.days))};
  return CalendarDate{static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                      static_cast<int>(static_cast<unsigned>(date.day()))};
}

int Weekday(Day value) {
  return static_cast<int>(std::chrono::weekday(sys_days(days(value.days))).iso_encoding());
}

Day MondayOf(Day value) { return value - (Weekday(value) - 1); }

std::string ToString(Day value) {
  const CalendarDate date = ToCalendarDate(value);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string ToString(Instant instant) {
  auto in_day = instant.milliseconds % kMillisecondsPerDay;
  if (in_day < 0) in_day += kMillisecondsPerDay;
  const Day date{static_cast<std::int32_t>((instant.milliseconds - in_day) / kMillisecondsPerDay)};
  const auto seconds = in_day / 1000;
  const auto fraction = in_day % 1000;
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", ToString(date), seconds / 3600, seconds / 60 % 60,
                     seconds % 60, fraction == 0 ? "" : fmt::format(".{:03}", fraction));
}

std::optional<Day> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = Digits(text, 0, 4);
  const auto m = Digits(text, 5, 2);
  const auto d = Digits(text, 8, 2);
  if (!y || !m || !d) return std::nullopt;
  return ToDay({*y, *m, *d});
}

std::optional<Instant> ParseInstant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto date = ParseDay(text.substr(0, 10));
  const auto hour = Digits(text, 11, 2);
  const auto minute = Digits(text, 14, 2);
  const auto second = Digits(text, 17, 2);
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  std::string_view rest = text.substr(19);
  const auto fraction = TakeFraction(rest);
  const auto offset = OffsetMinutes(rest);
  if (!fraction || !offset) return std::nullopt;
  const std::int64_t minutes = *hour * 60 + *minute - *offset;
  return Instant{date->days * kMillisecondsPerDay + minutes * kMillisecondsPerMinute + *second * 1000 +
                 *fraction};
}

}  // namespace baton
