// When something of so many minutes could be: at a full or half hour of a working day, Monday to Friday, 9 to 17. One search for
// all that propose a time: the door, the week, the question about a conflict.
//
//   const auto slots = NextSlots({.earliest = now, .zone = "America/Chicago", .minutes = 60}, taken, 3);
//   const auto both = FindSlots(connection, org_id, {{jim, jada}, {promise_id}}, ask, 1);   // what suits the two
//
// NextSlots is pure, both are thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "calendar/free.h"
#include "db/connection.h"

namespace baton::calendar {

inline constexpr int kDayStartsAt = 9 * 60;  // minutes of the day: a judgement, where nobody has said
inline constexpr int kDayEndsAt = 17 * 60;
inline constexpr int kWorkdays = 5;
inline constexpr int kSlotMinutes = 30;

struct SlotAsk {
  Instant earliest;
  std::string zone;  // on whose clock the day is one. REQUIRES: IsZone(zone)
  std::int32_t minutes = kSlotMinutes;
  std::optional<Day> first_on = {};  // none: the day of `earliest`
  int days = 14;                     // that are looked at
};
// The next times at which `minutes` are free, at most `count`; a longer thing than a day fits nowhere.
std::vector<Instant> NextSlots(const SlotAsk& ask, std::span<const Span> taken, std::size_t count);

struct SlotPeople {
  std::vector<Id> people;  // all of whom it has to suit
  std::vector<Id> moving;  // promises and sessions that leave their own time behind
};
// The same by what each of them has in these days (FindTaken), outside their working hours included.
std::vector<Instant> FindSlots(db::Connection& connection, Id org_id, const SlotPeople& who,
                               const SlotAsk& ask, std::size_t count);

}  // namespace baton::calendar
