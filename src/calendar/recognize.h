// What stands in a person's own calendar and is known anyway: the invitation to a promise, a session or a meeting comes back from
// there. Of the events that begin with a known thing one is that thing, from however many calendars it comes: the one that ends
// with it too, else the first. What else begins then is something else.
//
//   const auto is = Recognize(rows, std::vector{promise});   // is[i]: the index of what rows[i] is, or nothing
//
// Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "calendar/calendar.h"

namespace baton::calendar {

// One for each row; a whole day is never anything that is known.
std::vector<std::optional<std::size_t>> Recognize(std::span<const BusyRow> rows, std::span<const Span> known);

}  // namespace baton::calendar
