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

}  // namespace baton::week
