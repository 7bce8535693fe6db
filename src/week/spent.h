// What a manager gave to each rep over four weeks. A session counts with the minutes that it took, a kept promise with
// those that it was to take; where both were on one day with one rep the session counts alone, since most often it is how
// the promise was kept. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"

namespace baton::week {

inline constexpr int kCoverageWeeks = 4;

struct Spent {
  Id rep_id;
  Day on;
  std::int32_t minutes = 0;
  bool is_session = false;
};

struct Coverage {
  Id rep_id;
  std::vector<std::int32_t> weeks;  // minutes; the last is the week of `week_on`
  std::int32_t minutes = 0;
  std::optional<Day> last_on;  // also before the four weeks
};

// One for each of `reps`, in their order. REQUIRES: `week_on` is a Monday.
std::vector<Coverage> Cover(std::span<const Id> reps, std::span<const Spent> spent, Day week_on);

// The one with the fewest minutes, of equals the one whose last time is longest ago. None: nobody, or several alike.
std::optional<Id> LeastCoached(std::span<const Coverage> coverage);

}  // namespace baton::week
