#include "job/runner.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "base/check.h"
#include "base/log.h"
#include "job/bell.h"
#include "job/queue.h"
#include "json/arguments.h"

namespace baton::job {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kProgressInterval{500};

std::string MakeName() {
  std::random_device random;
  return std::to_string(::getpid()) + '-' + std::to_string(random()) + '-' + std::to_string(random());
}

}  // namespace

class Runner::Engine {
 public:
  Engine(db::Database& database, const Clock& clock, RunnerOptions options)
      : database_(database), clock_(clock), options_(std::move(options)), name_(MakeName()) {}
  ~Engine() { Stop(); }

  struct Handled {
    Handler handler;
    OnFailure on_failure;
    OnCancel on_cancel;
  };
  void On(std::string kind, Handled handled) {
    Check(threads_.empty(), "handlers come before Start");
    kinds_.push_back(kind);
    handled_[std::move(kind)] = std::move(handled);
  }
  void Listen(Listener listener) { listener_ = std::move(listener); }
  void Start();
  void Stop();
  int RunDue();

 private:
  class Running;

  void Dispatch();
  void Work();
  void Tend();
  void TendOrWarn();
  void Take(int limit);
  void TakeOrWarn();
  std::vector<Job> ClaimDue(int limit);
  void Run(Running& running);
  Outcome Handle(Running& running);
  void End(Running& running, Outcome outcome);
  void EndFailed(Running& running, const std::string& why);
  void EndJob(Job& job, State state);
  void GiveBack(Job& job);
  void Save(Job& job);
  void Tell(const Job& job) {
    if (listener_) listener_(job);
  }

  db::Database& database_;
  const Clock& clock_;
  const RunnerOptions options_;
  const std::string name_;
  std::vector<std::string> kinds_;
  std::map<std::string, Handled> handled_;
  Listener listener_;

  std::atomic<bool> is_stopping_ = false;
  std::mutex mutex_;  // of the three that follow
  std::condition_variable arrived_;
  std::deque<Job> claimed_;
  std::map<Id, Running*> running_;
  bool is_drained_ = false;
  SteadyClock::time_point renewed_at_;  // of the thread that tends
  std::vector<std::thread> threads_;
};

// A job while its handler has it.
class Runner::Engine::Running final : public Context {
 public:
  Running(Engine& engine, Job job) : engine_(engine), claimed_(job), now_(std::move(job)) {}

  const Job& job() const override { return claimed_; }
  db::Database& database() override { return engine_.database_; }
  Instant Now() const override { return engine_.clock_.Now(); }
  void Progress(std::int64_t done, std::int64_t total) override {
    now_.done = done;
    now_.total = total;
    Note();
  }
  void Say(const Message& message) override {
    now_.message_key = message.key;
    now_.message_arguments = json::ToText(message.arguments);
    Note();
  }
  bool ShouldStop() const override { return engine_.is_stopping_ || is_cancelled_ || is_lost_; }
  bool IsCancelled() const override { return is_cancelled_; }

  Job& now() { return now_; }
  bool is_lost() const { return is_lost_; }
  void Cancel() { is_cancelled_ = true; }
  void Lose() { is_lost_ = true; }

 private:
  void Note() {
    const auto time = SteadyClock::now();
    if (time - noted_at_ < kProgressInterval) return;
    noted_at_ = time;
    // The lease is renewed along, so that the column need not be left out.
    now_.locked_until = Now() + engine_.options_.lease.count();
    if (SaveJob(engine_.database_, engine_.name_, now_)) {
      engine_.Tell(now_);
    } else {
      Lose();
    }
  }

  Engine& engine_;
  const Job claimed_;
  Job now_;
  SteadyClock::time_point noted_at_;
  std::atomic<bool> is_cancelled_ = false;
  std::atomic<bool> is_lost_ = false;
};

void Runner::Engine::Start() {
  Check(threads_.empty(), "a runner starts once");
  for (int i = 0; i < options_.workers; ++i) threads_.emplace_back([this] { Work(); });
  threads_.emplace_back([this] { Dispatch(); });
}

