// Ownership that moves on a day: written down, and done by a job when that day begins on the organization's wall. The job
// looks at what is written then: a day that was changed, taken back or undone is no longer its own.
#pragma once

#include "action/action.h"
#include "handoff/handoff.h"
#include "job/runner.h"

namespace baton::handoff {

inline constexpr std::string_view kOwnKind = "handoff.own";
inline constexpr int kFarthestDay = 366;

void AddHandoffJobs(job::Runner& runner);

// Writes the day down, and tells the other one. REQUIRES: owned is the next step. Fails for a day that is not to come.
Result<Handoff> PlanOwnership(action::Action& action, const Handoff& before, Day owned_on,
                              std::optional<Day> overlap_until_on);
// Takes the day back. Fails where there is none.
Result<Handoff> CancelOwnership(action::Action& action, const Handoff& before);

// After an undo: a day that is written down again and has come meanwhile, whose job has found nothing to do, is carried
// out at once. Not where the undo took ownership back: then it is not to move again by itself.
void OwnAfterUndo(db::Tx& tx, Id org_id, Id handoff_id);

// Until when the former owner stays in reach of an account that moves on `owned_on`; the organization's default unless it
// is given. Fails for a day before that.
Result<Day> OverlapUntil(db::Connection& connection, Id org_id, Day owned_on, std::optional<Day> wanted,
                         Instant now);

// Moves what is due in the organization, for a clock that was set on.
void OwnWhatIsDue(db::Database& database, Id org_id, Instant now);

}  // namespace baton::handoff
