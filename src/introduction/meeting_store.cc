#include "introduction/meeting_store.h"

#include <fmt/format.h>

#include "book/directory.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "people/organization.h"
#include "words/catalogue.h"

namespace baton::introduction {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, handoff_id, account_id, activity_id, revision, local_on, local_minute, "
    "time_zone, starts_at, minutes, place, note, state, organizer_id, organizer_email, created_at";
constexpr std::int64_t kLongest = kMillisecondsPerDay;

std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM meeting WHERE {}", kColumns, where);
}

std::string NameOf(db::Connection& connection, Id org_id, Id person_id) {
  const auto refs = people::FindRefs(connection, org_id, std::span(&person_id, 1));
  const auto found = refs.find(person_id);
  return found == refs.end() ? std::string() : found->second.name;
}

}  // namespace

std::optional<Meeting> FindMeeting(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Meeting>(Select("org_id = $1 AND id = $2"), org_id, id);
}

std::vector<Meeting> FindMeetingsOf(db::Connection& connection, Id org_id, Id handoff_id, Instant now) {
  return connection.Query<Meeting>(
      Select(
          "org_id = $1 AND handoff_id = $2 ORDER BY CASE WHEN state = 'planned' AND starts_at >= $3 THEN 0 "
          "ELSE 1 END, CASE WHEN state = 'planned' AND starts_at >= $3 THEN starts_at ELSE -starts_at END, "
          "id"),
      org_id, handoff_id, now);
}

std::vector<Meeting> FindComing(db::Connection& connection, Id org_id, Instant now) {
  return connection.Query<Meeting>(
      Select("org_id = $1 AND starts_at > $2 AND state = 'planned' ORDER BY starts_at, id"), org_id,
      now - kLongest);
}

std::vector<Meeting> FindMeetingsOfPerson(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                          Instant to) {
  return connection.Query<Meeting>(
      Select("org_id = $1 AND state = 'planned' AND starts_at >= $3 AND starts_at < $4 AND id IN (SELECT "
             "meeting_id "
             "FROM meeting_guest WHERE org_id = $1 AND person_id = $2) ORDER BY starts_at, id"),
      org_id, person_id, from, to);
}

std::vector<Guest> FindGuests(db::Connection& connection, Id org_id, Id meeting_id) {
  return connection.Query<Guest>(
      "SELECT org_id, id, version, meeting_id, contact_id, person_id, name, email, participation, "
      "answered_at, "
      "comment FROM meeting_guest WHERE org_id = $1 AND meeting_id = $2 "
      "ORDER BY CASE WHEN contact_id IS NULL THEN 1 ELSE 0 END, id",
      org_id, meeting_id);
}

ClientZone ZoneOfClient(db::Connection& connection, Id org_id, Id account_id) {
  const auto last = connection.QueryValue<std::string>(
      "SELECT time_zone FROM meeting WHERE org_id = $1 AND account_id = $2 ORDER BY id DESC LIMIT 1", org_id,
      account_id);
  if (last) return {*last, ZoneSource::meeting};
  const auto organization = people::FindOrganization(connection, org_id);
  return {organization ? organization->time_zone : "UTC", ZoneSource::organization};
}

std::string SummaryOf(db::Connection& connection, const Meeting& meeting) {
  const access::Scope all{access::Reach::organization, meeting.org_id, Id{}};
  const auto handoff = handoff::FindHandoff(connection, all, meeting.handoff_id);
  const auto accounts = book::FindAccountRefs(connection, meeting.org_id, std::span(&meeting.account_id, 1));
  const auto account = accounts.find(meeting.account_id);
  const auto organization = people::FindOrganization(connection, meeting.org_id);
  return words::Catalogue::Compiled().Say(
      {"mail.meeting.summary",
       {{"account", account == accounts.end() ? std::string() : account->second.name},
        {"successor", handoff ? NameOf(connection, meeting.org_id, handoff->to_id) : std::string()},
        {"former", NameOf(connection, meeting.org_id, meeting.organizer_id)}}},
      organization ? organization->language : "en");
}

format::icalendar::Invitation InvitationOf(db::Connection& connection, const Meeting& meeting,
                                           std::span<const Guest> guests, Instant now) {
  format::icalendar::Invitation invitation;
  invitation.is_cancelled = meeting.state == MeetingState::cancelled;
  invitation.written_at = now;
  invitation.starts_at = meeting.starts_at;
  invitation.minutes = meeting.minutes;
  invitation.summary = SummaryOf(connection, meeting);
  invitation.description = meeting.note;
  invitation.location = meeting.place;
  invitation.organizer = {NameOf(connection, meeting.org_id, meeting.organizer_id), meeting.organizer_email};
  for (const Guest& guest : guests) {
    if (guest.email.empty()) continue;
    invitation.attendees.push_back({guest.name, guest.email, guest.participation});
  }
  return invitation;
}

}  // namespace baton::introduction
