// A handoff that does not move: the week planned for its introduction is over and nobody was introduced. One rule for whoever asks: a
// manager's Friday, the monthly report, the managers' table. A paused one waits by agreement and is not stuck; nor is one that the
// successor owns already, however it came there.
//
//   if (IsStuck(handoff, DayIn(now, zone))) ...
//
// Stateless, hence thread-safe.
#pragma once

#include "base/date.h"
#include "handoff/handoff.h"

namespace baton::handoff {

bool IsStuck(const Handoff& handoff, Day today);
// The same as a condition of SQL on table `handoff`, for who only counts: $3 is LastStuckWeek(today), $4 today.
inline constexpr const char* kIsStuck =
    "handoff.ended_at IS NULL AND handoff.introduced_at IS NULL AND handoff.owned_at IS NULL AND "
    "handoff.introduction_on <= $3 AND (handoff.paused_until_on IS NULL OR handoff.paused_until_on <= $4)";
// The Monday on or before which a planned week is over.
Day LastStuckWeek(Day today);
// As it was at the end of a day in that zone: what came later is not known yet.
Handoff AsOf(Handoff handoff, Day day, const std::string& zone);

}  // namespace baton::handoff
