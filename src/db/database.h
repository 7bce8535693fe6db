// A database: SQLite in a file, or PostgreSQL by URL, behind one interface.
//
//   auto database = db::Database::Open({.where = "data/baton.db"});        // or
//   "postgres://baton@db.example/baton" if (auto migrated = db::Migrate(*database); !migrated) ... //
//   db/migrate.h database->LeaseNode();                                                  // before the first
//   NewId
//
//   auto names = database->Read()->Query<std::string>("SELECT name FROM person WHERE org_id = $1 ORDER BY
//   id", org);
//
//   Result<Account> saved = database->Write([&](db::Tx& tx) -> Result<Account> {
//     auto account = FindAccount(tx, org, id);
//     if (!account) return NotFound("account");                            // rolled back
//     tx.Execute("UPDATE account SET name = $1 WHERE org_id = $2 AND id = $3", name, org, id);
//     return *account;                                                     // committed when Write returns
//   });
//
// What a closure of Write must keep to: everything it decides on is read inside, through its Tx; it has no
// effect outside, since it may run again (after a serialization failure, a deadlock or a lost connection on
// PostgreSQL, or when the group it was part of is lost on SQLite); it is short: no file, network, parsing or
// solver inside; it does not call Write of the same database. Long loads are many closures of a few thousand
// rows with {.bulk = true}, which end early when Tx::OthersWait: others go between them.
//
// Thread-safe. Readers and closures end before the database does.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "base/clock.h"
#include "base/problem.h"
#include "db/connection.h"

namespace baton::db {

struct Options {
  // A file (":memory:" is refused), a postgres:// or postgresql:// URL, or libpq's "host=... dbname=...".
  std::string where;
  // Connections for reading; none: twice the cores on SQLite, 16 on PostgreSQL.
  int readers = 0;
  int writers = 8;  // PostgreSQL's connections for writing; SQLite has one
  std::chrono::milliseconds statement_timeout{30'000};
  std::chrono::milliseconds wait_timeout{10'000};  // for a free connection, or another process's lock
  std::size_t cached_statements = 256;             // a connection
  const Clock* clock = nullptr;                    // for ids and leases; none: the system's
};

struct WriteOptions {
  bool bulk = false;  // waits while others write, and has no statement time-out
};

// A leased connection for reading; gives it back when it goes. Each statement sees what was committed before
// it.
class Reader {
 public:
  // `give_back` is called with the connection.
  Reader(Connection connection, std::function<void()> give_back)
      : connection_(connection), give_back_(std::move(give_back)) {}
  Reader(Reader&& other) noexcept
      : connection_(other.connection_), give_back_(std::exchange(other.give_back_, nullptr)) {}
  Reader& operator=(Reader&&) = delete;
  ~Reader() {
    if (give_back_) give_back_();
  }

  Connection* operator->() { return &connection_; }
  Connection& operator*() { return connection_; }

 private:
  Connection connection_;
  std::function<void()> give_back_;
};

class NodeLease;

class Database {
 public:
  // Throws Error when it cannot be reached. A new SQLite file is made; one on a network file system is
  // refused.
  static std::unique_ptr<Database> Open(const Options& options);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database();

  virtual Engine engine() const = 0;

  // Waits for a free connection; ErrorKind::busy when none becomes free in time.
  virtual Reader Read() = 0;
  // The same, and all its statements see one state. Keep it short: it holds back the cleaning of old rows.
  virtual Reader ReadSnapshot() = 0;

  // Runs closure(Tx&). Returns what it returned, after the commit; rolled back when that is a Problem, or
  // when it throws (which Write throws again). A closure may also return a plain value, or nothing.
  template <class F>
  auto Write(F&& closure, WriteOptions options = {}) -> std::invoke_result_t<F&, Tx&> {
    using Answer = std::invoke_result_t<F&, Tx&>;
    if constexpr (std::is_void_v<Answer>) {
      RunWrite([&](Tx& tx) { return closure(tx), true; }, options);
    } else {
      std::optional<Answer> answer;
      const auto run = [&](Tx& tx) {
        answer.reset();
        answer.emplace(closure(tx));
        if constexpr (requires {
                        answer->has_value();
                        answer->error();
                      }) {
          return answer->has_value();
        } else {
          return true;
        }
      };
      RunWrite(run, options);
      return std::move(*answer);
    }
  }

  // Takes a node for ids and keeps it (db/node_lease.h). REQUIRES: the database is migrated.
  void LeaseNode();
  // REQUIRES: LeaseNode. Throws ErrorKind::lost when the lease could not be renewed in time.
  Id NewId();

  // One consistent copy in a new file, while others read and write. SQLite only: PostgreSQL's operator has
  // pg_dump, and is told so by the Problem. `path` is replaced at the end, in one step.
  virtual Result<Done> Backup(const std::string& path) = 0;

 protected:
  explicit Database(const Options& options);

  // `body` returns whether to commit; may be called again.
  virtual void RunWrite(const std::function<bool(Tx&)>& body, WriteOptions options) = 0;

  const Options& options() const { return options_; }
  void ReleaseNode() noexcept;  // the engines' destructors call it while writes still work

 private:
  const Options options_;
  std::unique_ptr<NodeLease> lease_;
};

}  // namespace baton::db
