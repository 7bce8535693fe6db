#include "today/last_week.h"

#include <algorithm>

#include "base/zone.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "coaching/session_directory.h"

namespace baton::today {
namespace {

using calendar::Span;
using coaching::Promise;

constexpr int kWeekDays = 7;

// Promises of this manager that were kept in the week, at the time that was agreed, or on another day when they were kept.
std::vector<Promise> KeptIn(const http::Call& call, Id me, const Span& week, const std::string& zone) {
  auto kept = coaching::FindKeptSince(call.db(), call.org_id(), me, week.from);
  std::erase_if(kept, [&](const Promise& one) { return one.manager_id != me || *one.kept_at >= week.to; });
  for (Promise& one : kept) {
    if (DayIn(one.due_at, zone) != DayIn(*one.kept_at, zone))
      one.due_at = *one.kept_at - one.minutes * kMillisecondsPerMinute;
  }
  return kept;
}

std::vector<DaySession> HeldIn(const http::Call& call, Id me, const Span& week) {
  if (!access::ScopeOf(call.principal(), access::Deed::read, access::Word::coaching_session)) return {};
  std::vector<DaySession> held;
  for (auto& one : coaching::FindHeldTimes(call.db(), call.org_id(), me, week.from, week.to)) {
    const coaching::Session& session = one.session;
    held.push_back(
        {"", session.starts_at, session.held_minutes.value_or(session.minutes), std::move(one.with)});
  }
  return held;
}

}  // namespace

std::vector<DayHours> HoursOf(std::span<const DayPiece> pieces, Day monday, const std::string& zone) {
  std::vector<Span> coaching;
  std::vector<Span> both;
  for (const DayPiece& piece : pieces) {
    const Span span{piece.starts_at, piece.starts_at + piece.minutes * kMillisecondsPerMinute};
    if (piece.kind == DayKind::coaching) coaching.push_back(span);
    if (piece.kind != DayKind::other) both.push_back(span);
  }
  std::vector<DayHours> days;
  for (Day on = monday; on < monday + kWeekDays; on = on + 1) {
    const Span day{ToInstant({on, 0}, zone), ToInstant({on + 1, 0}, zone)};
    DayHours hours{on, calendar::MinutesCovered(coaching, day), 0};
    hours.selling_minutes = calendar::MinutesCovered(both, day) - hours.coaching_minutes;
    days.push_back(hours);
  }
  return days;
}

std::optional<LastWeek> ViewLastWeek(const http::Call& call, const DayOwner& owner, const std::string& zone,
                                     Day today) {
  const Day monday = MondayOf(today) - kWeekDays;
  const Span week{ToInstant({monday, 0}, zone), ToInstant({monday + kWeekDays, 0}, zone)};
  const auto entries =
      book::FindCalendar(call.db(), call.org_id(), std::vector{owner.me}, week.from, week.to);
  std::vector<Id> ids;
  for (const book::CalendarEntry& entry : entries) ids.push_back(entry.id);
  auto pieces = LayDay(entries, book::FindPeopleIn(call.db(), call.org_id(), ids),
                       KeptIn(call, owner.me, week, zone), owner);
  AddSessions(pieces, HeldIn(call, owner.me, week));
  LastWeek view{.days = HoursOf(pieces, monday, zone)};
  for (const DayHours& day : view.days) {
    view.coaching_minutes += day.coaching_minutes;
    view.selling_minutes += day.selling_minutes;
  }
  if (view.coaching_minutes + view.selling_minutes == 0) return std::nullopt;
  return view;
}

}  // namespace baton::today
