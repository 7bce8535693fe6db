// When the proposals of a week could be: in the order of the list over the working days that are left, each at the first
// half hour between 9 and 17 that nothing stands in yet. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"

namespace baton::week {

struct Busy {
  Instant from;
  Instant to;
};

// One for each of `minutes`; none: nothing is free in what is left of the week. REQUIRES: IsZone(zone), a Monday.
std::vector<std::optional<Instant>> ProposeTimes(std::span<const std::int32_t> minutes,
                                                 std::vector<Busy> busy, Day week_on, Instant now,
                                                 const std::string& zone);

}  // namespace baton::week
