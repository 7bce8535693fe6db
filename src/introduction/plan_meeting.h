// The use cases of a meeting, each inside one action: plan, change, cancel, note an answer. The mails go out with the deed
// (tell.h), our people's calendars follow (book/planned.h), and both sides of us are told.
//
//   const auto wanted = CheckMeeting(tx, handoff, input, now);       // before the action is begun
//   if (!wanted) return Fail(wanted.error());
//   auto meeting = PlanMeeting(action, handoff, *wanted);
#pragma once

#include <string>
#include <vector>

#include "action/action.h"
#include "base/problem.h"
#include "book/contact.h"
#include "db/database.h"
#include "handoff/handoff.h"
#include "introduction/meeting.h"

namespace baton::introduction {

inline constexpr std::int32_t kMinMinutes = 5;
inline constexpr std::int32_t kMaxMinutes = 8 * 60;
inline constexpr std::size_t kMaxGuests = 10;

// What was asked for, understood.
struct WantedMeeting {
  LocalTime local;
  std::string time_zone;
  Instant starts_at;
  std::int32_t minutes = 0;
  std::string place;
  std::string note;
  std::vector<book::Contact> contacts;
};
Result<WantedMeeting> CheckMeeting(db::Connection& connection, const handoff::Handoff& handoff,
                                   const MeetingInput& input, Instant now);

// Fails where nobody could answer it: neither a mailbox nor an address of the former owner.
Result<Meeting> PlanMeeting(action::Action& action, const handoff::Handoff& handoff,
                            const WantedMeeting& wanted);
// Another time asks the guests again. REQUIRES: the meeting is planned.
Result<Meeting> ChangeMeeting(action::Action& action, const handoff::Handoff& handoff, const Meeting& before,
                              const WantedMeeting& wanted);
Result<Meeting> CancelMeeting(action::Action& action, const handoff::Handoff& handoff, const Meeting& before);
// What a guest says to it, by calendar or to one of us. Tells the former owner and the successor.
Result<Guest> NoteAnswer(action::Action& action, const Meeting& meeting, const Guest& guest,
                         Participation participation, const std::string& comment);

// The rules of a zone changed after a meeting was planned: it begins at the same time on the wall, the instant moves, and
// the guests are told. Called once a day.
void FollowZones(db::Database& database, Id org_id, Instant now);

}  // namespace baton::introduction
