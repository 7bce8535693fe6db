// A time as somebody writes it: on the wall of a named zone, which a change to summer time may skip or bring twice.
//
//   const auto local = ParseLocal("2027-03-28T02:30");
//   if (const auto next = NextThatExists(*local, "Europe/Berlin")) ...   // it is skipped; 03:00 is the next
//
// Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace baton {

// "2026-12-02T17:00".
std::optional<LocalTime> ParseLocal(std::string_view text);
std::string ToText(LocalTime local);

// The next minute on the wall that is there; none: this one is. REQUIRES: IsZone(zone).
std::optional<LocalTime> NextThatExists(LocalTime local, const std::string& zone);
// The clocks go back over it: ToInstant takes the first of the two. REQUIRES: IsZone(zone).
bool ComesTwice(LocalTime local, const std::string& zone);

// "Central European Standard Time (Europe/Berlin)", as the language says it at that time of the year.
std::string ZoneText(const std::string& zone, Instant at, std::string_view language);

}  // namespace baton
