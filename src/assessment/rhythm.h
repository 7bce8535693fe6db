// When an assessment is due: on day 1 of the new job, on day 60 and 90, then every quarter (91 days). An answer counts for the occasion
// it is nearest to come from: from a week before it until a week before the next one.
//
//   const Next next = NextOf(start, taken, today);   // day_60, on 2027-01-22, due
//
// Pure, thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <span>

#include "base/date.h"

namespace baton::assessment {

enum class Occasion { day_1, day_60, day_90, quarter };
BOOST_DESCRIBE_ENUM(Occasion, day_1, day_60, day_90, quarter)

inline constexpr int kEarlyDays = 7;
inline constexpr int kQuarterDays = 91;
inline constexpr int kLongAgoDays = 120;

// The first day of the rhythm: the start of the job, unless that was long ago when the first assessment was made (or is made today): who
// has led for years begins with it.
Day StartOf(std::optional<Day> began_on, std::optional<Day> first_on, Day today);

// Of the k-th occasion, from 0 on: its day and its name.
Day DayOf(Day start, int occasion);
Occasion NameOf(int occasion);
// For which occasion an assessment on a day counts. Before the first it is the first.
int OccasionOn(Day start, Day on);

struct Next {
  int number = 0;  // of the occasion
  Day on;
  bool is_due = false;  // its day has come
};
Next NextOf(Day start, std::span<const Day> taken, Day today);

}  // namespace baton::assessment