void Runner::Engine::Stop() {
  is_stopping_ = true;
  Bell::OfProcess().Ring();
  arrived_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

// Claims what the workers can start, and tends what they have; goes on tending until they are done.
void Runner::Engine::Dispatch() {
  std::uint64_t heard = Bell::OfProcess().Count();
  while (true) {
    TendOrWarn();
    if (!is_stopping_) TakeOrWarn();
    {
      const std::lock_guard lock(mutex_);
      if (is_stopping_ && claimed_.empty() && running_.empty()) break;
    }
    heard = Bell::OfProcess().Wait(heard, options_.poll);
  }
  {
    const std::lock_guard lock(mutex_);
    is_drained_ = true;
  }
  arrived_.notify_all();
}

void Runner::Engine::TendOrWarn() {
  try {
    Tend();
  } catch (const std::exception& error) {
    LogWarning("job.not_tended", {{"error", error.what()}});
  }
}

void Runner::Engine::TakeOrWarn() {
  try {
    Take(options_.batch);
  } catch (const std::exception& error) {
    LogWarning("job.not_claimed", {{"error", error.what()}});
  }
}

void Runner::Engine::Take(int limit) {
  {
    const std::lock_guard lock(mutex_);
    const int busy = static_cast<int>(claimed_.size() + running_.size());
    limit = std::min(limit, options_.workers - busy);
  }
  if (limit <= 0) return;
  std::vector<Job> jobs = ClaimDue(limit);
  if (jobs.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    for (Job& job : jobs) claimed_.push_back(std::move(job));
  }
  arrived_.notify_all();
}

std::vector<Job> Runner::Engine::ClaimDue(int limit) {
  const Instant now = clock_.Now();
  return ClaimJobs(database_, {.name = name_,
                               .queue = options_.queue,
                               .kinds = kinds_,
                               .now = now,
                               .locked_until = now + options_.lease.count(),
                               .limit = limit});
}

// Hears of cancellations and of what others took over, and renews the leases when a third of them has passed: that is a
// commit, where looking is a read.
void Runner::Engine::Tend() {
  std::vector<Id> ids;
  {
    const std::lock_guard lock(mutex_);
    for (const Job& job : claimed_) ids.push_back(job.id);
    for (const auto& [id, running] : running_) ids.push_back(id);
  }
  if (ids.empty()) return;
  const auto time = SteadyClock::now();
  const bool is_due = time - renewed_at_ >= options_.lease / 3;
  const Instant until = clock_.Now() + options_.lease.count();
  const std::vector<Held> held =
      is_due ? RenewLeases(database_, name_, ids, until) : FindHeld(database_, name_, ids);
  if (is_due) renewed_at_ = time;
  const std::lock_guard lock(mutex_);
  for (const Id id : ids) {
    const auto running = running_.find(id);
    if (running == running_.end()) continue;
    const auto found = std::find_if(held.begin(), held.end(), [id](const Held& one) { return one.id == id; });
    if (found == held.end()) {
      running->second->Lose();
    } else if (found->cancel_requested) {
      running->second->Cancel();
    }
  }
}

void Runner::Engine::Work() {
  while (true) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !claimed_.empty() || is_drained_; });
    if (claimed_.empty()) return;
    // From one list to the other under one lock, so that it is tended all the time.
    Running running(*this, std::move(claimed_.front()));
    claimed_.pop_front();
    running_[running.job().id] = &running;
    lock.unlock();
    Run(running);
    Bell::OfProcess().Ring();  // there is room for the next
  }
}

void Runner::Engine::Run(Running& running) {
  const Id id = running.job().id;
  try {
    Tell(running.now());
    End(running, Handle(running));
  } catch (const std::exception& error) {
    // How it ended cannot be written down now: the lease ends, and somebody runs it again.
    LogError("job.not_ended", {{"job", ToString(id)}, {"error", error.what()}});
  }
  const std::lock_guard lock(mutex_);
  running_.erase(id);
}

