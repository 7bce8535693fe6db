// What the door decides without a database: which promise is about to break, what takes its place.
//
//   const auto stake = FindStake(promises, now);          // Jada's letter, in 49 minutes
//
// Pure.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "coaching/promise.h"

namespace baton::door {

inline constexpr std::int64_t kStakeHours = 3;
inline constexpr std::int32_t kGreetingMinutes = 5;
inline constexpr std::int32_t kTakenMinutes = 60;

struct Stake {
  std::size_t index = 0;          // of the promise
  std::int64_t minutes_left = 0;  // until it begins; negative: it is past that
};

// The promise that an hour with a client would break: the next one that begins within kStakeHours or is
// running, else the one that has been overdue the longest. `promises` are the manager's own; those that are
// not open are passed over.
std::optional<Stake> FindStake(std::span<const coaching::Promise> promises, Instant now);

// Other reps who wait: each with something asked for and not answered, or an open promise that is due before
// `day_ends_at`. `but` is the rep of the promise at stake.
std::int32_t CountWaiting(std::span<const coaching::Promise> promises, Instant day_ends_at,
                          std::optional<Id> but);

enum class Freedom {
  until,   // free, then something begins
  busy,    // something is on, until then
  free,    // nothing more stands in the way today
  away,    // absent, or outside the working hours
  unknown  // nothing is known: ask
};
BOOST_DESCRIBE_ENUM(Freedom, until, busy, free, away, unknown)

// A deal of one's own that should have been handed over, or somebody else's client who came in.
coaching::Cause CauseOf(bool is_own_account, bool has_handoff);

}  // namespace baton::door
