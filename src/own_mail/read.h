// Reads people's own mailboxes: looks at a new one once, for its owner to see what would be kept; and what is kept every
// kReadEvery from then on, only what came since. After failures less and less often, to once a day, so that a wrong password
// locks nobody out; its owner is told once.
//
//   ReadSoon(tx, mailbox, wall, wall);        // in the use case's transaction
//   AddOwnMailJobs(runner, options);          // on a runner of kReadQueue
//
// Cut at any point it begins again where it was last noted, and keeps nothing twice (traffic/keep.h). Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "job/runner.h"
#include "outward/address.h"
#include "own_mail/own_mailbox.h"
#include "seal/key.h"
#include "traffic/keep.h"

namespace baton::own_mail {

struct OwnMailOptions {
  const seal::Key* key = nullptr;  // outlives the routes and the jobs
  outward::Hosts hosts = outward::Hosts::public_only;
  // Where what was looked at waits for its owner, the wall's clock, and who hears that something was kept.
  const traffic::TrafficOptions* traffic = nullptr;  // outlives them too
};

inline constexpr std::string_view kReadKind = "own_mailbox";
// Their own: servers that answer slowly hold up nobody's import or letter.
inline constexpr std::string_view kReadQueue = "own_mailbox";

// Has it read at `at`, by a job that takes the place of the one before; the caller saves the mailbox. The times are the wall's.
void ReadSoon(db::Tx& tx, OwnMailbox& mailbox, Instant at, Instant now);
// The job was cancelled while it waited: that time is left out.
void SkipCancelled(db::Tx& tx, const job::Job& job, Instant wall);
// Milliseconds until the next try, after so many failures in a row.
std::int64_t PauseAfter(std::int32_t failures);

void AddOwnMailJobs(job::Runner& runner, const OwnMailOptions& options);

}  // namespace baton::own_mail
