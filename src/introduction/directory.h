// Meetings for other slices: those that tell a client of the coming one, and the calendar of a person.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "introduction/meeting.h"

namespace baton::introduction {

// Planned, not over yet, and with this contact among the guests; the next one.
std::optional<Meeting> FindNextMeetingWith(db::Connection& connection, Id org_id, Id handoff_id,
                                           Id contact_id, Instant now);

// Planned ones that a person of ours takes part in, that begin in [from, to), with what stands in calendars.
struct NamedMeeting {
  Meeting meeting;
  std::string summary;
};
std::vector<NamedMeeting> FindMeetingsWithPerson(db::Connection& connection, Id org_id, Id person_id,
                                                 Instant from, Instant to);

}  // namespace baton::introduction
