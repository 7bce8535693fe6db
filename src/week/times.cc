#include "week/times.h"

#include <algorithm>

#include "base/zone.h"

namespace baton::week {
namespace {

constexpr int kWorkdays = 5;
constexpr int kOpens = 9 * 60;
constexpr int kCloses = 17 * 60;
constexpr int kStep = 30;

bool IsFree(const std::vector<Busy>& busy, Instant from, Instant to) {
  return std::ranges::none_of(busy, [&](const Busy& one) { return one.from < to && from < one.to; });
}

std::optional<Instant> FirstFree(const std::vector<Busy>& busy, const Wanted& wanted, Day day, Instant now,
                                 const std::string& zone) {
  for (int at = kOpens; at + wanted.minutes <= kCloses; at += kStep) {
    const Instant from = ToInstant({day, at}, zone);
    const Instant to = from + wanted.minutes * kMillisecondsPerMinute;
    if (from > now && IsFree(busy, from, to) && IsFree(wanted.busy, from, to)) return from;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<Instant>> ProposeTimes(std::span<const Wanted> wanted, std::vector<Busy> busy,
                                                 Day week_on, Instant now, const std::string& zone) {
  std::vector<Day> days;
  const Day today = DayIn(now, zone);
  for (int i = 0; i < kWorkdays; ++i) {
    if (week_on + i >= today) days.push_back(week_on + i);
  }
  std::vector<std::optional<Instant>> times;
  std::size_t first = 0;
  for (const Wanted& one : wanted) {
    std::optional<Instant> found;
    for (std::size_t i = 0; i < days.size() && !found; ++i) {
      found = FirstFree(busy, one, days[(first + i) % days.size()], now, zone);
    }
    if (found) busy.push_back({*found, *found + one.minutes * kMillisecondsPerMinute});
    times.push_back(found);
    ++first;
  }
  return times;
}

std::int32_t MinutesLeft(const Busy& span, std::vector<Busy> taken) {
  std::ranges::sort(taken, {}, &Busy::from);
  std::int64_t left = 0;
  Instant at = span.from;
  for (const Busy& one : taken) {
    const Instant from = std::min(one.from, span.to);
    if (at < from) left += from.milliseconds - at.milliseconds;
    at = std::max(at, std::min(one.to, span.to));
  }
  left += span.to.milliseconds - at.milliseconds;
  return static_cast<std::int32_t>(left / kMillisecondsPerMinute);
}

}  // namespace baton::week
