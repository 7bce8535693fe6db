#include "scoreboard/period.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace baton::scoreboard {
namespace {

constexpr int kWeek = 7;
constexpr int kQuarterDays = 13 * kWeek;
constexpr int kYearDays = 52 * kWeek;
constexpr int kQuarters = 4;
constexpr int kQuartersBefore = 4;
constexpr std::size_t kQuarterName = 7;  // 2026-Q4

// The Monday of the week with the year's fourth of January.
std::optional<Day> FirstWeekOf(int year) {
  const auto day = ToDay({year, 1, 4});
  return day ? std::optional(MondayOf(*day)) : std::nullopt;
}

std::optional<Period> QuarterOf(int year, int quarter, Day today) {
  const auto first = FirstWeekOf(year);
  const auto next = FirstWeekOf(year + 1);
  if (!first || !next) return std::nullopt;
  const Day from = *first + (quarter - 1) * kQuarterDays;
  const Day end = quarter == kQuarters ? *next - 1 : from + kQuarterDays - 1;
  if (from > today) return std::nullopt;
  return Period{fmt::format("{:04}-Q{}", year, quarter), {from, std::min(end, today)}, Span{from, end}};
}

Period RollingOf(std::string_view name, int days, Day today) {
  return {.name = std::string(name), .span = {MondayOf(today) + kWeek - days, today}};
}

}  // namespace

Span Period::YearAgo() const { return {span.from - kYearDays, span.to - kYearDays}; }

Span Period::WeeksBefore() const {
  const int days = span.to - span.from + 1;
  return {span.from - days, span.to - days};
}

std::optional<Period> ParsePeriod(std::string_view name, Day today) {
  if (name == kUsualPeriod) return RollingOf(name, kQuarterDays, today);
  if (name == "52w") return RollingOf(name, kYearDays, today);
  if (name.size() != kQuarterName || name.substr(4, 2) != "-Q") return std::nullopt;
  int year = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + 4, year);
  const int quarter = name[6] - '0';
  if (error != std::errc() || end != name.data() + 4 || quarter < 1 || quarter > kQuarters)
    return std::nullopt;
  return QuarterOf(year, quarter, today);
}

std::vector<Period> LastQuarters(Day today, int count) {
  std::vector<Period> quarters;
  // Of the ISO year that today lies in.
  int year = ToCalendarDate(today).year + 1;
  int quarter = kQuarters;
  for (int tried = 0; tried < 2 * kQuarters + count && std::ssize(quarters) < count; ++tried) {
    if (auto period = QuarterOf(year, quarter, today)) quarters.push_back(std::move(*period));
    if (--quarter == 0) {
      quarter = kQuarters;
      --year;
    }
  }
  return quarters;
}

std::vector<Period> PeriodChoices(Day today) {
  std::vector<Period> choices{RollingOf(kUsualPeriod, kQuarterDays, today),
                              RollingOf("52w", kYearDays, today)};
  for (Period& quarter : LastQuarters(today, 1 + kQuartersBefore)) choices.push_back(std::move(quarter));
  return choices;
}

}  // namespace baton::scoreboard
