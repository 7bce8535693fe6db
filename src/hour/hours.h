// Where somebody's time went: selling, coaching, help with deals, administration. From sessions that were held, from what the person
// said an hour was, from meetings with clients and from promises kept. No minute counts twice, and a minute of which nobody said
// anything is missing, not nothing.
//
//   const auto pieces = LayHours(entries, {.me = jim, .is_manager = true, .team = reps}, ...);
//   const auto weeks = WeeksOf(pieces, first_monday, 8, "America/Chicago");
//   weeks[0].selling_minutes, weeks[0].Known()
//
// Pure, thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/calendar.h"
#include "calendar/free.h"

namespace baton::hour {

// deal_help is no coaching: who logs the one as the other in the week of a win "finds" an effect that is not there (docs/stats.md).
enum class HourKind { selling, coaching, deal_help, admin };
BOOST_DESCRIBE_ENUM(HourKind, selling, coaching, deal_help, admin)

// By what it is known. Where two hold the same minute the first does.
enum class HourSource { session, said, meeting, promise };

struct HourPiece {
  HourKind kind = HourKind::selling;
  HourSource source = HourSource::said;
  calendar::Span span;
};

struct HourOwner {
  Id me;
  bool is_manager = false;
  std::set<Id> team;  // reps
};

// Of the meetings, calls and visits of several people, those of one: with a client alone it is selling, for a manager with a rep of the
// team it is help with a deal. Without a client nobody knows what it was. `entries` holds a row for each who took part.
std::vector<HourPiece> MeetingsOf(std::span<const book::CalendarEntry> entries, const HourOwner& owner);

struct WeekHours {
  Day from;  // a Monday
  std::int32_t selling_minutes = 0;
  std::int32_t coaching_minutes = 0;
  std::int32_t deal_help_minutes = 0;
  std::int32_t admin_minutes = 0;

  std::int32_t Known() const {
    return selling_minutes + coaching_minutes + deal_help_minutes + admin_minutes;
  }
};
inline constexpr int kWeekDays = 7;
// `count` weeks from `monday` on; or stretches of so many `days`.
std::vector<WeekHours> WeeksOf(std::span<const HourPiece> pieces, Day monday, int count,
                               const std::string& zone, int days = kWeekDays);

// How many minutes of a week from `monday` on are working time: by the hours that were set, else Monday to Friday from 9 to 17, less whole
// days away.
std::int32_t WorkingMinutes(const std::vector<calendar::WorkingHours>& hours, Day monday,
                            const std::set<Day>& away);

// Whether what stood in the calendar is told by none of the pieces: less than half of it is.
bool IsUntold(const calendar::Span& span, std::span<const HourPiece> pieces);

}  // namespace baton::hour
