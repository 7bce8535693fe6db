// Work in the background: a row of table `job` that some process of this database will run, at least once.
//
//   // In the use case's transaction: the payload stays in the organization's tables, `ref` points to it.
//   Id job = job::Enqueue(tx, {.org_id = org, .kind = "import", .ref = import.id}, clock.Now());
//
//   job::Runner runner(database, clock, {.workers = 2});
//   runner.On("import", [](job::Context& context) {
//     while (const auto chunk = NextChunk(context)) {
//       if (context.ShouldStop()) return job::Outcome::again;     // the process ends, or somebody cancelled
//       context.database().Write([&](db::Tx& tx) -> Result<Done> { ... }, {.bulk = true});
//       context.Progress(chunk->done, chunk->total);
//     }
//     return job::Outcome::done;
//   });
//   runner.Start();
//
// A handler may be cut at any point and run again, here or in another process: its effect is idempotent, and
// it goes on from what the organization's tables say. It runs on a worker thread of the runner.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/message.h"
#include "db/database.h"

namespace baton::job {

enum class State { waiting, running, done, failed, cancelled };
BOOST_DESCRIBE_ENUM(State, waiting, running, done, failed, cancelled)

// A row of table `job`.
struct Job {
  Id id;
  Id org_id;
  std::optional<Id> person_id;  // who asked for it
  std::string kind;
  Id ref;
  std::string queue;
  State state = State::waiting;
  Instant run_at;
  int attempts = 0;
  std::optional<std::string> locked_by;
  std::optional<Instant> locked_until;
  std::int64_t done = 0;
  std::int64_t total = 0;  // 0: not known yet
  std::string message_key;
  std::string message_arguments;  // a JSON object
  bool cancel_requested = false;
  Instant created_at;
  std::optional<Instant> finished_at;
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, org_id, person_id, kind, ref, queue, state, run_at, attempts, locked_by,
                       locked_until, done, total, message_key, message_arguments, cancel_requested,
                       created_at, finished_at))

struct NewJob {
  Id org_id;
  std::optional<Id> person_id = std::nullopt;
  std::string kind;
  Id ref;
  std::string queue = "default";
  std::optional<Instant> run_at = std::nullopt;  // none: now
};

// Puts a job into the queue; runners hear of it when the transaction is committed, or within the polling
// interval.
Id Enqueue(db::Tx& tx, const NewJob& job, Instant now);

std::optional<Job> FindJob(db::Connection& connection, Id org_id, Id id);
// Of those that are there.
std::map<Id, State> FindStates(db::Connection& connection, Id org_id, std::span<const Id> ids);
struct JobFilter {
  std::optional<Id> person_id = {};  // who asked for it
  std::optional<State> state = {};
  std::optional<Id> after = {};   // the last one of the page before
  std::string without_done = {};  // of this kind those that are done are left out
  int limit = 50;
};
// The newest first.
std::vector<Job> ListJobs(db::Connection& connection, Id org_id, const JobFilter& filter = {});

// A waiting job ends at once, and the caller puts back what it was for; a running one is asked to stop, and its runner does
// (Runner::On). False when it has ended already or is not there.
bool RequestCancel(db::Tx& tx, Id org_id, Id id, Instant now);
// Failed and cancelled jobs run again, from the first attempt.
bool Retry(db::Tx& tx, Id org_id, Id id, Instant now);

}  // namespace baton::job
