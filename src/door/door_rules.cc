#include "door/door_rules.h"

#include <algorithm>
#include <set>

#include "base/zone.h"
#include "coaching/promise_rules.h"

namespace baton::door {
namespace {

using coaching::Promise;
using coaching::PromiseState;

constexpr int kSearchDays = 14;

std::int64_t MinutesUntil(Instant at, Instant now) {
  const std::int64_t left = at.milliseconds - now.milliseconds;
  // Rounded up, so that "0 minutes" means now and not in 59 seconds.
  return left > 0 ? (left + kMillisecondsPerMinute - 1) / kMillisecondsPerMinute
                  : left / kMillisecondsPerMinute;
}

bool Overlaps(const Busy& busy, Instant from, Instant to) { return busy.from < to && from < busy.to; }

}  // namespace

std::optional<Stake> FindStake(std::span<const Promise> promises, Instant now) {
  const Instant horizon = now + kStakeHours * 60 * kMillisecondsPerMinute;
  std::optional<std::size_t> next;
  std::optional<std::size_t> overdue;
  for (std::size_t i = 0; i < promises.size(); ++i) {
    const Promise& promise = promises[i];
    if (promise.state != PromiseState::open || promise.due_at > horizon) continue;
    std::optional<std::size_t>& best = coaching::IsLate(promise, now) ? overdue : next;
    if (!best || promise.due_at < promises[*best].due_at) best = i;
  }
  const auto found = next ? next : overdue;
  if (!found) return std::nullopt;
  return Stake{*found, MinutesUntil(promises[*found].due_at, now)};
}

std::int32_t CountWaiting(std::span<const Promise> promises, Instant day_ends_at, std::optional<Id> but) {
  std::set<Id> reps;
  for (const Promise& promise : promises) {
    const bool is_waiting = promise.state == PromiseState::asked ||
                            (promise.state == PromiseState::open && promise.due_at < day_ends_at);
    if (is_waiting && promise.rep_id != but) reps.insert(promise.rep_id);
  }
  return static_cast<std::int32_t>(reps.size());
}

std::vector<Instant> NextSlots(const SlotAsk& ask, std::span<const Busy> busy, std::size_t count) {
  std::vector<Instant> slots;
  const Instant earliest = ask.now + ask.away_minutes * kMillisecondsPerMinute;
  const Day today = DayIn(ask.now, ask.zone);
  for (Day day = today; day < today + kSearchDays && slots.size() < count; day = day + 1) {
    if (Weekday(day) > 5) continue;
    for (int minute = kDayStartsAt; minute + ask.minutes <= kDayEndsAt && slots.size() < count;
         minute += kSlotMinutes) {
      const Instant from = ToInstant({day, minute}, ask.zone);
      const Instant to = from + ask.minutes * kMillisecondsPerMinute;
      if (from < earliest) continue;
      if (std::ranges::none_of(busy, [&](const Busy& one) { return Overlaps(one, from, to); }))
        slots.push_back(from);
    }
  }
  return slots;
}

coaching::Cause CauseOf(bool is_own_account, bool has_handoff) {
  return is_own_account && !has_handoff ? coaching::Cause::own_deal : coaching::Cause::walk_in;
}

}  // namespace baton::door
