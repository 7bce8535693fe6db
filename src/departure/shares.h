// What the shares of a client's contact say of one person, and how long something has lasted: for departures to come and past ones.
#pragma once

#include <algorithm>
#include <span>

#include "base/date.h"
#include "ties/breadth.h"

namespace baton::departure {

struct PersonsShare {
  double share = 0;
  bool has_second = false;  // somebody else is close as well
};

inline PersonsShare OwnShareOf(std::span<const ties::PersonShare> shares, Id person_id) {
  PersonsShare answer;
  for (const ties::PersonShare& each : shares) {
    if (each.person_id == person_id) answer.share = each.share;
  }
  answer.has_second = std::ranges::any_of(shares, [&](const ties::PersonShare& other) {
    return other.person_id != person_id && other.share >= ties::kSingleThreadSecond * answer.share;
  });
  return answer;
}

inline double YearsSince(Instant from, Instant now) {
  constexpr double kDaysPerYear = 365.25;
  return std::max(
      0.0, static_cast<double>(now.milliseconds - from.milliseconds) / (kDaysPerYear * kMillisecondsPerDay));
}

}  // namespace baton::departure
