// What the shares of a client's contact say of one person, and how long something has lasted: for departures to come and past ones.
#pragma once

#include <algorithm>

#include "base/date.h"
#include "ties/breadth.h"

namespace baton::departure {

struct PersonsShare {
  double share = 0;
  bool has_second = false;  // somebody else is close as well
};

inline PersonsShare OwnShareOf(const ties::Breadth& breadth, Id person_id) {
  return {.share = ties::ShareOf(breadth, person_id), .has_second = ties::HasSecond(breadth, person_id)};
}

inline double YearsSince(Instant from, Instant now) {
  constexpr double kDaysPerYear = 365.25;
  return std::max(
      0.0, static_cast<double>(now.milliseconds - from.milliseconds) / (kDaysPerYear * kMillisecondsPerDay));
}

}  // namespace baton::departure
