// Tells guests what they do not know yet: an invitation, a change of it, a cancellation. What each was told last is kept
// beside the log, and compared with how things stand; so one way serves planning, changing, cancelling, and the undo of each.
// A mail that nobody has tried to send yet is taken back instead of being followed by another one.
//
//   Tell(action, meeting.id);             // in the transaction of a change
//   TellSoon(tx, org_id, meeting_id);     // by a job: after an undo, when all rows are back
//
// Stateless, hence thread-safe.
#pragma once

#include <string_view>
#include <unordered_map>

#include "action/action.h"
#include "introduction/meeting.h"
#include "job/runner.h"

namespace baton::introduction {

inline constexpr std::string_view kTellKind = "meeting.tell";

// `meeting_id` may be of a meeting that is not there any more.
void Tell(action::Action& action, Id meeting_id);
void TellSoon(db::Tx& tx, Id org_id, Id meeting_id);
void AddTellJob(job::Runner& runner);

// The last mail about the meeting, by contact or person.
std::unordered_map<Id, GuestMail> FindGuestMails(db::Connection& connection, Id org_id, Id meeting_id);
// The version that calendars have, or will have: none was told yet is 0.
std::int32_t SequenceOf(db::Connection& connection, Id org_id, Id meeting_id);

}  // namespace baton::introduction
