// The problems of values that cannot be read: all of them quote the value, cut to a length that fits a
// screen.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

namespace baton::format {

inline tl::unexpected<Problem> FailValue(const char* key, std::string_view value) {
  constexpr std::size_t kQuotedBytes = 80;
  std::size_t size = value.size() < kQuotedBytes ? value.size() : kQuotedBytes;
  // Not in the middle of a character.
  while (size > 0 && size < value.size() && (static_cast<unsigned char>(value[size]) & 0xC0) == 0x80) --size;
  return Fail(Kind::invalid, key, {{"value", std::string(value.substr(0, size))}});
}

}  // namespace baton::format
