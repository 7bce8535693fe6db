// The meeting in which contact, successor and former owner come together: its rows, and how the API shows one.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "format/icalendar/invitation.h"
#include "mail/mail.h"
#include "people/person.h"

namespace baton::introduction {

using format::icalendar::Participation;

enum class MeetingState { planned, cancelled };
BOOST_DESCRIBE_ENUM(MeetingState, planned, cancelled)

// Where the zone comes from in which a client is met who has no contact with one.
enum class ZoneSource { meeting, organization };
BOOST_DESCRIBE_ENUM(ZoneSource, meeting, organization)

// The row. `starts_at` is derived from the local time and the zone.
struct Meeting {
  static constexpr std::string_view kTable = "meeting";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id handoff_id;
  Id account_id;
  std::optional<Id> activity_id;
  std::int32_t revision = 0;  // grows with each change, so that one that is taken back is seen
  Day local_on;
  std::int32_t local_minute = 0;
  std::string time_zone;
  Instant starts_at;
  std::int32_t minutes = 30;
  std::string place;
  std::string note;
  MeetingState state = MeetingState::planned;
  Id organizer_id;              // the former owner
  std::string organizer_email;  // where calendars send their answers
  Instant created_at;

  LocalTime local() const { return {local_on, local_minute}; }
};
BOOST_DESCRIBE_STRUCT(Meeting, (),
                      (org_id, id, version, handoff_id, account_id, activity_id, revision, local_on,
                       local_minute, time_zone, starts_at, minutes, place, note, state, organizer_id,
                       organizer_email, created_at))

// The row: a contact, or a person of ours.
struct Guest {
  static constexpr std::string_view kTable = "meeting_guest";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id meeting_id;
  std::optional<Id> contact_id;
  std::optional<Id> person_id;
  std::string name;
  std::string email;  // empty: told by word of mouth
  Participation participation = Participation::needs_action;
  std::optional<Instant> answered_at;
  std::string comment;
};
BOOST_DESCRIBE_STRUCT(Guest, (),
                      (org_id, id, version, meeting_id, contact_id, person_id, name, email, participation,
                       answered_at, comment))

struct MeetingInput {
  static constexpr const char* kSchemaName = "MeetingInput";

  std::string starts_local;              // 2026-12-02T17:00, on the wall of the zone
  std::optional<std::string> time_zone;  // none: that of the first guest who has one, else the client's
  std::int32_t minutes = 30;
  std::string place;
  std::string note;
  std::vector<Id> contact_ids;
};
BOOST_DESCRIBE_STRUCT(MeetingInput, (), (starts_local, time_zone, minutes, place, note, contact_ids))

struct GuestMail {
  static constexpr const char* kSchemaName = "MeetingGuestMail";

  Id id;
  mail::MailState state = mail::MailState::waiting;
};
BOOST_DESCRIBE_STRUCT(GuestMail, (), (id, state))

struct GuestView {
  static constexpr const char* kSchemaName = "MeetingGuest";

  Id id;
  std::optional<Id> contact_id;
  std::optional<Id> person_id;
  std::string name;
  std::string email;
  Participation participation = Participation::needs_action;
  std::optional<Instant> answered_at;
  std::string comment;
  std::optional<GuestMail> mail;  // the last one about this meeting
};
BOOST_DESCRIBE_STRUCT(GuestView, (),
                      (id, contact_id, person_id, name, email, participation, answered_at, comment, mail))

struct MeetingView {
  static constexpr const char* kSchemaName = "Meeting";

  Id id;
  std::int64_t version = 0;
  Id handoff_id;
  book::AccountRef account;
  people::PersonRef organizer;
  MeetingState state = MeetingState::planned;
  std::string starts_local;
  std::string time_zone;
  std::string zone_text;
  bool comes_twice = false;  // the clocks go back over it; it is the first of the two
  Instant starts_at;
  Instant ends_at;
  std::int32_t minutes = 30;
  std::string place;
  std::string note;
  std::vector<GuestView> guests;  // contacts first
  bool may_change = false;        // the caller may move or cancel it
};
BOOST_DESCRIBE_STRUCT(MeetingView, (),
                      (id, version, handoff_id, account, organizer, state, starts_local, time_zone, zone_text,
                       comes_twice, starts_at, ends_at, minutes, place, note, guests, may_change))

}  // namespace baton::introduction
