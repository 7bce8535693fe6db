#include "db/scratch.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>

#include "base/check.h"
#include "db/postgresql_backend.h"

namespace baton::db {
namespace {

namespace fs = std::filesystem;

std::string UniqueName() {
  std::random_device random;
  return std::to_string(::getpid()) + '_' + std::to_string(random());
}

std::string HashOf(std::span<const Migration> migrations) {
  std::string all;
  for (const Migration& migration : migrations)
    all += std::string(migration.name) + '\n' + std::string(migration.text);
  return Sha256(all).substr(0, 16);
}

void MigrateAt(const std::string& where, std::span<const Migration> migrations) {
  const auto database = Database::Open({.where = where});
  const Result<Migrated> done = Migrate(*database, migrations);
  if (!done)
    throw Error(ErrorKind::other, "a scratch database cannot be migrated: " + done.error().message.key);
}

fs::path MakeFolder() {
  const fs::path folder = fs::temp_directory_path() / ("baton_test_" + UniqueName());
  fs::create_directories(folder);
  return folder;
}

// A migrated file, made once a process.
fs::path SqliteTemplate(std::span<const Migration> migrations) {
  struct Folder {
    fs::path path = MakeFolder();
    ~Folder() {
      std::error_code ignored;
      fs::remove_all(path, ignored);
    }
  };
  static std::mutex mutex;
  static const Folder folder;
  const std::lock_guard lock(mutex);
  const fs::path file = folder.path / (HashOf(migrations) + ".db");
  if (!fs::exists(file)) MigrateAt(file.string(), migrations);
  return file;
}

// libpq takes the last of a keyword's values.
std::string ServerWith(const std::string& database) { return *TestServer() + " dbname=" + database; }

PostgresqlBackend Server() {
  return PostgresqlBackend(*TestServer(), {.is_writer = true, .lock_timeout = std::chrono::minutes(1)});
}

bool HasDatabase(PostgresqlBackend& server, const std::string& name) {
  return Connection(server).QueryValue<std::int64_t>("SELECT COUNT(*) FROM pg_database WHERE datname = $1",
                                                     name) == 1;
}

// A migrated database, made once a server, which is left there for the next run. It gets its name when it is
// whole, since several programs may be making it.
std::string PostgresqlTemplate(PostgresqlBackend& server, std::span<const Migration> migrations) {
  const std::string name = "baton_template_" + HashOf(migrations);
  if (HasDatabase(server, name)) return name;
  const std::string draft = "baton_draft_" + UniqueName();
  server.RunScript("CREATE DATABASE " + draft + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
  MigrateAt(ServerWith(draft), migrations);
  try {
    server.RunScript("ALTER DATABASE " + draft + " RENAME TO " + name);
  } catch (const Error&) {
    server.RunScript("DROP DATABASE " + draft);
    if (!HasDatabase(server, name)) throw;
  }
  return name;
}

}  // namespace

std::optional<std::string> TestServer() {
  const char* server = std::getenv("BATON_TEST_POSTGRESQL");
  if (server == nullptr || *server == '\0') return std::nullopt;
  return server;
}

Scratch::Scratch(Engine engine, std::span<const Migration> migrations) : engine_(engine) {
  if (engine == Engine::sqlite) {
    const fs::path folder = MakeFolder();
    name_ = folder.string();
    where_ = (folder / "baton.db").string();
    if (!migrations.empty()) fs::copy_file(SqliteTemplate(migrations), where_);
    return;
  }
  Check(TestServer().has_value(), "BATON_TEST_POSTGRESQL is set");
  PostgresqlBackend server = Server();
  name_ = "baton_test_" + UniqueName();
  where_ = ServerWith(name_);
  const std::string from = migrations.empty() ? "template0" : PostgresqlTemplate(server, migrations);
  server.RunScript("CREATE DATABASE " + name_ + " TEMPLATE " + from + " ENCODING 'UTF8' LOCALE 'C'");
}

Scratch::~Scratch() {
  try {
    if (engine_ == Engine::sqlite) {
      fs::remove_all(name_);
    } else {
      Server().RunScript("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    }
  } catch (const std::exception&) {
    // A left-over of a test harms nobody.
  }
}

}  // namespace baton::db
