// What is refused for its size, in sizes as people and screens say them: "2 MB", "97.6 kB". A megabyte is 2^20 bytes, as in the
// configuration; what is refused is measured in bytes.
//
//   return Fail(TooLarge("problem.too_large", limits.file_bytes));
#pragma once

#include <cmath>
#include <cstdint>
#include <string>

#include "base/problem.h"

namespace baton {

// The arguments {size} and {unit} of a sentence: cut after one digit, so that it never says more than is taken.
inline Arguments SizeArguments(std::uint64_t bytes) {
  const auto as = [bytes](std::uint64_t unit, const char* name) {
    const double tenths = std::floor(static_cast<double>(bytes) * 10 / static_cast<double>(unit));
    return Arguments{{"size", tenths / 10}, {"unit", std::string(name)}};
  };
  if (bytes >= 1u << 20) return as(1u << 20, "MB");
  if (bytes >= 1u << 10) return as(1u << 10, "kB");
  return as(1, "bytes");
}

inline Problem TooLarge(std::string key, std::uint64_t limit_bytes) {
  return {Kind::too_large, {std::move(key), SizeArguments(limit_bytes)}};
}

}  // namespace baton
