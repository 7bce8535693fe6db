// Of what stands in somebody's own calendar, the meetings with clients: known by the e-mail addresses of their people. Once one is
// over it counts as an activity (book/own_meetings.h), where the person wants that. What is still to come stays the person's own.
//
//   calendar.meeting_ends_at = TakeMeetings(tx, calendar, read.meetings, now);
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>

#include "calendar/calendar.h"
#include "format/icalendar/calendar.h"

namespace baton::calendar {

// Writes what is new, in an action of its own. When the next one ends; none: none is to come in what was read.
std::optional<Instant> TakeMeetings(db::Tx& tx, const PersonCalendar& calendar,
                                    std::span<const format::icalendar::MeetingTime> meetings, Instant now);

}  // namespace baton::calendar
