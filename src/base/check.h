// Check states an invariant of our own code. A broken one throws std::logic_error: 500 in the service, a
// failed test.
#pragma once

#include <stdexcept>
#include <string>

namespace baton {

inline void Check(bool holds, const char* why) {
  if (!holds) throw std::logic_error(std::string("broken invariant: ") + why);
}

}  // namespace baton
