// A day as people of a language write it, also of one that the catalogue does not speak. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"

namespace baton::words {

// "November 30, 2026"; "30. November 2026" for "de". `language` is a BCP 47 tag.
std::string DayText(Day day, std::string_view language);

}  // namespace baton::words
