// Jobs with fake handlers: how they end, who runs them when their runner dies, and what people may ask of them.
#include "job/runner.h"

#include <atomic>
#include <thread>

#include "db/test_database.h"
#include "job/queue.h"

namespace baton::job {
namespace {

constexpr Id kOrg{5};
constexpr Instant kNow{1'800'000'000'000};

class RunnerTest : public db::DatabaseTest {
 protected:
  Id Add(const std::string& kind, std::optional<Instant> run_at = std::nullopt) {
    return db().Write([&](db::Tx& tx) {
      return Enqueue(tx, {.org_id = kOrg, .kind = kind, .ref = Id{9}, .run_at = run_at}, clock_.Now());
    });
  }
  Job Find(Id id) { return FindJob(*db().Read(), kOrg, id).value(); }
  bool Cancel(Id id) {
    return db().Write([&](db::Tx& tx) { return RequestCancel(tx, kOrg, id, clock_.Now()); });
  }
  // Waits until the job's state is no longer waiting or running.
  State WaitForEnd(Id id) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < end) {
      const State state = Find(id).state;
      if (state != State::waiting && state != State::running) return state;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ADD_FAILURE() << "it did not end";
    return State::running;
  }
  // What a process leaves behind that died while it ran the job.
  Job ClaimAndDie(std::chrono::milliseconds lease = std::chrono::seconds(30)) {
    const Instant now = clock_.Now();
    const auto jobs = ClaimJobs(db(), {.name = "dead " + ToString(db().NewId()),
                                       .queue = "default",
                                       .kinds = {"work"},
                                       .now = now,
                                       .locked_until = now + lease.count()});
    return jobs.at(0);
  }

  FixedClock clock_{kNow};
};

TEST_P(RunnerTest, RunsWhatIsDueInOrder) {
  std::vector<Id> ran;
  Runner runner(db(), clock_);
  runner.On("work", [&](Context& context) {
    ran.push_back(context.job().id);
    EXPECT_EQ(context.job().ref, Id{9});
    EXPECT_EQ(context.job().attempts, 1);
    context.Say({"job.test", {{"n", 3}, {"name", "\"x\""}}});
    context.Progress(7, 9);
    return Outcome::done;
  });
  const Id late = Add("work", kNow + 10);
  const Id second = Add("work");
  const Id first = Add("work", kNow - 5);
  const Id other = Add("no handler here");
  EXPECT_EQ(runner.RunDue(), 2);
  EXPECT_EQ(ran, (std::vector{first, second}));
  EXPECT_EQ(Find(other).state, State::waiting);
  EXPECT_EQ(Find(late).state, State::waiting);
  const Job done = Find(second);
  EXPECT_EQ(done.state, State::done);
  EXPECT_EQ(done.finished_at, kNow);
  EXPECT_EQ(done.done, 7);
  EXPECT_EQ(done.total, 9);
  EXPECT_EQ(done.message_key, "job.test");
  EXPECT_EQ(done.message_arguments, R"({"n":3,"name":"\"x\""})");
  EXPECT_FALSE(done.locked_by);
  clock_.Set(kNow + 10);
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_EQ(ListJobs(*db().Read(), kOrg, {.limit = 2}).size(), 2U);
  const auto left = ListJobs(*db().Read(), kOrg, {.without_done = "work"});
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].id, other);
  Add("work", kNow + 20);
  EXPECT_EQ(ListJobs(*db().Read(), kOrg, {.without_done = "work"}).size(), 2U)
      << "what is still to come is there";
  EXPECT_FALSE(FindJob(*db().Read(), Id{6}, second)) << "another organization's";
}

TEST_P(RunnerTest, TriesFiveTimesWithGrowingPausesAndThenFails) {
  int runs = 0;
  Runner runner(db(), clock_);
  runner.On("work", [&](Context&) -> Outcome {
    ++runs;
    throw std::runtime_error("no");
  });
  const Id id = Add("work");
  std::vector<std::int64_t> pauses;
  while (Find(id).state == State::waiting) {
    EXPECT_EQ(runner.RunDue(), 1);
    const Job job = Find(id);
    if (job.state != State::waiting) break;
    pauses.push_back(job.run_at.milliseconds - clock_.Now().milliseconds);
    EXPECT_EQ(runner.RunDue(), 0) << "not before the pause is over";
    clock_.Set(job.run_at);
  }
  EXPECT_EQ(runs, 5);
  EXPECT_EQ(pauses, (std::vector<std::int64_t>{1'000, 2'000, 4'000, 8'000}));
  EXPECT_EQ(Find(id).state, State::failed);
  EXPECT_EQ(Find(id).message_key, "problem.job.failed");
  EXPECT_TRUE(db().Write([&](db::Tx& tx) { return Retry(tx, kOrg, id, clock_.Now()); }));
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_EQ(Find(id).attempts, 1);
}

