// The time that a scoreboard is about, in whole weeks of the organization's calendar: "13w", the last thirteen weeks with this one;
// "52w"; or "2026-Q4", a quarter of thirteen ISO weeks (the last one has fourteen in a year of 53). A quarter that is still running
// ends today, and so does what it is compared with, a year ago.
//
//   const auto period = ParsePeriod("2026-Q4", today);   // period->span, period->YearAgo()
//
// Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoreboard/facts.h"

namespace baton::scoreboard {

inline constexpr std::string_view kUsualPeriod = "13w";

struct Period {
  std::string name;
  Span span;
  std::optional<Span> quarter = {};  // whole, also while it runs

  Span YearAgo() const;      // the same weeks: 52 weeks before
  Span WeeksBefore() const;  // as many days, just before
};

// None: no period, or one that has not begun.
// The quarter that today lies in, and those before it; the latest first.
std::vector<Period> LastQuarters(Day today, int count);

std::optional<Period> ParsePeriod(std::string_view name, Day today);
// What may be chosen: the two rolling ones, this quarter and the four before it, the latest first.
std::vector<Period> PeriodChoices(Day today);

}  // namespace baton::scoreboard
