#include "handoff/stuck.h"

#include "base/zone.h"
#include "handoff/directory.h"

namespace baton::handoff {
namespace {

constexpr int kPlannedDays = 7;

}  // namespace

Day LastStuckWeek(Day today) { return today - kPlannedDays; }

bool IsStuck(const Handoff& handoff, Day today) {
  return !handoff.ended_at && !handoff.introduced_at && !handoff.owned_at && handoff.introduction_on &&
         *handoff.introduction_on <= LastStuckWeek(today) && !IsPaused(handoff, today);
}

Handoff AsOf(Handoff handoff, Day day, const std::string& zone) {
  for (auto* at : {&handoff.accepted_at, &handoff.introduced_at, &handoff.expectations_at, &handoff.owned_at,
                   &handoff.confirmed_at, &handoff.ended_at}) {
    if (*at && DayIn(**at, zone) > day) at->reset();
  }
  return handoff;
}

}  // namespace baton::handoff
