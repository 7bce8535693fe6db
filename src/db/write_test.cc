// Transactions: what is committed, what is undone, and who waits for whom.
#include <atomic>
#include <boost/describe/class.hpp>
#include <filesystem>
#include <fstream>
#include <latch>
#include <set>
#include <thread>
#include <utility>

#include "db/test_database.h"

namespace baton::db {
namespace {

struct Entry {
  Id id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id, name))

constexpr Migration kEntry[] = {
    {"0001_entry",
     "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
     "CREATE TABLE counter (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL);"
     "INSERT INTO counter (id, n) VALUES (1, 0), (2, 0);"
     "CREATE TABLE node (id SMALLINT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, leased_until_at BIGINT NOT "
     "NULL);"}};

constexpr char kInsert[] = "INSERT INTO entry (id, name) VALUES ($1, $2)";

class WriteTest : public DatabaseTest {
 protected:
  std::span<const Migration> Migrations() const override { return kEntry; }

  std::int64_t Count() { return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM entry"); }
  std::int64_t Counter(int id) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT n FROM counter WHERE id = $1", id);
  }
  void Add(const std::string& name) {
    db().Write([&](Tx& tx) { tx.Execute(kInsert, tx.NewId(), name); });
  }
};

TEST_P(WriteTest, CommitsValuesAndUndoesProblemsAndExceptions) {
  const Result<Id> kept = db().Write([](Tx& tx) -> Result<Id> {
    const Id id = tx.NewId();
    tx.Execute(kInsert, id, "kept");
    return id;
  });
  EXPECT_EQ(db().Read()->QueryValue<Id>("SELECT id FROM entry"), *kept);
  const Result<Id> refused = db().Write([](Tx& tx) -> Result<Id> {
    tx.Execute(kInsert, tx.NewId(), "refused");
    return NotFound("entry");
  });
  EXPECT_EQ(refused.error().kind, Kind::not_found);
  const auto throws = [](Tx& tx) {
    tx.Execute(kInsert, tx.NewId(), "thrown");
    throw std::runtime_error("no");
  };
  EXPECT_THROW(db().Write(throws), std::runtime_error);
  EXPECT_EQ(Count(), 1);
}

TEST_P(WriteTest, ReportsRowsOfAnOpenCopyBeforeItCommits) {
  const std::vector<Entry> twice = {{Id{1}, "a"}, {Id{2}, "b"}, {Id{1}, "c"}};
  EXPECT_THROW(db().Write([&](Tx& tx) { tx.InsertMany("entry", twice); }), Error);
  EXPECT_EQ(Count(), 0);
  db().Write([&](Tx& tx) {
    tx.InsertMany("entry", std::span<const Entry>(twice).first(2));
    EXPECT_EQ(tx.QueryValue<std::int64_t>("SELECT COUNT(*) FROM entry"), 2) << "a query sees them";
    tx.InsertMany("entry", std::vector<Entry>{{Id{3}, "c"}});
  });
  EXPECT_EQ(Count(), 3);
}

TEST_P(WriteTest, UndoesANestedPartAlone) {
  db().Write([](Tx& tx) {
    tx.Execute(kInsert, 1, "outer");
    const auto refused = tx.Nested([&]() -> Result<Done> {
      tx.InsertMany("entry", std::vector<Entry>{{Id{2}, "inner"}});
      return Fail(Kind::invalid, "problem.test");
    });
    EXPECT_FALSE(refused);
    EXPECT_THROW(tx.Nested([&]() -> Result<Done> {
      tx.Execute(kInsert, 3, "outer");
      return Done{};
    }),
                 Error);
    EXPECT_TRUE(tx.Nested([&]() -> Result<Done> {
      EXPECT_FALSE(tx.Nested([&]() -> Result<Done> {
        tx.Execute(kInsert, 4, "innermost");
        return Fail(Kind::invalid, "problem.test");
      }));
      tx.Execute(kInsert, 5, "kept");
      return Done{};
    }));
  });
  EXPECT_EQ(db().Read()->Query<Id>("SELECT id FROM entry ORDER BY id"), (std::vector{Id{1}, Id{5}}));
}

TEST_P(WriteTest, DoesNotCommitATransactionWhoseErrorWasSwallowed) {
  if (GetParam() == Engine::sqlite) return;  // a failed statement leaves SQLite's transaction whole
  const auto swallow = [](Tx& tx) {
    tx.Execute(kInsert, 1, "x");
    try {
      tx.Execute(kInsert, 1, "y");
    } catch (const Error&) {
    }
  };
  EXPECT_THROW(db().Write(swallow), Error);
  EXPECT_EQ(Count(), 0);
}

// A long load asks between its pieces whether to let others go first.
TEST_P(WriteTest, ABulkClosureSeesWhoWaits) {
  std::thread other;
  const bool others_wait = db().Write(
      [&](Tx& tx) {
        EXPECT_FALSE(tx.OthersWait());
        other = std::thread([&] { Add("other"); });
        if (GetParam() != Engine::sqlite) return tx.OthersWait();
        while (!tx.OthersWait()) std::this_thread::yield();
        return true;
      },
      {.bulk = true});
  other.join();
  EXPECT_EQ(others_wait, GetParam() == Engine::sqlite);
  EXPECT_EQ(Count(), 1);
  db().Write([](Tx& tx) { EXPECT_FALSE(tx.OthersWait()); });
}

TEST_P(WriteTest, OneFailureLeavesTheOthersOfItsGroupAlone) {
  constexpr int kThreads = 24;
  std::latch start(kThreads);
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      try {
        db().Write([&](Tx& tx) {
          tx.Execute(kInsert, i + 1, "entry " + std::to_string(i));
          if (i % 3 == 0) tx.Execute(kInsert, i + 1, "the same key");
          if (i % 3 == 1) throw std::runtime_error("no");
        });
      } catch (const std::exception&) {
        ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 16);
  EXPECT_EQ(Count(), 8);
}

// A closure that ends the whole transaction, as a full disk does: the others of the group run again.
TEST_P(WriteTest, OthersSurviveTheLossOfTheirGroup) {
  if (GetParam() == Engine::postgresql) return;  // no groups
  constexpr int kThreads = 16;
  std::atomic<int> lost = 0;
  std::atomic<bool> is_open = false;
  std::thread holder([&] {
    db().Write([&](Tx&) {
      while (!is_open) std::this_thread::yield();
    });
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      try {
        db().Write([&](Tx& tx) {
          tx.Execute(kInsert, i + 1, "entry " + std::to_string(i));
          if (i == 7) tx.ExecuteScript("ROLLBACK");
        });
      } catch (const Error&) {
        ++lost;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  is_open = true;
  holder.join();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(lost, 1);
  EXPECT_EQ(Count(), kThreads - 1);
}

TEST_P(WriteTest, TenThreadsLoseNoUpdateWhileReadersSeeWholeStates) {
  constexpr int kThreads = 10;
  constexpr int kRounds = 60;
  std::atomic<bool> is_over = false;
  std::atomic<int> torn = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!is_over) {
        Reader reader = db().ReadSnapshot();
        const auto one = reader->QueryValue<std::int64_t>("SELECT n FROM counter WHERE id = 1");
        const auto two = reader->QueryValue<std::int64_t>("SELECT n FROM counter WHERE id = 2");
        if (one != two) ++torn;
      }
    });
  }
  std::vector<std::thread> writers;
  for (int i = 0; i < kThreads; ++i) {
    writers.emplace_back([&, i] {
      for (int round = 0; round < kRounds; ++round) {
        db().Write(
            [&](Tx& tx) {
              const auto n =
                  *tx.QueryValue<std::int64_t>("SELECT n FROM counter WHERE id = 1 baton_for_update()");
              tx.Execute("UPDATE counter SET n = $1 WHERE id = 1", n + 1);
              tx.Execute("UPDATE counter SET n = n + 1 WHERE id = 2");
            },
            {.bulk = i % 4 == 0});
      }
    });
  }
  for (std::thread& thread : writers) thread.join();
  is_over = true;
  for (std::thread& thread : readers) thread.join();
  EXPECT_EQ(Counter(1), kThreads * kRounds);
  EXPECT_EQ(Counter(2), kThreads * kRounds);
  EXPECT_EQ(torn, 0);
}

