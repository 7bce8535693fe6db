// The SQL of a runner: claim, renew, note, end. What a runner calls itself in `locked_by` is its `name`, unique for each
// runner that ever was, so that nobody ends a job that another has taken over.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "job/job.h"

namespace baton::job {

struct Claim {
  std::string name;  // of the runner
  std::string queue;
  std::vector<std::string> kinds;
  Instant now;
  Instant locked_until;
  int limit = 1;
};

// The jobs that are due, and those whose lease is over, but for the runner's own: a clock that is moved forward does not
// make it run a job twice.
std::vector<Job> ClaimJobs(db::Database& database, const Claim& claim);

// Of the ids that the runner still holds, whether somebody asked to cancel them. What is missing was taken over.
struct Held {
  Id id;
  bool cancel_requested = false;
};
BOOST_DESCRIBE_STRUCT(Held, (), (id, cancel_requested))
std::vector<Held> RenewLeases(db::Database& database, const std::string& name, std::span<const Id> ids,
                              Instant locked_until);
// The same without renewing.
std::vector<Held> FindHeld(db::Database& database, const std::string& name, std::span<const Id> ids);

// Writes done, total, message and, where the state is no longer running, how it ended. False when the runner does not
// hold the job any more.
bool SaveJob(db::Database& database, const std::string& name, const Job& job);

}  // namespace baton::job
