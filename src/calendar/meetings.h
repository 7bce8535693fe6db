// Of what stands in somebody's own calendar, the meetings with clients: known by the e-mail addresses of their people. Once one is
// over it counts as an activity (book/own_meetings.h), where the person wants that. What is still to come stays the person's own.
//
//   calendar.meeting_ends_at = TakeMeetings(tx, calendar, read.meetings, now);
//
// Of a calendar that came as a file only what is new is taken: what it says of the rest may be old (meeting_file.h).
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>

#include "book/own_meetings.h"
#include "calendar/calendar.h"
#include "format/icalendar/calendar.h"

namespace baton::calendar {

// Writes what is new, in an action of its own. When the next one ends; none: none is to come in what was read.
std::optional<Instant> TakeMeetings(db::Tx& tx, const PersonCalendar& calendar,
                                    std::span<const format::icalendar::MeetingTime> meetings, Instant now);

// What would come of meetings that are over, by reading only.
struct SortedMeetings {
  std::vector<book::OwnMeeting> fresh;
  std::int64_t known = 0;    // here already, or taken out
  std::int64_t nobody = 0;   // with nobody who is a contact
  std::int64_t unclear = 0;  // with contacts of several clients
};
SortedMeetings SortMeetings(db::Connection& connection, Id org_id, Id person_id,
                            std::span<const format::icalendar::MeetingTime> meetings, Instant now);

}  // namespace baton::calendar
