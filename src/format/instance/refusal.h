// Inside the readers: words for what is wrong with an instance, and where. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "assign/problem.h"
#include "base/problem.h"

namespace baton::format::inner {

// "candidates.csv, line 7, column 4: The load is below zero: -3."
Problem RefuseAt(const std::string& file, const std::string& place, Message message);
std::string PlaceOf(std::int64_t line, std::size_t column);

// A problem of a reader below, with the file's name.
Problem InFile(const std::string& file, Problem problem);

// What assign::Validate found. REQUIRES: not empty.
Problem Invalid(std::span<const assign::Fault> faults);

// A cell as it may be shown: its start, as valid UTF-8 without control characters.
std::string Shown(std::string_view text);

// A whole number, or why it is none: `what` is the column or the kind of number.
tl::expected<std::int64_t, Message> WholeNumber(std::string_view text, const std::string& what);

}  // namespace baton::format::inner
