// Numbers that are none.
#pragma once

#include <limits>

namespace baton::stats {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace baton::stats
