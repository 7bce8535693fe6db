// Meetings and their guests as rows, for this folder. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "action/action.h"
#include "db/connection.h"
#include "handoff/handoff.h"
#include "introduction/meeting.h"

namespace baton::introduction {

std::optional<Meeting> FindMeeting(db::Connection& connection, Id org_id, Id id);
// The next one first, then those that are over or cancelled, the latest first.
std::vector<Meeting> FindMeetingsOf(db::Connection& connection, Id org_id, Id handoff_id, Instant now);
// Planned, and not over yet.
std::vector<Meeting> FindComing(db::Connection& connection, Id org_id, Instant now);
// Planned, with this person of ours among the guests, beginning in [from, to).
std::vector<Meeting> FindMeetingsOfPerson(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                          Instant to);
// Contacts first, as they were put in.
std::vector<Guest> FindGuests(db::Connection& connection, Id org_id, Id meeting_id);

// In which zone this client's people are met who have none of their own: that of the last meeting, else the organization's.
struct ClientZone {
  std::string zone;
  ZoneSource source = ZoneSource::organization;
};
ClientZone ZoneOfClient(db::Connection& connection, Id org_id, Id account_id);
// What stands in calendars, in the organization's language.
std::string SummaryOf(db::Connection& connection, const Meeting& meeting);
// As it stands now, for calendars. The guests are those who have an address.
format::icalendar::Invitation InvitationOf(db::Connection& connection, const Meeting& meeting,
                                           std::span<const Guest> guests, Instant now);

}  // namespace baton::introduction
