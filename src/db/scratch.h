// A throw-away database of either engine, for tests and benchmarks; gone with its owner.
//
//   db::Scratch scratch(db::Engine::sqlite);              // migrated; db::Scratch(engine, {}) is empty
//   auto database = db::Database::Open({.where = scratch.where()});
//
// The migrations run once a process on SQLite and once a server on PostgreSQL; each Scratch is a copy.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "db/migrate.h"

namespace baton::db {

// The server of the environment variable BATON_TEST_POSTGRESQL, as a conninfo.
std::optional<std::string> TestServer();

class Scratch {
 public:
  // REQUIRES: TestServer() for PostgreSQL.
  explicit Scratch(Engine engine, std::span<const Migration> migrations = CompiledMigrations());
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  const std::string& where() const { return where_; }  // as Options::where

 private:
  Engine engine_;
  std::string where_;
  std::string name_;  // the folder, or the database in the test server
};

}  // namespace baton::db
