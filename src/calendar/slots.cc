#include "calendar/slots.h"

#include <algorithm>

#include "base/zone.h"
#include "calendar/calendar.h"

namespace baton::calendar {
namespace {

bool IsFreeOf(std::span<const Span> taken, const Span& wanted) {
  return std::ranges::none_of(taken, [&](const Span& one) { return Overlaps(one, wanted); });
}

}  // namespace

std::vector<Instant> NextSlots(const SlotAsk& ask, std::span<const Span> taken, std::size_t count) {
  std::vector<Instant> slots;
  const Day first = ask.first_on.value_or(DayIn(ask.earliest, ask.zone));
  for (Day day = first; day < first + ask.days && slots.size() < count; day = day + 1) {
    if (Weekday(day) > kWorkdays) continue;
    for (int minute = kDayStartsAt; minute + ask.minutes <= kDayEndsAt && slots.size() < count;
         minute += kSlotMinutes) {
      const Instant from = ToInstant({day, minute}, ask.zone);
      const Span wanted{from, from + ask.minutes * kMillisecondsPerMinute};
      if (from >= ask.earliest && IsFreeOf(taken, wanted)) slots.push_back(from);
    }
  }
  return slots;
}

std::vector<Instant> FindSlots(db::Connection& connection, Id org_id, const SlotPeople& who,
                               const SlotAsk& ask, std::size_t count) {
  const Day first = ask.first_on.value_or(DayIn(ask.earliest, ask.zone));
  const Instant from = ToInstant({first, 0}, ask.zone);
  const Instant to = ToInstant({first + ask.days, 0}, ask.zone);
  std::vector<Span> taken;
  for (const Id person : who.people) {
    for (const Taken& one : FindTaken(connection, org_id, person, from, to)) {
      const bool moves =
          one.coaching_id && std::ranges::find(who.moving, *one.coaching_id) != who.moving.end();
      if (!moves) taken.push_back(one.span);
    }
  }
  return NextSlots(ask, taken, count);
}

}  // namespace baton::calendar
