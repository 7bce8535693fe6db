#include "report/month.h"

#include "base/check.h"

namespace baton::report {

namespace {

constexpr std::size_t kNameLength = 7;  // YYYY-MM
constexpr int kLastMonth = 12;

Month MonthIn(int year, int month) {
  const auto from = ToDay({year, month, 1});
  const auto next = month == kLastMonth ? ToDay({year + 1, 1, 1}) : ToDay({year, month + 1, 1});
  Check(from && next, "a month lies in the years that days have");
  return {*from, *next - 1};
}

}  // namespace

std::string Month::Name() const { return ToString(from).substr(0, kNameLength); }

Month MonthOf(Day day) {
  const CalendarDate date = ToCalendarDate(day);
  return MonthIn(date.year, date.month);
}

Month Before(const Month& month) { return MonthOf(month.from - 1); }
Month After(const Month& month) { return MonthOf(month.to + 1); }

std::optional<Month> ParseMonth(std::string_view name) {
  if (name.size() != kNameLength) return std::nullopt;
  const auto first = ParseDay(std::string(name) + "-01");
  // The last month that days have has no day after it.
  if (!first || ToCalendarDate(*first).year > 9998 || ToCalendarDate(*first).year < 1900) return std::nullopt;
  return MonthOf(*first);
}

}  // namespace baton::report
