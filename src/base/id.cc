#include "base/id.h"

#include <charconv>

#include "base/check.h"

namespace baton {
namespace {

constexpr std::int64_t kEpoch2020 = 1'577'836'800'000;
constexpr std::int64_t kSequences = 1 << 12;

}  // namespace

std::string ToString(Id id) { return std::to_string(id.value); }

std::optional<Id> ParseId(std::string_view text) {
  if (text.empty() || text.front() < '1' || text.front() > '9') return std::nullopt;
  Id id;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

IdSource::IdSource(const Clock& clock, int node) : clock_(clock), node_(node) {
  Check(0 <= node && node < 256, "an id node has 8 bits");
}

Id IdSource::Next() {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = clock_.Now().milliseconds - kEpoch2020;
  if (now > millisecond_) {
    millisecond_ = now;
    sequence_ = 0;
  } else if (++sequence_ ==
             kSequences) {  // more than 4,096 in a millisecond, or the clock went back: borrow the next
    ++millisecond_;
    sequence_ = 0;
  }
  return Id{(millisecond_ << 20) | (node_ << 12) | sequence_};
}

}  // namespace baton
