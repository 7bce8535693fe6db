#include "door/door_rules.h"

#include <algorithm>
#include <set>

#include "coaching/promise_rules.h"

namespace baton::door {
namespace {

using coaching::Promise;
using coaching::PromiseState;

std::int64_t MinutesUntil(Instant at, Instant now) {
  const std::int64_t left = at.milliseconds - now.milliseconds;
  // Rounded up, so that "0 minutes" means now and not in 59 seconds.
  return left > 0 ? (left + kMillisecondsPerMinute - 1) / kMillisecondsPerMinute
                  : left / kMillisecondsPerMinute;
}

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

coaching::Cause CauseOf(bool is_own_account, bool has_handoff) {
  return is_own_account && !has_handoff ? coaching::Cause::own_deal : coaching::Cause::walk_in;
}

}  // namespace baton::door
