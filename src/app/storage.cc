#include "app/storage.h"

#include <filesystem>

#include "base/log.h"
#include "db/migrate.h"
#include "seal/key.h"

namespace baton::app {

Result<std::unique_ptr<db::Database>> OpenStorage(const Config& config) {
  std::error_code error;
  std::filesystem::create_directories(config.data, error);
  if (error)
    return Fail(Kind::unavailable, "problem.data.cannot_make",
                {{"path", config.data}, {"why", error.message()}});
  std::filesystem::permissions(config.data, std::filesystem::perms::owner_all, error);
  // A database that is there was made with a key: a new one in its place would lose what the old one sealed.
  const bool is_there = config.database.empty() && std::filesystem::exists(DatabaseUrl(config));
  const auto key = is_there ? seal::CheckKey(KeyFile(config)) : seal::EnsureKey(KeyFile(config));
  if (!key) return Fail(key.error());

  auto database = db::Database::Open({.where = DatabaseUrl(config)});
  const auto migrated = db::Migrate(*database);
  if (!migrated) return Fail(migrated.error());
  for (const std::string& name : migrated->applied) LogInfo("migration.applied", {{"name", name}});
  return database;
}

}  // namespace baton::app
