// How a person is addressed: "Jada Ellis" is Jada.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace baton::people {

inline std::string FirstName(std::string_view name) {
  const std::string_view trimmed = Trim(name);
  return std::string(trimmed.substr(0, trimmed.find(' ')));
}

}  // namespace baton::people