TEST_P(RunnerTest, TakesOverWhenTheLeaseOfADeadRunnerIsOver) {
  std::vector<std::int64_t> began_at;
  Runner runner(db(), clock_);
  runner.On("work", [&](Context& context) {
    began_at.push_back(context.job().done);
    return Outcome::done;
  });
  const Id id = Add("work");
  Job dead = ClaimAndDie();
  dead.done = 40;  // it came so far
  const std::string name = *dead.locked_by;
  ASSERT_TRUE(SaveJob(db(), name, dead));
  EXPECT_EQ(runner.RunDue(), 0);
  clock_.Set(kNow + 30'000);
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_EQ(began_at, std::vector<std::int64_t>{40});
  EXPECT_EQ(Find(id).attempts, 2);
  dead.state = State::failed;
  EXPECT_FALSE(SaveJob(db(), name, dead)) << "who was taken for dead comes back too late";
  EXPECT_EQ(Find(id).state, State::done);
}

TEST_P(RunnerTest, FailsAJobThatKilledEveryRunner) {
  Runner runner(db(), clock_);
  runner.On("work", [](Context&) {
    ADD_FAILURE() << "it would kill this one too";
    return Outcome::done;
  });
  const Id id = Add("work");
  for (int i = 0; i < 5; ++i) {
    ClaimAndDie();
    clock_.Set(clock_.Now() + 30'000);
  }
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_EQ(Find(id).state, State::failed);
}

TEST_P(RunnerTest, TellsWhatTheJobWasForWhenItFails) {
  int told = 0;
  Runner runner(db(), clock_);
  runner.On(
      "work", [](Context&) -> Outcome { throw std::runtime_error("no"); },
      [&](Context& context) {
        if (++told == 1) throw std::runtime_error("the database is gone");
        EXPECT_EQ(context.job().state, State::running);
      });
  const Id id = Add("work");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(told, 0);
    runner.RunDue();
    clock_.Set(clock_.Now() + 60'000);
  }
  EXPECT_EQ(told, 1);
  EXPECT_EQ(Find(id).state, State::running) << "not failed before that is known";
  Runner next(db(), clock_);
  next.On(
      "work", [](Context&) { return Outcome::done; }, [&](Context&) { ++told; });
  EXPECT_EQ(next.RunDue(), 1);
  EXPECT_EQ(told, 2);
  EXPECT_EQ(Find(id).state, State::failed);
}

TEST_P(RunnerTest, CancelsWaitingAndRunningJobs) {
  std::atomic<bool> is_running = false;
  Runner runner(db(), clock_, {.poll = std::chrono::milliseconds(20)});
  const Handler until_stopped = [&](Context& context) {
    is_running = true;
    while (!context.ShouldStop()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_TRUE(context.IsCancelled());
    return Outcome::again;
  };
  std::atomic<int> told = 0;
  runner.On("work", until_stopped, {}, [&](Context&) { ++told; });
  const Id waiting = Add("work");
  EXPECT_TRUE(Cancel(waiting));
  EXPECT_FALSE(Cancel(waiting));
  EXPECT_EQ(Find(waiting).state, State::cancelled);
  const Id running = Add("work");
  runner.Start();
  while (!is_running) std::this_thread::yield();
  EXPECT_TRUE(Cancel(running));
  EXPECT_EQ(WaitForEnd(running), State::cancelled);
  EXPECT_EQ(told, 1);
}

// Its process dies after it was asked to stop: nobody else puts back what it worked for.
TEST_P(RunnerTest, TellsWhatTheJobWasForWhenItWasCancelledAndItsProcessDied) {
  int told = 0;
  const auto run_in_another = [&] {
    clock_.Set(clock_.Now() + 30'000);
    Runner runner(db(), clock_);
    const Handler handler = [](Context&) {
      ADD_FAILURE() << "it was cancelled";
      return Outcome::done;
    };
    runner.On("work", handler, {}, [&](Context& context) {
      EXPECT_TRUE(context.IsCancelled());
      EXPECT_EQ(context.job().ref, Id{9});
      if (++told == 1) throw std::runtime_error("the database is gone");
    });
    EXPECT_EQ(runner.RunDue(), 1);
  };
  const Id id = Add("work");
  ClaimAndDie();
  EXPECT_TRUE(Cancel(id));
  EXPECT_TRUE(Cancel(id)) << "asked twice";
  run_in_another();
  EXPECT_EQ(Find(id).state, State::running) << "not cancelled before that is known";
  run_in_another();
  EXPECT_EQ(told, 2);
  EXPECT_EQ(Find(id).state, State::cancelled);
}

TEST_P(RunnerTest, WakesWhenAJobIsEnqueued) {
  Runner runner(db(), clock_, {.poll = std::chrono::minutes(10)});
  runner.On("work", [](Context&) { return Outcome::done; });
  runner.Start();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(WaitForEnd(Add("work")), State::done);
}

TEST_P(RunnerTest, GivesUnfinishedJobsBackWhenItStops) {
  std::atomic<int> begun = 0;
  auto runner = std::make_unique<Runner>(db(), clock_, RunnerOptions{.workers = 1});
  const Handler until_stopped = [&](Context& context) {
    ++begun;
    while (!context.ShouldStop()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_FALSE(context.IsCancelled());
    return Outcome::again;
  };
  runner->On("work", until_stopped);
  const Id one = Add("work");
  const Id two = Add("work");
  runner->Start();
  while (begun == 0) std::this_thread::yield();
  runner->Stop();
  runner.reset();
  EXPECT_EQ(begun, 1);
  for (const Id id : {one, two}) {
    EXPECT_EQ(Find(id).state, State::waiting);
    EXPECT_EQ(Find(id).attempts, 0) << "a stop is no failed attempt";
    EXPECT_FALSE(Find(id).locked_by);
  }
  Runner next(db(), clock_);
  next.On("work", [](Context&) { return Outcome::done; });
  EXPECT_EQ(next.RunDue(), 2);
}

TEST_P(RunnerTest, SeveralRunnersShareTheQueueAndRunEachJobOnce) {
  constexpr int kJobs = 60;
  const SystemClock time;
  std::atomic<int> runs = 0;
  std::atomic<int> told = 0;
  std::vector<Id> ids;
  for (int i = 0; i < kJobs; ++i) ids.push_back(Add("work", kNow - 100'000'000'000));
  std::vector<std::unique_ptr<db::Database>> databases;
  std::vector<std::unique_ptr<Runner>> runners;
  for (int i = 0; i < 3; ++i) {
    databases.push_back(db::Database::Open({.where = where()}));
    runners.push_back(std::make_unique<Runner>(*databases.back(), time,
                                               RunnerOptions{.poll = std::chrono::milliseconds(50)}));
    runners.back()->On("work", [&](Context&) {
      ++runs;
      return Outcome::done;
    });
    runners.back()->Listen([&](const Job& job) { told += job.state == State::done ? 1 : 0; });
    runners.back()->Start();
  }
  for (const Id id : ids) EXPECT_EQ(WaitForEnd(id), State::done);
  runners.clear();
  EXPECT_EQ(runs, kJobs);
  EXPECT_EQ(told, kJobs);
}

TEST_P(RunnerTest, RenewsTheLeaseOfALongJob) {
  const SystemClock time;
  std::atomic<int> runs = 0;
  std::vector<std::unique_ptr<Runner>> runners;
  for (int i = 0; i < 2; ++i) {
    runners.push_back(std::make_unique<Runner>(
        db(), time,
        RunnerOptions{.lease = std::chrono::milliseconds(3'000), .poll = std::chrono::milliseconds(50)}));
    runners.back()->On("work", [&](Context& context) {
      ++runs;
      std::this_thread::sleep_for(std::chrono::milliseconds(3'300));  // longer than the first lease
      EXPECT_FALSE(context.ShouldStop());
      return Outcome::done;
    });
  }
  const Id id = Add("work", Instant{0});
  for (auto& runner : runners) runner->Start();
  EXPECT_EQ(WaitForEnd(id), State::done);
  EXPECT_EQ(runs, 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, RunnerTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::job
