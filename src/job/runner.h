// Runs jobs (job/job.h): claims them in batches under a lease, runs them on worker threads, renews the
// leases, and notes how they ended. Several runners, in one process or many, share one database; a job whose
// runner died is claimed again when its lease is over. After five attempts it is failed and stays visible.
//
// Thread-safe after Start. The database and the clock outlive the runner; the destructor stops it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "job/job.h"

namespace baton::job {

enum class Outcome {
  done,
  again,  // not finished: give it back to the queue without counting the attempt (or end it, when cancelled)
};

// What a handler is given. Used by the handler's thread only, while it runs.
class Context {
 public:
  virtual ~Context() = default;
  virtual const Job& job() const = 0;  // as it was claimed
  virtual db::Database& database() = 0;
  virtual Instant Now() const = 0;
  // Written at most every half second, so call it freely. `total` 0 = not known.
  virtual void Progress(std::int64_t done, std::int64_t total) = 0;
  // The sentence shown with the job.
  virtual void Say(const Message& message) = 0;
  // The process ends, the job was cancelled, or its lease is lost: return soon, with Outcome::again.
  virtual bool ShouldStop() const = 0;
  virtual bool IsCancelled() const = 0;
};

// Throwing counts as a failed attempt; the job is tried again after a pause that grows.
using Handler = std::function<Outcome(Context&)>;
// Called once the attempts are used up, before the job is written down as failed: what the job was for learns of it. May
// run again when the process ends in between, or when it throws.
using OnFailure = std::function<void(Context&)>;
// The same before a job is written down as cancelled that was not waiting any more: also one whose process died after it was asked
// to stop. So what it worked for is put back here, and not by the handler.
using OnCancel = std::function<void(Context&)>;
// Called after a job's row changed for people: claimed, progress, ended. From any thread of the runner.
using Listener = std::function<void(const Job&)>;

struct RunnerOptions {
  std::string queue = "default";
  int workers = 2;
  int batch = 10;  // claimed at once, not more than the workers can start
  int attempts = 5;
  std::chrono::milliseconds lease{30'000};
  std::chrono::milliseconds poll{1'000};
  std::chrono::milliseconds pause{1'000};  // before the second attempt; doubles with each
};

class Runner {
 public:
  Runner(db::Database& database, const Clock& clock, RunnerOptions options = {});
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  // Before Start. Kinds without a handler are left to other runners.
  void On(std::string kind, Handler handler, OnFailure on_failure = {}, OnCancel on_cancel = {});
  void Listen(Listener listener);
  void Start();

  // Look now instead of at the next poll: after the commit of an Enqueue.
  void Wake();
  // Asks the running handlers to stop, gives back what they return, and waits for them.
  void Stop();
  // For tests and the command line: claims and runs on this thread until nothing is due. Returns how many
  // ran.
  int RunDue();

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace baton::job
