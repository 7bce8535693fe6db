#include "hour/hours.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/zone.h"

namespace baton::hour {
namespace {

constexpr std::int32_t kUsualDay = 8 * 60;
constexpr int kFriday = 5;

std::int32_t& MinutesFor(WeekHours& week, HourKind kind) {
  switch (kind) {
    case HourKind::selling:
      return week.selling_minutes;
    case HourKind::coaching:
      return week.coaching_minutes;
    case HourKind::deal_help:
      return week.deal_help_minutes;
    case HourKind::admin:
      break;
  }
  return week.admin_minutes;
}

}  // namespace

std::vector<HourPiece> MeetingsOf(std::span<const book::CalendarEntry> entries, const HourOwner& owner) {
  std::unordered_set<Id> with_team;
  for (const book::CalendarEntry& entry : entries) {
    if (entry.person_id != owner.me && owner.team.contains(entry.person_id)) with_team.insert(entry.id);
  }
  std::vector<HourPiece> pieces;
  for (const book::CalendarEntry& entry : entries) {
    if (entry.person_id != owner.me || !entry.account_id || entry.minutes <= 0) continue;
    const bool helps = owner.is_manager && with_team.contains(entry.id);
    pieces.push_back({helps ? HourKind::deal_help : HourKind::selling,
                      HourSource::meeting,
                      {entry.starts_at, entry.EndsAt()}});
  }
  return pieces;
}

std::vector<WeekHours> WeeksOf(std::span<const HourPiece> pieces, Day monday, int count,
                               const std::string& zone, int days) {
  std::vector<HourPiece> ordered(pieces.begin(), pieces.end());
  std::ranges::sort(ordered, {}, [](const HourPiece& one) { return std::pair(one.source, one.kind); });
  std::vector<WeekHours> weeks;
  for (int i = 0; i < count; ++i) {
    WeekHours week{.from = monday + i * days};
    const calendar::Span span{ToInstant({week.from, 0}, zone), ToInstant({week.from + days, 0}, zone)};
    std::vector<calendar::Span> told;
    std::int32_t before = 0;
    for (std::size_t at = 0; at < ordered.size();) {
      const HourPiece& first = ordered[at];
      const std::size_t had = told.size();
      for (; at < ordered.size() && ordered[at].source == first.source && ordered[at].kind == first.kind;
           ++at) {
        if (calendar::Overlaps(ordered[at].span, span)) told.push_back(ordered[at].span);
      }
      if (told.size() == had) continue;
      const std::int32_t now = calendar::MinutesCovered(told, span);
      MinutesFor(week, first.kind) += now - before;
      before = now;
    }
    weeks.push_back(week);
  }
  return weeks;
}

std::int32_t WorkingMinutes(const std::vector<calendar::WorkingHours>& hours, Day monday,
                            const std::set<Day>& away) {
  std::int32_t minutes = 0;
  for (int i = 0; i < kWeekDays; ++i) {
    if (away.contains(monday + i)) continue;
    if (hours.empty()) {
      minutes += i < kFriday ? kUsualDay : 0;
      continue;
    }
    for (const calendar::WorkingHours& one : hours) {
      if (one.weekday == i + 1) minutes += one.to_minute - one.from_minute;
    }
  }
  return minutes;
}

bool IsUntold(const calendar::Span& span, std::span<const HourPiece> pieces) {
  std::vector<calendar::Span> told;
  for (const HourPiece& one : pieces) told.push_back(one.span);
  const auto minutes = (span.to.milliseconds - span.from.milliseconds) / kMillisecondsPerMinute;
  return 2 * std::int64_t{calendar::MinutesCovered(std::move(told), span)} < minutes;
}

}  // namespace baton::hour
