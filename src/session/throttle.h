// How long somebody has to wait after failed sign-ins: counted per e-mail address and per client address, so
// that neither one password against many accounts nor many passwords against one get far. Pure; the store
// keeps the counts.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/date.h"

namespace baton::session {

inline constexpr int kFreeFailures = 5;
inline constexpr std::int64_t kLongestWait = 15 * kMillisecondsPerMinute;
inline constexpr std::int64_t kForgetAfter = 24 * 60 * kMillisecondsPerMinute;

// Five attempts are free; then 1, 2, 4, 8 ... seconds, at most a quarter of an hour.
inline std::int64_t WaitAfter(int failures) {
  if (failures < kFreeFailures) return 0;
  return std::min<std::int64_t>(kLongestWait, std::int64_t{1000} << std::min(failures - kFreeFailures, 20));
}

// Milliseconds until the next attempt is heard; 0 = now.
inline std::int64_t WaitLeft(int failures, Instant last_at, Instant now) {
  if (now.milliseconds - last_at.milliseconds > kForgetAfter) return 0;
  return std::max<std::int64_t>(0, last_at.milliseconds + WaitAfter(failures) - now.milliseconds);
}

}  // namespace baton::session
