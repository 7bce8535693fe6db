// How long somebody has to wait after failed attempts, and what attempts are counted against (attempt.h keeps
// the counts): the e-mail address, so that many passwords against one account do not get far, and the client's
// address, so that one password against many accounts does not either. A browser that the account has signed
// in with before has a count of its own: strangers who fail on purpose do not keep its owner out. Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::session {

inline constexpr int kFreeFailures = 5;
inline constexpr std::int64_t kLongestWait = 15 * kMillisecondsPerMinute;
inline constexpr std::int64_t kForgetAfter = 24 * 60 * kMillisecondsPerMinute;
// An office shares one address, so an address may fail more often before it waits.
inline constexpr int kAddressAllowance = 45;

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

// What attempts are counted against. E-mail and client addresses are kept as twenty bits of their hash: the
// table holds a million rows of each at most, whatever is thrown at it, and no address of anybody.
struct Subject {
  std::string name;
  int allowance = 0;  // failures beyond the free ones that do not count yet
  int weight = 1;     // how many failures one attempt is
};

Subject SubjectOfEmail(std::string_view email);
// An IPv6 customer has 2^64 addresses, so the first half counts. What is no address counts as it stands.
Subject SubjectOfAddress(std::string_view address);
// Changing the own password, signed in.
Subject SubjectOfIdentity(Id identity_id);
// Asking for a link to a new password: the first is free, the second after a second, the third after half a minute, then
// one in a quarter of an hour. Apart from signing in, so that neither keeps anybody from the other.
Subject SubjectOfReset(std::string_view email);
Subject SubjectOfResetFrom(std::string_view address);
// `token`: what the browser was given when somebody with this e-mail address signed in with it.
Subject SubjectOfBrowser(std::string_view token, std::string_view email);

}  // namespace baton::session
