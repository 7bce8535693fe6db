// A planned session is an appointment: those in it get an invitation by e-mail, which their calendars move and cancel with it.
//
//   TellSessionAppointment(action, session.id);   // in the transaction of the deed
//
// One appointment an hour: who has a promise with somebody of the session at that time has an invitation to it already
// (appointment.h), and gets none to the session until that promise is moved or withdrawn. The invitation says what kind of
// session, who and when; agenda, notes, client and skills stand in Baton only.
//
// Stateless, hence thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "action/action.h"
#include "job/runner.h"

namespace baton::coaching {

inline constexpr std::string_view kSessionTellKind = "coaching_session.tell";

// Those in it are told how it stands now, as far as they do not know. Nothing while the organization has no mail server.
void TellSessionAppointment(action::Action& action, Id session_id);
// The planned ones of a manager with a rep: a promise of the two has changed.
void TellSessionsOfPair(action::Action& action, Id manager_id, Id rep_id);
// By a job: after an undo, when all rows are back.
void TellSessionAppointmentSoon(db::Tx& tx, Id org_id, Id session_id);
// What a calendar answered, as TakePromiseAnswer does: a rep's answer is told to the manager, the manager's to the reps; the
// session stays as it is. True: it was an answer to a session.
bool TakeSessionAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                       const std::string& sender);
void AddSessionAppointmentJob(job::Runner& runner);

}  // namespace baton::coaching
