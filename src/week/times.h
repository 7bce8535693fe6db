// When the proposals of a week could be: in the order of the list over the working days that are left, each at the first
// half hour that nothing stands in yet (calendar/slots.h). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "calendar/free.h"

namespace baton::week {

using calendar::Span;

struct Wanted {
  std::int32_t minutes = 0;
  std::vector<Span> busy;  // of the rep
};

// One for each that is wanted; none: nothing is free for both in what is left of the week. `busy` is the manager's.
// REQUIRES: IsZone(zone), a Monday.
std::vector<std::optional<Instant>> ProposeTimes(std::span<const Wanted> wanted, std::vector<Span> busy,
                                                 Day week_on, Instant now, const std::string& zone);

}  // namespace baton::week
