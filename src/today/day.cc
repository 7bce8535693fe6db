#include "today/day.h"

#include <algorithm>

#include "calendar/recognize.h"
#include "coaching/session_directory.h"

namespace baton::today {
namespace {

constexpr int kNoon = 12 * 60;
constexpr int kEvening = 18 * 60;

// The one of the people who says what the time is: a rep of mine, my manager, else anybody but me.
std::optional<Id> PartnerOf(const std::vector<Id>& people, const DayOwner& owner) {
  std::optional<Id> anybody;
  for (const Id person : people) {
    if (person == owner.me) continue;
    if (owner.reps.contains(person) || person == owner.manager_id) return person;
    if (!anybody) anybody = person;
  }
  return anybody;
}

DayKind KindOf(bool has_account, std::optional<Id> partner, const DayOwner& owner) {
  if (owner.is_manager && partner && owner.reps.contains(*partner)) return DayKind::coaching;
  // A rep with a client is doing the job; only a manager's own selling rests on the manager.
  if (has_account) return owner.is_manager ? DayKind::selling : DayKind::other;
  const bool with_manager = !owner.is_manager && partner && partner == owner.manager_id;
  return with_manager ? DayKind::coaching : DayKind::other;
}

bool IsSame(const DayPiece& piece, const DayPiece& promise) {
  return promise.is_promise && promise.starts_at == piece.starts_at && piece.person_id &&
         promise.person_id == piece.person_id;
}

}  // namespace

std::vector<DayPiece> LayDay(std::span<const book::CalendarEntry> entries,
                             const std::unordered_map<Id, std::vector<Id>>& people,
                             std::span<const coaching::Promise> promises, const DayOwner& owner) {
  std::vector<DayPiece> pieces;
  for (const coaching::Promise& promise : promises) {
    pieces.push_back({.kind = DayKind::coaching,
                      .title = promise.title,
                      .starts_at = promise.due_at,
                      .minutes = promise.minutes,
                      .person_id = promise.manager_id == owner.me ? promise.rep_id : promise.manager_id,
                      .account_id = promise.account_id,
                      .is_promise = true});
  }
  for (const book::CalendarEntry& entry : entries) {
    const auto found = people.find(entry.id);
    const auto partner = found == people.end() ? std::nullopt : PartnerOf(found->second, owner);
    DayPiece piece{.kind = KindOf(entry.account_id.has_value(), partner, owner),
                   .title = entry.subject,
                   .starts_at = entry.starts_at,
                   .minutes = entry.minutes,
                   .person_id = partner,
                   .account_id = entry.account_id,
                   .is_promise = false};
    const bool is_shown =
        std::ranges::any_of(pieces, [&](const DayPiece& one) { return IsSame(piece, one); });
    if (!is_shown) pieces.push_back(std::move(piece));
  }
  std::ranges::stable_sort(pieces, {}, &DayPiece::starts_at);
  return pieces;
}

void AddSessions(std::vector<DayPiece>& pieces, std::span<const DaySession> sessions) {
  std::vector<DayPiece> more;
  for (const DaySession& session : sessions) {
    const bool is_shown = std::ranges::any_of(pieces, [&](const DayPiece& one) {
      if (!one.person_id || std::ranges::find(session.with, *one.person_id) == session.with.end())
        return false;
      if (!one.is_promise) return one.starts_at == session.starts_at;
      return coaching::StandsFor(one.starts_at, one.minutes, session.starts_at, session.minutes);
    });
    if (is_shown) continue;
    more.push_back(
        {.kind = DayKind::coaching,
         .title = session.title,
         .starts_at = session.starts_at,
         .minutes = session.minutes,
         .person_id = session.with.size() == 1 ? std::optional(session.with.front()) : std::nullopt,
         .account_id = {},
         .is_promise = false});
  }
  pieces.insert(pieces.end(), more.begin(), more.end());
  std::ranges::stable_sort(pieces, {}, &DayPiece::starts_at);
}

void AddBusy(std::vector<DayPiece>& pieces, std::span<const calendar::BusyRow> rows,
             const std::string& busy) {
  std::vector<calendar::Span> known;
  for (const DayPiece& one : pieces)
    known.push_back({one.starts_at, one.starts_at + one.minutes * kMillisecondsPerMinute});
  const auto is = calendar::Recognize(rows, known);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const calendar::BusyRow& row = rows[i];
    if (is[i] || row.is_whole_day) continue;
    const std::int64_t minutes =
        (row.ends_at.milliseconds - row.starts_at.milliseconds) / kMillisecondsPerMinute;
    pieces.push_back({.kind = DayKind::other,
                      .title = row.title.empty() ? busy : row.title,
                      .starts_at = row.starts_at,
                      .minutes = static_cast<std::int32_t>(minutes),
                      .person_id = {},
                      .account_id = {},
                      .is_promise = false});
  }
  std::ranges::stable_sort(pieces, {}, &DayPiece::starts_at);
}

PartOfDay PartOfDayAt(int minute_of_day) {
  if (minute_of_day < kNoon) return PartOfDay::morning;
  return minute_of_day < kEvening ? PartOfDay::afternoon : PartOfDay::evening;
}

}  // namespace baton::today