// What the handler says, once it is clear that it should run at all. Throws nothing that the handler throws.
Outcome Runner::Engine::Handle(Running& running) {
  const Job& job = running.job();
  if (job.cancel_requested) running.Cancel();
  if (running.ShouldStop()) return Outcome::again;
  if (job.attempts > options_.attempts) {  // whoever had it before died with it, each time
    EndFailed(running, "the process ended");
    return Outcome::done;
  }
  try {
    return handled_.at(job.kind).handler(running);
  } catch (const std::exception& error) {
    if (!running.IsCancelled() && !running.is_lost()) EndFailed(running, error.what());
    return Outcome::again;
  }
}

void Runner::Engine::End(Running& running, Outcome outcome) {
  Job& job = running.now();
  if (running.is_lost()) {
    LogWarning("job.taken_over", {{"job", ToString(job.id)}});
    return;
  }
  if (job.state == State::running) {
    if (outcome == Outcome::done) {
      EndJob(job, State::done);
    } else if (running.IsCancelled()) {
      if (const OnCancel& on_cancel = handled_.at(job.kind).on_cancel) on_cancel(running);
      EndJob(job, State::cancelled);
    } else {
      GiveBack(job);
    }
  }
  Save(job);
}

void Runner::Engine::EndJob(Job& job, State state) {
  job.state = state;
  job.locked_by.reset();
  job.locked_until.reset();
  job.finished_at = clock_.Now();
}

// Not finished, and not a failure: behind those that are due now.
void Runner::Engine::GiveBack(Job& job) {
  job.state = State::waiting;
  job.attempts -= 1;
  job.run_at = clock_.Now();
  job.locked_by.reset();
  job.locked_until.reset();
}

void Runner::Engine::EndFailed(Running& running, const std::string& why) {
  Job& job = running.now();
  LogError("job.attempt_failed", {{"job", ToString(job.id)},
                                  {"kind", job.kind},
                                  {"attempt", std::to_string(job.attempts)},
                                  {"error", why}});
  if (job.attempts >= options_.attempts) {
    if (const OnFailure& on_failure = handled_.at(job.kind).on_failure) on_failure(running);
    EndJob(job, State::failed);
    job.message_key = "problem.job.failed";
    job.message_arguments =
        json::ToText({{"attempts", std::int64_t{options_.attempts}}, {"id", ToString(job.id)}});
    return;
  }
  GiveBack(job);
  job.attempts += 1;
  job.run_at = clock_.Now() + (options_.pause.count() << (job.attempts - 1));
}

void Runner::Engine::Save(Job& job) {
  if (SaveJob(database_, name_, job)) {
    Tell(job);
  } else {
    LogWarning("job.taken_over", {{"job", ToString(job.id)}});
  }
}

int Runner::Engine::RunDue() {
  Check(threads_.empty(), "RunDue is for a runner that was not started");
  std::atomic<bool> is_over = false;
  std::thread tending([&] {
    for (std::uint64_t heard = Bell::OfProcess().Count(); !is_over;) {
      TendOrWarn();
      heard = Bell::OfProcess().Wait(heard, options_.poll);
    }
  });
  int ran = 0;
  std::exception_ptr failure;
  try {
    for (auto jobs = ClaimDue(1); !jobs.empty() && !is_stopping_; jobs = ClaimDue(1), ++ran) {
      Running running(*this, std::move(jobs[0]));
      {
        const std::lock_guard lock(mutex_);
        running_[running.job().id] = &running;
      }
      Run(running);
    }
  } catch (...) {
    failure = std::current_exception();
  }
  is_over = true;
  Bell::OfProcess().Ring();
  tending.join();
  if (failure) std::rethrow_exception(failure);
  return ran;
}

Runner::Runner(db::Database& database, const Clock& clock, RunnerOptions options)
    : engine_(std::make_unique<Engine>(database, clock, std::move(options))) {}
Runner::~Runner() = default;

void Runner::On(std::string kind, Handler handler, OnFailure on_failure, OnCancel on_cancel) {
  engine_->On(std::move(kind), {std::move(handler), std::move(on_failure), std::move(on_cancel)});
}
void Runner::Listen(Listener listener) { engine_->Listen(std::move(listener)); }
void Runner::Start() { engine_->Start(); }
void Runner::Wake() { Bell::OfProcess().Ring(); }
void Runner::Stop() { engine_->Stop(); }
int Runner::RunDue() { return engine_->RunDue(); }

}  // namespace baton::job
