// Ids are made by the application: 63 bits that grow with time, so that an index on them is written at its
// end.
//   milliseconds since 2020-01-01 (43 bits) | node (8 bits, leased from the database) | sequence (12 bits)
// In JSON and URLs an id is a decimal string, since JavaScript loses integers above 2^53.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace baton {

struct Id {
  std::int64_t value = 0;

  explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
};

std::string ToString(Id id);
// Decimal digits of a positive 63-bit number without a leading zero; anything else is no id.
std::optional<Id> ParseId(std::string_view text);

// Makes ids. Thread-safe. Never repeats an id and never goes back, also when the clock does.
class IdSource {
 public:
  // REQUIRES: 0 <= node < 256, and no other running process has this node; `clock` outlives this.
  IdSource(const Clock& clock, int node);

  Id Next();

 private:
  const Clock& clock_;
  const std::int64_t node_;
  std::mutex mutex_;
  std::int64_t millisecond_ = 0;
  std::int64_t sequence_ = 0;
};

}  // namespace baton

template <>
struct std::hash<baton::Id> {
  std::size_t operator()(baton::Id id) const noexcept { return std::hash<std::int64_t>()(id.value); }
};
