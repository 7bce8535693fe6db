// PostgreSQL: connections are leased from three pools, for reading (read-only sessions), writing and bulk
// writing, so that imports leave connections for people. A closure whose transaction met a serialization
// failure or a deadlock, or lost its connection before COMMIT, is run again; a connection lost during COMMIT
// leaves the outcome unknown, which is said and not repeated.
#include <random>
#include <thread>

#include "base/check.h"
#include "db/engines.h"
#include "db/pool.h"
#include "db/postgresql_backend.h"

namespace baton::db {
namespace {

constexpr int kDefaultReaders = 16;
constexpr int kAttempts = 6;

// 5, 10, 20 ... ms, each up to half more, so that those who met do not meet again.
void Pause(int attempt) {
  thread_local std::minstd_rand random(std::random_device{}());
  const int base = 5 << attempt;
  std::this_thread::sleep_for(
      std::chrono::milliseconds(base + static_cast<int>(random() % static_cast<unsigned>(base))));
}

class PostgresqlDatabase final : public Database {
 public:
  explicit PostgresqlDatabase(const Options& opened)
      : Database(opened),
        readers_(opened.readers > 0 ? opened.readers : kDefaultReaders, opened.wait_timeout,
                 Opener(opened, false)),
        writers_(opened.writers, opened.wait_timeout, Opener(opened, true)),
        bulk_writers_(std::max(1, opened.writers / 4), kBulkWait, Opener(opened, true)) {
    Read()->QueryValue<std::int64_t>("SELECT 1");  // says now that it cannot be reached
  }
  ~PostgresqlDatabase() override { ReleaseNode(); }

  Engine engine() const override { return Engine::postgresql; }
  Reader Read() override { return Lease(false); }
  Reader ReadSnapshot() override { return Lease(true); }
  Result<Done> Backup(const std::string&) override {
    return Fail(Kind::unsupported, "problem.backup.postgresql");
  }

 protected:
  void RunWrite(const std::function<bool(Tx&)>& body, WriteOptions how) override;

 private:
  using Backends = Pool<PostgresqlBackend>;
  static constexpr std::chrono::minutes kBulkWait{10};

  static std::function<std::unique_ptr<PostgresqlBackend>()> Opener(const Options& opened, bool is_writer) {
    const PostgresqlOptions made{.is_writer = is_writer,
                                 .statement_timeout = opened.statement_timeout,
                                 .lock_timeout = opened.wait_timeout,
                                 .cached_statements = opened.cached_statements};
    return [where = opened.where, made] { return std::make_unique<PostgresqlBackend>(where, made); };
  }

  Reader Lease(bool is_snapshot);
  static void GiveBack(Backends& pool, std::unique_ptr<PostgresqlBackend> backend);
  bool Attempt(Backends& pool, const std::function<bool(Tx&)>& body, bool is_bulk, bool is_last);

  Backends readers_;
  Backends writers_;
  Backends bulk_writers_;
};

void PostgresqlDatabase::GiveBack(Backends& pool, std::unique_ptr<PostgresqlBackend> backend) {
  if (backend == nullptr) return;  // it could not be opened
  backend->Rollback();
  if (backend->IsAlive()) {
    pool.GiveBack(std::move(backend));
  } else {
    pool.Forget();
  }
}

Reader PostgresqlDatabase::Lease(bool is_snapshot) {
  auto taken = readers_.Take();
  if (is_snapshot) {
    try {
      taken->Begin();
    } catch (...) {
      GiveBack(readers_, std::move(taken));
      throw;
    }
  }
  PostgresqlBackend* backend = taken.release();  // the reader owns it, until it gives it back
  return Reader(Connection(*backend),
                [this, backend] { GiveBack(readers_, std::unique_ptr<PostgresqlBackend>(backend)); });
}

void PostgresqlDatabase::RunWrite(const std::function<bool(Tx&)>& body, WriteOptions how) {
  Backends& pool = how.bulk ? bulk_writers_ : writers_;
  for (int attempt = 0; !Attempt(pool, body, how.bulk, attempt + 1 == kAttempts); ++attempt) Pause(attempt);
}

// False when it may run again.
bool PostgresqlDatabase::Attempt(Backends& pool, const std::function<bool(Tx&)>& body, bool is_bulk,
                                 bool is_last) {
  std::unique_ptr<PostgresqlBackend> backend;
  std::vector<std::function<void()>> after_commit;
  bool is_committing = false;
  try {
    backend = pool.Take();
    backend->Begin();
    if (is_bulk) backend->RunScript("SET LOCAL statement_timeout = 0");
    Tx tx(*backend, [this] { return NewId(); });
    const bool is_good = body(tx);
    if (!is_good && backend->MayRetry() && !is_last) {  // its no may come from an error that it caught
      GiveBack(pool, std::move(backend));
      return false;
    }
    if (is_good) {
      after_commit = tx.TakeAfterCommit();
      is_committing = true;
      backend->Commit();
    }
    GiveBack(pool, std::move(backend));
  } catch (const Error& error) {
    const bool is_lost = error.kind() == ErrorKind::lost;
    const bool may_retry = (backend != nullptr && backend->MayRetry()) || (is_lost && !is_committing);
    GiveBack(pool, std::move(backend));
    if (is_lost) pool.ForgetIdle();
    if (may_retry && !is_last) return false;
    throw;
  } catch (...) {
    GiveBack(pool, std::move(backend));
    throw;
  }
  for (const auto& f : after_commit) f();
  return true;
}

}  // namespace

bool IsPostgresql(std::string_view where) {
  for (const std::string_view start : {"postgres://", "postgresql://", "host=", "dbname=", "service="}) {
    if (where.starts_with(start)) return true;
  }
  return false;
}

std::unique_ptr<Database> OpenPostgresql(const Options& options) {
  return std::make_unique<PostgresqlDatabase>(options);
}

}  // namespace baton::db
