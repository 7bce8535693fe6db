#include <filesystem>
#include <system_error>
#include <thread>

#include "db/engines.h"
#include "db/file_system.h"
#include "db/pool.h"
#include "db/sqlite_backend.h"
#include "db/sqlite_writer.h"

namespace baton::db {
namespace {

std::unique_ptr<SqliteBackend> OpenBackend(const Options& options, bool is_writer) {
  const SqliteOptions own = {.is_writer = is_writer,
                             .statement_timeout = options.statement_timeout,
                             .busy_timeout = options.wait_timeout,
                             .cached_statements = options.cached_statements};
  return std::make_unique<SqliteBackend>(options.where, own);
}

// More readers than cores take the time of the writer, not its lock.
int CountReaders(const Options& options) {
  if (options.readers > 0) return options.readers;
  return 2 * std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(const Options& opened)
      : Database(opened),
        // The writer is first, since it makes the file.
        writer_([&](bool is_writer) { return OpenBackend(opened, is_writer); }, opened.statement_timeout,
                [this] { return NewId(); }),
        readers_(CountReaders(opened), opened.wait_timeout, [opened] { return OpenBackend(opened, false); }) {
  }
  ~SqliteDatabase() override { ReleaseNode(); }

  Engine engine() const override { return Engine::sqlite; }
  Reader Read() override { return Lease(false); }
  Reader ReadSnapshot() override { return Lease(true); }
  Result<Done> Backup(const std::string& path) override;

 protected:
  void RunWrite(const std::function<bool(Tx&)>& body, WriteOptions how) override { writer_.Run(body, how); }

 private:
  Reader Lease(bool is_snapshot) {
    auto taken = readers_.Take();
    SqliteBackend* backend = taken.get();
    if (is_snapshot) {
      try {
        backend->Begin();
      } catch (...) {
        readers_.Forget();
        throw;
      }
    }
    (void)taken.release();  // the reader owns it, until it gives it back
    return Reader(Connection(*backend), [this, backend] {
      backend->Rollback();
      readers_.GiveBack(std::unique_ptr<SqliteBackend>(backend));
    });
  }

  SqliteWriter writer_;
  Pool<SqliteBackend> readers_;
};

// A copy beside the goal, made whole and written to the disk before it takes the goal's name: whatever
// happens in between, an older backup of that name is still there.
Result<Done> SqliteDatabase::Backup(const std::string& path) {
  if (auto may = RefuseNetworkFileSystem(path); !may && may.error().kind == Kind::not_found) return may;
  const std::string part = path + ".part";
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  try {
    SqliteBackend source(options().where, {.is_writer = false, .busy_timeout = options().wait_timeout});
    source.RunScript("PRAGMA query_only = OFF");
    const Parameter target = ToParameter(part);
    source.Run("VACUUM INTO $1", {&target, 1}, nullptr, false);
    std::filesystem::permissions(part,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    SyncFile(part);
    std::filesystem::rename(part, path);
    SyncFolderOf(path);
  } catch (...) {
    std::filesystem::remove(part, ignored);
    throw;
  }
  return Done{};
}

}  // namespace

std::unique_ptr<Database> OpenSqlite(const Options& options) {
  if (auto may = RefuseNetworkFileSystem(options.where); !may) {
    throw Error(ErrorKind::other,
                "the folder of " + options.where + " is missing, or on a network file system");
  }
  return std::make_unique<SqliteDatabase>(options);
}

}  // namespace baton::db
