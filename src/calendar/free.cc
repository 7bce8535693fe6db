#include "calendar/free.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/zone.h"

namespace baton::calendar {
namespace {

// Until when it goes on without a gap, of what is on now.
std::optional<Instant> BusyUntil(const std::vector<Span>& sorted, Instant now) {
  std::optional<Instant> until;
  for (const Span& span : sorted) {
    if (span.from <= until.value_or(now) && span.to > until.value_or(now)) until = span.to;
  }
  return until;
}

std::vector<Span> Sorted(std::vector<Span> spans) {
  std::ranges::sort(spans);
  return spans;
}

std::optional<Instant> NextOne(const std::vector<Span>& sorted, Instant now) {
  for (const Span& span : sorted) {
    if (span.from > now && span.to > span.from) return span.from;
  }
  return std::nullopt;
}

Span OnDay(const WorkingHours& hours, Day day, const std::string& zone) {
  return {ToInstant({day, hours.from_minute}, zone), hours.to_minute >= 24 * 60
                                                         ? ToInstant({day + 1, 0}, zone)
                                                         : ToInstant({day, hours.to_minute}, zone)};
}

// The working time of the day of `now` that matters: the stretch that is on, or the next one.
std::optional<Span> WorkingNow(const FreeFacts& facts, Instant now) {
  const LocalTime local = ToLocal(now, facts.zone);
  std::optional<Span> next;
  for (const WorkingHours& hours : facts.week) {
    if (hours.weekday != Weekday(local.day)) continue;
    const Span span = OnDay(hours, local.day, facts.zone);
    if (span.to > now && (!next || span.from < next->from)) next = span;
  }
  return next;
}

int NumberAt(std::string_view text, std::size_t& at) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
  if (error != std::errc()) return -1;
  at = static_cast<std::size_t>(end - text.data());
  return value;
}

}  // namespace

Freedom FreeAt(const FreeFacts& facts, Instant now) {
  if (facts.is_absent) return {Standing::away, std::nullopt};
  std::optional<Instant> work_ends;
  if (!facts.week.empty()) {
    const auto working = WorkingNow(facts, now);
    if (!working) return {Standing::away, std::nullopt};
    if (working->from > now) return {Standing::away, working->from};
    work_ends = working->to;
  }
  const Instant day_ends = ToInstant({DayIn(now, facts.zone) + 1, 0}, facts.zone);
  const auto today = [&](std::optional<Instant> at) { return at && *at < day_ends ? at : std::nullopt; };
  if (const auto until = BusyUntil(Sorted(facts.away), now)) return {Standing::away, today(until)};
  const std::vector<Span> sorted = Sorted(facts.busy);
  if (const auto until = BusyUntil(sorted, now)) return {Standing::busy, today(until)};
  if (!facts.has_calendar || BusyUntil(facts.unsaid, now)) return {Standing::unknown, std::nullopt};
  auto next = today(NextOne(sorted, now));
  if (work_ends && (!next || *work_ends < *next)) next = work_ends;
  return {Standing::free, next};
}

std::int32_t MinutesCovered(std::vector<Span> spans, const Span& within) {
  std::ranges::sort(spans, {}, &Span::from);
  std::int64_t sum = 0;
  Instant at = within.from;
  for (const Span& span : spans) {
    const Instant from = std::max(at, span.from);
    const Instant to = std::min(span.to, within.to);
    if (from >= to) continue;
    sum += to.milliseconds - from.milliseconds;
    at = to;
  }
  return static_cast<std::int32_t>(sum / kMillisecondsPerMinute);
}

std::vector<Span> OutsideOf(const std::vector<WorkingHours>& week, Day first, Day last,
                            const std::string& zone) {
  if (week.empty()) return {};
  std::vector<WorkingHours> sorted = week;
  std::ranges::sort(sorted);
  std::vector<Span> outside;
  Instant from = ToInstant({first, 0}, zone);
  for (Day day = first; day <= last; day = day + 1) {
    for (const WorkingHours& hours : sorted) {
      if (hours.weekday != Weekday(day)) continue;
      const Span work = OnDay(hours, day, zone);
      if (from < work.from) outside.push_back({from, work.from});
      from = std::max(from, work.to);
    }
  }
  const Instant end = ToInstant({last + 1, 0}, zone);
  if (from < end) outside.push_back({from, end});
  return outside;
}

std::string ToText(std::vector<WorkingHours> week) {
  std::ranges::sort(week);
  std::string text;
  std::int32_t weekday = 0;
  for (const WorkingHours& hours : week) {
    if (hours.weekday != weekday) text += (text.empty() ? "" : "; ") + std::to_string(hours.weekday);
    weekday = hours.weekday;
    text += ' ' + std::to_string(hours.from_minute) + '-' + std::to_string(hours.to_minute);
  }
  return text;
}

std::vector<WorkingHours> ParseWeek(std::string_view text) {
  std::vector<WorkingHours> week;
  std::int32_t weekday = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == ';') {
      ++at;
      continue;
    }
    const int first = NumberAt(text, at);
    if (first < 0) return week;
    if (at < text.size() && text[at] == '-') {
      ++at;
      const int second = NumberAt(text, at);
      if (second < 0) return week;
      week.push_back({weekday, first, second});
    } else {
      weekday = first;
    }
  }
  return week;
}

}  // namespace baton::calendar
