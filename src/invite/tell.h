// Tells guests of an appointment what they do not know yet: an invitation, a change of it, a cancellation. What each was told
// last is kept beside the log, and compared with how things stand; so one way serves planning, changing, cancelling, and the
// undo of each. A mail that nobody has tried to send yet is taken back instead of being followed by another one.
//
//   invite::Tell(action, meeting.id, {.invitation = ..., .guests = {...}, .is_on = true}, [&](const invite::Letter& letter) {
//     mail::Draft draft;                            // in whose name, subject, text, for letter.news and letter.guest
//     return draft;                                 // the address and the calendar part are put in here
//   });
//
// For whoever has appointments: meetings with clients (introduction), promises (coaching). Ids are one appointment's among all
// of them. Stateless, hence thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "action/action.h"
#include "format/icalendar/invitation.h"
#include "mail/mail.h"

namespace baton::invite {

// What happened, seen by one guest. taken_off: the others still meet.
enum class News { invited, changed, cancelled, taken_off };

// A contact of a client or a person of ours; one of the two.
struct Guest {
  std::optional<Id> contact_id;
  std::optional<Id> person_id;
  std::string name;
  std::string email;
  std::string time_zone;  // in which the mail says the time

  Id id() const { return contact_id.value_or(person_id.value_or(Id{})); }
};

struct Appointment {
  format::icalendar::Invitation invitation;  // as it stands; its version and uid are filled in
  std::vector<Guest> guests;                 // who has an address and is asked to come
  bool is_on = false;  // it takes place; else nobody is asked, and the rest may be empty
};

struct Letter {
  News news = News::invited;
  const format::icalendar::Invitation& invitation;
  const Guest& guest;
  const mail::Draft* before =
      nullptr;  // what the guest was told last, where it is taken back: all that is known of one that is gone
};
using WriteLetter = std::function<mail::Draft(const Letter& letter)>;

void Tell(action::Action& action, Id appointment_id, const Appointment& appointment,
          const WriteLetter& write);

struct GuestMail {
  Id id;
  mail::MailState state = mail::MailState::waiting;
};
// The last mail about the appointment, by contact or person.
std::unordered_map<Id, GuestMail> FindGuestMails(db::Connection& connection, Id org_id, Id appointment_id);
// The version that calendars have, or will have: none was told yet is 0.
std::int32_t SequenceOf(db::Connection& connection, Id org_id, Id appointment_id);
// By which calendars know it, for as long as it lasts: what they were told at first, also when the mailbox moved to another domain
// since and the mails' words are gone; of one that nobody was told of, made from the address that answers go to.
std::string UidOf(db::Connection& connection, Id org_id, Id appointment_id, const std::string& answers_to);
// What a version said, for answers to it: none: it is unknown, was a cancellation, or its words are gone.
std::optional<format::icalendar::Invitation> FindTold(db::Connection& connection, Id org_id,
                                                      Id appointment_id, std::int32_t sequence);

// What a calendar answered, and to what.
struct CalendarAnswer {
  Id appointment_id;
  format::icalendar::Reply reply;
  format::icalendar::Invitation told;
};
// None: it is no answer to what we said about an appointment, or the mail is not from who answers in it.
std::optional<CalendarAnswer> ReadAnswer(db::Connection& connection, Id org_id, const std::string& calendar,
                                         const std::string& sender);

}  // namespace baton::invite
