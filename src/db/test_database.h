// A fresh migrated database for each test, on both engines:
//
//   class PromiseStoreTest : public db::DatabaseTest {};
//   TEST_P(PromiseStoreTest, KeepsAPromise) { db().Write([&](db::Tx& tx) -> Result<Done> { ... }); }
//   INSTANTIATE_TEST_SUITE_P(Engines, PromiseStoreTest, db::kEngines, db::EngineName);
//
// SQLite's is a file in a temporary folder. PostgreSQL's is a database of its own in the server that the
// environment variable BATON_TEST_POSTGRESQL (a conninfo of a superuser) names; without it these tests are
// skipped. Both are gone after the test. In Baton's schema a statement that looks a list up may not walk a table on SQLite.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "db/database.h"
#include "db/migrate.h"
#include "db/scratch.h"
#include "db/sqlite_planner.h"

namespace baton::db {

inline const auto kEngines = testing::Values(Engine::sqlite, Engine::postgresql);

inline std::string EngineName(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::sqlite ? "sqlite" : "postgresql";
}

class DatabaseTest : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == Engine::postgresql && !TestServer()) {
      GTEST_SKIP() << "BATON_TEST_POSTGRESQL is not set";
    }
    RefusesWalks() = Migrations().data() == CompiledMigrations().data();
    scratch_.emplace(GetParam(), Migrations());
    database_ = Database::Open({.where = scratch_->where()});
    database_->LeaseNode();
  }
  void TearDown() override {
    database_.reset();
    scratch_.reset();
  }

  // Another schema than Baton's, with a table `node`.
  virtual std::span<const Migration> Migrations() const { return CompiledMigrations(); }

  Database& db() { return *database_; }
  const std::string& where() const { return scratch_->where(); }

 private:
  std::optional<Scratch> scratch_;
  std::unique_ptr<Database> database_;
};

}  // namespace baton::db
