// "My job now" in the database, and how it is told. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "access/principal.h"
#include "action/action.h"
#include "letter/my_job.h"

namespace baton::letter {

// What the manager writes at, not announced yet.
std::optional<MyJob> FindWritten(db::Connection& connection, Id org_id, Id manager_id);
// What holds.
std::optional<MyJob> FindAnnounced(db::Connection& connection, Id org_id, Id manager_id);
// May the client be told what this manager's job is?
bool IsAgreed(db::Connection& connection, Id org_id, Id manager_id);

// Whose "my job" concerns this person: the own, those above that are announced, those below that wait for a yes.
std::vector<Id> FindConcerned(db::Connection& connection, const access::Principal& person);

// None: the manager is not there, or it is none of this person's business.
std::optional<MyJobView> ViewMyJob(db::Connection& connection, const access::Principal& viewer,
                                   Id manager_id);

// New words have to be agreed anew; whoever is above is told. REQUIRES: FaultsOf is empty.
Result<MyJob> Write(action::Action& action, Id manager_id, const std::optional<MyJob>& before,
                    const MyJobWords& words);
Result<MyJob> Agree(action::Action& action, const MyJob& before);
// To everybody below the manager: a notice and a mail each, in the manager's name. What held until now ends.
Result<MyJob> Announce(action::Action& action, const MyJob& before);
// Once; it may be announced anew in other words.
void MarkRead(db::Tx& tx, Id org_id, Id my_job_id, Id person_id, Instant now);

}  // namespace baton::letter
