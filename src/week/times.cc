#include "week/times.h"

#include <algorithm>

#include "base/zone.h"
#include "calendar/slots.h"

namespace baton::week {
namespace {

// Of one day, after now.
std::optional<Instant> FirstFree(const std::vector<Span>& busy, const Wanted& wanted, Day day, Instant now,
                                 const std::string& zone) {
  std::vector<Span> taken = busy;
  taken.insert(taken.end(), wanted.busy.begin(), wanted.busy.end());
  const calendar::SlotAsk ask{
      .earliest = now + 1, .zone = zone, .minutes = wanted.minutes, .first_on = day, .days = 1};
  const auto slots = calendar::NextSlots(ask, taken, 1);
  return slots.empty() ? std::nullopt : std::optional(slots.front());
}

}  // namespace

std::vector<std::optional<Instant>> ProposeTimes(std::span<const Wanted> wanted, std::vector<Span> busy,
                                                 Day week_on, Instant now, const std::string& zone) {
  std::vector<Day> days;
  const Day today = DayIn(now, zone);
  for (int i = 0; i < calendar::kWorkdays; ++i) {
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