// Two that lock the same rows in opposite order: on PostgreSQL one of them is chosen to fail, and runs again.
TEST_P(WriteTest, RunsAgainAfterADeadlock) {
  std::atomic<int> runs = 0;
  std::latch both(2);  // hold their first row; on SQLite one writes after the other
  const auto add = [&](int first, int second) {
    bool waits = GetParam() == Engine::postgresql;
    for (int round = 0; round < 5; ++round) {
      db().Write([&](Tx& tx) {
        ++runs;
        tx.Execute("UPDATE counter SET n = n + 1 WHERE id = $1", first);
        if (std::exchange(waits, false)) both.arrive_and_wait();
        tx.Execute("UPDATE counter SET n = n + 1 WHERE id = $1", second);
      });
    }
  };
  std::thread one([&] { add(1, 2); });
  std::thread two([&] { add(2, 1); });
  one.join();
  two.join();
  EXPECT_EQ(Counter(1), 10);
  EXPECT_EQ(Counter(2), 10);
  EXPECT_GE(runs, GetParam() == Engine::postgresql ? 11 : 10);
}

TEST_P(WriteTest, OthersGoBetweenBulkClosures) {
  std::atomic<bool> is_over = false;
  int chunks = 0;
  std::thread bulk([&] {
    for (; chunks < 200 && !is_over; ++chunks) {
      db().Write(
          [&](Tx& tx) {
            std::vector<Entry> entries;
            for (int i = 0; i < 500; ++i) entries.push_back({tx.NewId(), ToString(tx.NewId())});
            tx.InsertMany("entry", entries);
          },
          {.bulk = true});
    }
  });
  for (int i = 0; i < 20; ++i)
    db().Write([](Tx& tx) { tx.Execute("UPDATE counter SET n = n + 1 WHERE id = 1"); });
  is_over = true;
  bulk.join();
  EXPECT_LT(chunks, 200);  // they went between
  EXPECT_EQ(Counter(1), 20);
}

