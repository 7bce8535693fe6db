#include "assessment/rhythm.h"

#include <algorithm>
#include <array>

namespace baton::assessment {
namespace {

constexpr std::array kFirstDays = {0, 59, 89};  // after the start: the start is day 1
constexpr int kNamed = static_cast<int>(kFirstDays.size());

}  // namespace

Day StartOf(std::optional<Day> began_on, std::optional<Day> first_on, Day today) {
  const Day first = first_on.value_or(today);
  if (!began_on || *began_on < first - kLongAgoDays) return first;
  return std::min(*began_on, first);
}

Day DayOf(Day start, int occasion) {
  if (occasion < kNamed) return start + kFirstDays.at(static_cast<std::size_t>(occasion));
  return start + kFirstDays.back() + kQuarterDays * (occasion - kNamed + 1);
}

Occasion NameOf(int occasion) {
  if (occasion == 0) return Occasion::day_1;
  if (occasion == 1) return Occasion::day_60;
  return occasion == 2 ? Occasion::day_90 : Occasion::quarter;
}

int OccasionOn(Day start, Day on) {
  const int days = on - start + kEarlyDays;
  if (days < kFirstDays[1]) return 0;
  if (days < kFirstDays[2]) return 1;
  return 2 + (days - kFirstDays[2]) / kQuarterDays;
}

Next NextOf(Day start, std::span<const Day> taken, Day today) {
  const int now = OccasionOn(start, today);
  const bool is_done = std::ranges::any_of(taken, [&](Day day) { return OccasionOn(start, day) == now; });
  const int number = is_done ? now + 1 : now;
  const Day on = DayOf(start, number);
  return {number, on, on <= today};
}

}  // namespace baton::assessment
