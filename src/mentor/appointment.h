// A conversation is an appointment: both get an invitation by e-mail, which their calendars move and cancel with it. It says who, when and
// how long; what it is about stands in Baton, since mails lie where others read them.
//
//   TellTalkAppointment(action, talk.id);   // in the transaction of the deed
//
// Stateless, hence thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "action/action.h"
#include "job/runner.h"
#include "mentor/talk.h"

namespace baton::mentor {

inline constexpr std::string_view kTalkTellKind = "mentor_talk.tell";
inline constexpr std::string_view kLink = "/mentor";

// The other one of the two than who acts gets a notice, with {person} and {when}.
void TellOther(action::Action& action, const Talk& talk, std::string_view key);
// Both, as far as they do not know. Nothing while the organization has no mail server, nor to who wants no invitations.
void TellTalkAppointment(action::Action& action, Id talk_id);
// By a job: after an undo, when all rows are back.
void TellTalkSoon(db::Tx& tx, Id org_id, Id talk_id);
// What a calendar answered: the other one is told; the conversation stays as it is. True: it was an answer to one.
bool TakeTalkAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                    const std::string& sender);
void AddMentorJobs(job::Runner& runner);

}  // namespace baton::mentor