TEST_P(WriteTest, CallsAfterCommitOnlyWhenItIsCommitted) {
  int called = 0;
  db().Write([&](Tx& tx) { tx.AfterCommit([&] { called += 1; }); });
  db().Write([&](Tx& tx) -> Result<Done> {
    tx.AfterCommit([&] { called += 10; });
    return Fail(Kind::invalid, "problem.test");
  });
  EXPECT_EQ(called, 1);
}

TEST_P(WriteTest, RefusesAWriteInsideAWrite) {
  if (GetParam() == Engine::postgresql) return;  // it has a connection of its own there
  EXPECT_THROW(db().Write([&](Tx&) { Add("inner"); }), std::logic_error);
}

TEST_P(WriteTest, ReconnectsWhenTheServerClosedTheConnections) {
  if (GetParam() == Engine::sqlite) return;  // no server
  Add("before");
  EXPECT_EQ(Count(), 1);
  const auto other = Database::Open({.where = where()});
  const auto close_all = [&] {
    other->Write([](Tx& tx) {
      tx.Query<std::int64_t>(
          "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() "
          "AND pid <> "
          "pg_backend_pid()");
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  };
  close_all();
  EXPECT_EQ(Count(), 1);
  close_all();
  Add("after");
  EXPECT_EQ(Count(), 2);
  int runs = 0;
  db().Write([&](Tx& tx) {
    tx.Execute(kInsert, tx.NewId(), "lost in the middle");
    if (++runs == 1) close_all();
    tx.Execute(kInsert, tx.NewId(), "and again");
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Count(), 4);
}

TEST_P(WriteTest, MakesIdsThatNoOtherProcessMakes) {
  const auto other = Database::Open({.where = where()});
  EXPECT_THROW(other->NewId(), std::logic_error) << "no lease yet";
  other->LeaseNode();
  std::set<Id> ids;
  for (int i = 0; i < 1'000; ++i) {
    ids.insert(db().NewId());
    ids.insert(other->NewId());
  }
  EXPECT_EQ(ids.size(), 2'000U);
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM node"), 2);
}

TEST_P(WriteTest, LeasesTheNodeUsedLongestAgoWhenAllHaveBeenUsed) {
  FixedClock clock(Instant{1'800'000'000'000});
  db().Write([&](Tx& tx) {
    tx.Execute("DELETE FROM node");
    for (int id = 0; id < 256; ++id) {
      const Instant until = id == 99  ? clock.Now() - 1'000
                            : id == 3 ? clock.Now() - 500
                                      : clock.Now() + 60'000;
      tx.Execute("INSERT INTO node (id, holder, leased_until_at) VALUES ($1, 'gone', $2)", id, until);
    }
  });
  const auto NodeOf = [](Id id) { return (id.value >> 12) & 255; };
  const auto one = Database::Open({.where = where(), .clock = &clock});
  one->LeaseNode();
  EXPECT_EQ(NodeOf(one->NewId()), 99);
  const auto two = Database::Open({.where = where(), .clock = &clock});
  two->LeaseNode();
  EXPECT_EQ(NodeOf(two->NewId()), 3);
  const auto three = Database::Open({.where = where(), .clock = &clock});
  EXPECT_THROW(three->LeaseNode(), Error);
}

TEST_P(WriteTest, BacksUpWhileOthersWrite) {
  const std::string path =
      (std::filesystem::path(testing::TempDir()) / ("backup_" + ToString(db().NewId()))).string();
  if (GetParam() == Engine::postgresql) {
    EXPECT_EQ(db().Backup(path).error().message.key, "problem.backup.postgresql");
    return;
  }
  Add("first");
  std::ofstream(path) << "an older backup";
  std::atomic<bool> is_over = false;
  std::thread writer([&] {
    while (!is_over) db().Write([](Tx& tx) { tx.Execute("UPDATE counter SET n = n + 1"); });
  });
  const Result<Done> done = db().Backup(path);
  is_over = true;
  writer.join();
  ASSERT_TRUE(done);
  {
    const auto copy = Database::Open({.where = path});
    Reader reader = copy->Read();
    EXPECT_EQ(reader->QueryValue<std::string>("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(reader->QueryValue<std::int64_t>("SELECT COUNT(DISTINCT n) FROM counter"), 1) << "one state";
    EXPECT_EQ(reader->QueryValue<std::string>("SELECT name FROM entry"), "first");
  }
  EXPECT_FALSE(std::filesystem::exists(path + ".part"));
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  EXPECT_EQ(db().Backup("/no/such/folder/file").error().kind, Kind::not_found);
}

INSTANTIATE_TEST_SUITE_P(Engines, WriteTest, kEngines, EngineName);

}  // namespace
}  // namespace baton::db
