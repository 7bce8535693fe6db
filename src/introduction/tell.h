// Tells the guests of a meeting what they do not know yet; how: invite/tell.h.
//
//   Tell(action, meeting.id);             // in the transaction of a change
//   TellSoon(tx, org_id, meeting_id);     // by a job: after an undo, when all rows are back
//
// Stateless, hence thread-safe.
#pragma once

#include <string_view>

#include "action/action.h"
#include "introduction/meeting.h"
#include "job/runner.h"

namespace baton::introduction {

inline constexpr std::string_view kTellKind = "meeting.tell";

// `meeting_id` may be of a meeting that is not there any more.
void Tell(action::Action& action, Id meeting_id);
void TellSoon(db::Tx& tx, Id org_id, Id meeting_id);
void AddTellJob(job::Runner& runner);

}  // namespace baton::introduction
