// Brings a database to this program's schema (the files of migrations/, compiled in). The rules for such a
// file are in docs/storage.md; how the runner works is told in migrate.cc.
//
//   Result<db::Migrated> done = db::Migrate(*database);
//   if (!done) ...  // the schema is newer than this program, or was made by another text
//
// Safe to call from several processes at once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "db/database.h"

namespace baton::db {

struct Migration {
  std::string_view name;  // 0001_foundation
  std::string_view text;  // the file, byte for byte
};

struct Migrated {
  std::vector<std::string> applied;  // now, in order
  int total = 0;                     // in the database
};

std::span<const Migration> CompiledMigrations();

// Applies what is missing, each in one transaction. A Problem when the database knows a migration that this
// program does not, or one with another text. A statement that fails throws Error, and the database is as
// before its migration.
Result<Migrated> Migrate(Database& database, std::span<const Migration> migrations = CompiledMigrations());

// The same without changing anything: a Problem also when something is missing.
Result<Migrated> CheckMigrated(Database& database,
                               std::span<const Migration> migrations = CompiledMigrations());

// The statements of a migration in the engine's words.
std::vector<std::string> MigrationStatements(std::string_view text, Engine engine);

std::string Sha256(std::string_view text);  // 64 hexadecimal digits

}  // namespace baton::db
