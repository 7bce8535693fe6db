#include "introduction/directory.h"

#include <algorithm>

#include "introduction/meeting_store.h"

namespace baton::introduction {

std::optional<Meeting> FindNextMeetingWith(db::Connection& connection, Id org_id, Id handoff_id,
                                           Id contact_id, Instant now) {
  std::optional<Meeting> next;
  for (Meeting& meeting : FindMeetingsOf(connection, org_id, handoff_id, now)) {
    const bool is_over = meeting.state != MeetingState::planned ||
                         meeting.starts_at + meeting.minutes * kMillisecondsPerMinute <= now;
    if (is_over || (next && next->starts_at <= meeting.starts_at)) continue;
    const auto guests = FindGuests(connection, org_id, meeting.id);
    const bool is_guest =
        std::ranges::any_of(guests, [&](const Guest& guest) { return guest.contact_id == contact_id; });
    if (is_guest) next = std::move(meeting);
  }
  return next;
}

std::vector<NamedMeeting> FindMeetingsWithPerson(db::Connection& connection, Id org_id, Id person_id,
                                                 Instant from, Instant to) {
  std::vector<NamedMeeting> named;
  for (Meeting& meeting : FindMeetingsOfPerson(connection, org_id, person_id, from, to)) {
    std::string summary = SummaryOf(connection, meeting);
    named.push_back({std::move(meeting), std::move(summary)});
  }
  return named;
}

}  // namespace baton::introduction
