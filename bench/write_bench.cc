// Small durable writes a second on SQLite, by 1, 8 and 64 clients that each wait for their own write:
//   group       db::Database::Write: one thread writes for all, those who wait share a commit
//   one         one connection behind a mutex, a commit each
//   each        a connection for each client, BEGIN IMMEDIATE, a commit each, SQLite's own waiting
// All with WAL and synchronous = FULL, on files side by side, in rounds of a second that take turns.
//   build/release/bench/write_bench
#include <sqlite3.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "db/database.h"
#include "db/scratch.h"
#include "side_by_side.h"

namespace baton::bench {
namespace {

constexpr int kRounds = 3;
constexpr double kSecondsOfRound = 1;
constexpr const char* kTable =
    "CREATE TABLE bench_row (org_id INTEGER NOT NULL, id INTEGER NOT NULL, note TEXT NOT NULL, "
    "PRIMARY KEY (org_id, id)) STRICT, WITHOUT ROWID";
constexpr const char* kInsert = "INSERT INTO bench_row (org_id, id, note) VALUES ($1, $2, $3)";
const std::string kNote(120, 'n');

// The one program here that talks to SQLite itself: what Baton is compared with.
class Direct {
 public:
  explicit Direct(const std::string& path) {
    Must(sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr));
    sqlite3_busy_timeout(db_, 30'000);
    Run("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000");
    Must(sqlite3_prepare_v2(db_, kInsert, -1, &insert_, nullptr));
  }
  Direct(const Direct&) = delete;
  Direct& operator=(const Direct&) = delete;
  ~Direct() {
    sqlite3_finalize(insert_);
    sqlite3_close(db_);
  }

  void Write(std::int64_t id) {
    Run("BEGIN IMMEDIATE");
    sqlite3_bind_int64(insert_, 1, 1);
    sqlite3_bind_int64(insert_, 2, id);
    sqlite3_bind_text(insert_, 3, kNote.data(), static_cast<int>(kNote.size()), SQLITE_STATIC);
    if (sqlite3_step(insert_) != SQLITE_DONE) Must(SQLITE_ERROR);
    sqlite3_reset(insert_);
    Run("COMMIT");
  }

 private:
  void Run(const char* sql) { Must(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }
  void Must(int code) {
    if (code == SQLITE_OK) return;
    std::fprintf(stderr, "write_bench: %s\n", sqlite3_errmsg(db_));
    std::exit(1);
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

struct Round {
  double per_second = 0;
  Times waits;
};

// `clients` threads write for a round; `write(client, id)` returns when the write is durable.
Round RunRound(int clients, const std::function<void(int, std::int64_t)>& write) {
  static std::atomic<std::int64_t> next_id{1};
  std::vector<Times> waits(static_cast<std::size_t>(clients));
  std::vector<std::thread> threads;
  const auto start = SteadyClock::now();
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      while (SecondsSince(start) < kSecondsOfRound) {
        waits[static_cast<std::size_t>(client)].Add(MillisecondsOf([&] { write(client, next_id++); }));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = SecondsSince(start);
  Round round;
  for (const Times& times : waits) round.waits.Add(times);
  round.per_second = static_cast<double>(round.waits.size()) / seconds;
  return round;
}

struct Way {
  const char* name;
  std::function<void(int, std::int64_t)> write;
  Times rates = {};
  Times waits = {};
};

void Compare(int clients, std::vector<Way> ways) {
  for (int round = 0; round < kRounds; ++round) {
    for (Way& way : ways) {
      const Round done = RunRound(clients, way.write);
      way.rates.Add(done.per_second);
      way.waits.Add(done.waits);
    }
  }
  for (const Way& way : ways) {
    std::printf("%-6s %7d %10.0f %8.2f %8.2f %9.2f %8.1fx\n", way.name, clients, way.rates.Median(),
                way.waits.Median(), way.waits.At(0.99), way.waits.Worst(),
                way.rates.Median() / ways.back().rates.Median());
    std::fflush(stdout);
  }
}

void Main() {
  const db::Scratch ours(db::Engine::sqlite);
  const db::Scratch theirs(db::Engine::sqlite);
  const auto database = db::Database::Open({.where = ours.where()});
  database->Write([](db::Tx& tx) { tx.Execute(kTable); });
  db::Database::Open({.where = theirs.where()})->Write([](db::Tx& tx) { tx.Execute(kTable); });

  std::printf("Durable one-row writes on %s, median of %d rounds of %.0f s\n",
              std::filesystem::path(ours.where()).parent_path().parent_path().c_str(), kRounds,
              kSecondsOfRound);
  std::printf("%-6s %7s %10s %8s %8s %9s %9s\n", "way", "clients", "writes/s", "median", "99%", "worst ms",
              "to each");
  for (const int clients : {1, 8, 64}) {
    std::mutex mutex;
    Direct one(theirs.where());
    std::vector<std::unique_ptr<Direct>> each;
    for (int i = 0; i < clients; ++i) each.push_back(std::make_unique<Direct>(theirs.where()));
    Compare(
        clients,
        {{"group",
          [&](int, std::int64_t id) {
            database->Write([&](db::Tx& tx) { tx.Execute(kInsert, std::int64_t{1}, id, kNote); });
          }},
         {"one",
          [&](int, std::int64_t id) {
            const std::lock_guard lock(mutex);
            one.Write(id);
          }},
         {"each", [&](int client, std::int64_t id) { each[static_cast<std::size_t>(client)]->Write(id); }}});
  }
}

}  // namespace
}  // namespace baton::bench

int main() { baton::bench::Main(); }
