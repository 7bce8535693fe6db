// Wall clocks of named zones (IANA names, through ICU: GCC 12 has no std::chrono zones). Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"

namespace baton {

bool IsZone(std::string_view name);
LocalTime ToLocal(Instant instant, const std::string& zone);
// A local time that a change to summer time skips is moved forward by the gap; one that comes twice is the
// first. REQUIRES: IsZone(zone).
Instant ToInstant(LocalTime local, const std::string& zone);
inline Day DayIn(Instant instant, const std::string& zone) { return ToLocal(instant, zone).day; }

}  // namespace baton
