// A day as the argument of a sentence, which takes instants: noon in UTC, the same day in nearly every zone.
#pragma once

#include <cstdint>

#include "base/date.h"

namespace baton {

constexpr std::int64_t NoonOf(Day day) { return day.days * kMillisecondsPerDay + kMillisecondsPerDay / 2; }

}  // namespace baton
