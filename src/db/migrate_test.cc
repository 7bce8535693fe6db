// Migrations: from empty, from the middle, from a newer or an edited one, and a failure at each statement.
#include <boost/describe/class.hpp>
#include <thread>

#include "db/test_database.h"

namespace baton::db {
namespace {

constexpr Migration kFirst{"0001_first",
                           "-- A comment; with a semicolon and an apostrophe's trap\n"
                           "CREATE TABLE first (\n"
                           "  org_id BIGINT NOT NULL,\n"
                           "  id BIGINT NOT NULL, -- the BIGINT; of a comment\n"
                           "  name TEXT NOT NULL DEFAULT 'BIGINT; -- not a comment',\n"
                           "  share DOUBLE PRECISION,\n"
                           "  flag SMALLINT NOT NULL,\n"
                           "  PRIMARY KEY (org_id, id)\n"
                           ");\n"
                           "-- sqlite only: CREATE VIEW engine AS SELECT 'sqlite' AS name;\n"
                           "-- postgresql only: CREATE VIEW engine AS SELECT 'postgresql' AS name;\n"
                           "INSERT INTO first (org_id, id, flag) VALUES (1, 1, 0);\n"};
constexpr Migration kSecond{"0002_second",
                            "ALTER TABLE first ADD COLUMN size BIGINT;\n"
                            "UPDATE first SET size = 5;\n"
                            "CREATE TABLE second (id BIGINT NOT NULL PRIMARY KEY, name TEXT);\n"
                            "CREATE INDEX second_name ON second (name);\n"};
constexpr Migration kBoth[] = {kFirst, kSecond};

class MigrateTest : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == Engine::postgresql && !TestServer()) GTEST_SKIP() << "BATON_TEST_POSTGRESQL is not set";
    scratch_.emplace(GetParam(), std::span<const Migration>{});
    database_ = Database::Open({.where = scratch_->where()});
  }
  void TearDown() override {
    database_.reset();
    scratch_.reset();
  }

  Database& db() { return *database_; }
  const std::string& where() const { return scratch_->where(); }

  // Everything the schema holds, and the migrations noted.
  std::vector<std::string> Schema() {
    Reader reader = db().Read();
    auto found = reader->Query<std::string>(GetParam() == Engine::sqlite
                                                ? "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') AS "
                                                  "line FROM sqlite_master ORDER BY line"
                                                : "SELECT table_name || '.' || column_name || ' ' || "
                                                  "data_type AS line FROM information_schema.columns "
                                                  "WHERE table_schema = 'public' UNION ALL SELECT indexname "
                                                  "FROM pg_indexes WHERE schemaname = 'public' "
                                                  "ORDER BY line");
    if (!found.empty()) {
      for (auto& name : reader->Query<std::string>("SELECT name FROM migration ORDER BY name"))
        found.push_back(name);
    }
    return found;
  }

 private:
  std::optional<Scratch> scratch_;
  std::unique_ptr<Database> database_;
};

TEST_P(MigrateTest, GoesForwardOnceFromEmptyAndFromTheMiddle) {
  EXPECT_EQ(CheckMigrated(db(), kBoth).error().message.key, "problem.migration.missing");
  const auto first = Migrate(db(), std::span(kBoth).first(1));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->applied, std::vector<std::string>{"0001_first"});
  const auto second = Migrate(db(), kBoth);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->applied, std::vector<std::string>{"0002_second"});
  const auto again = Migrate(db(), kBoth);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->applied.empty());
  EXPECT_EQ(again->total, 2);
  EXPECT_TRUE(CheckMigrated(db(), kBoth));
  Reader reader = db().Read();
  EXPECT_EQ(reader->QueryValue<std::string>("SELECT name FROM engine"), EngineName({GetParam(), 0}));
  EXPECT_EQ(reader->QueryValue<std::string>("SELECT name FROM first"), "BIGINT; -- not a comment");
  EXPECT_EQ(reader->QueryValue<std::int64_t>("SELECT size FROM first"), 5);
}

TEST_P(MigrateTest, RefusesANewerDatabaseAndAnEditedMigration) {
  ASSERT_TRUE(Migrate(db(), kBoth));
  for (const auto run : {&Migrate, &CheckMigrated}) {
    const auto newer = run(db(), std::span(kBoth).first(1));
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().message.key, "problem.migration.newer");
    EXPECT_EQ(newer.error().message.arguments.at("names"), Argument(std::string("0002_second")));
    const Migration edited[] = {kFirst, {"0002_second", "ALTER TABLE first ADD COLUMN size SMALLINT;"}};
    const auto changed = run(db(), std::span(edited));
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().message.key, "problem.migration.changed");
  }
}

TEST_P(MigrateTest, AFailureAtEachStatementLeavesTheOldSchema) {
  ASSERT_TRUE(Migrate(db(), std::span(kBoth).first(1)));
  const std::vector<std::string> before = Schema();
  const std::vector<std::string> statements = MigrationStatements(kSecond.text, GetParam());
  ASSERT_EQ(statements.size(), 4U);
  for (std::size_t fails = 0; fails <= statements.size(); ++fails) {
    std::string text;
    for (std::size_t i = 0; i < fails; ++i) text += statements[i] + ";\n";
    text += "INSERT INTO no_such_table (id) VALUES (1);\n";
    const Migration broken[] = {kFirst, {"0002_second", text}};
    EXPECT_THROW(static_cast<void>(Migrate(db(), broken)), Error);
    EXPECT_EQ(Schema(), before) << "after statement " << fails;
  }
  EXPECT_TRUE(Migrate(db(), kBoth)) << "and the mended one goes on from there";
}

TEST_P(MigrateTest, ManyProcessesAtOnceMakeOneSchema) {
  std::vector<std::thread> threads;
  std::atomic<int> applied = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto own = Database::Open({.where = where()});
      const auto done = Migrate(*own, kBoth);
      EXPECT_TRUE(done);
      if (done) applied += static_cast<int>(done->applied.size());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(applied, 2);
}

TEST_P(MigrateTest, RefusesTextInANumbersColumn) {
  ASSERT_TRUE(Migrate(db(), kBoth));
  const auto write = [&](const char* sql) { db().Write([&](Tx& tx) { tx.Execute(sql); }); };
  EXPECT_THROW(write("INSERT INTO first (org_id, id, flag) VALUES (1, 2, 'x')"), Error);
  EXPECT_THROW(write("INSERT INTO first (org_id, id, flag) VALUES (NULL, 2, 1)"), Error);
}

INSTANTIATE_TEST_SUITE_P(Engines, MigrateTest, kEngines, EngineName);

TEST(MigrationStatementsTest, SpeaksBothDialects) {
  const auto sqlite = MigrationStatements(kFirst.text, Engine::sqlite);
  ASSERT_EQ(sqlite.size(), 3U);
  EXPECT_TRUE(sqlite[0].ends_with(") STRICT")) << sqlite[0];
  EXPECT_EQ(sqlite[0].find("DOUBLE"), std::string::npos);
  EXPECT_NE(sqlite[0].find("'BIGINT; -- not a comment'"), std::string::npos);
  EXPECT_TRUE(MigrationStatements(kSecond.text, Engine::sqlite)[2].ends_with(") STRICT"));
  const auto postgresql = MigrationStatements(kFirst.text, Engine::postgresql);
  ASSERT_EQ(postgresql.size(), 3U);
  EXPECT_TRUE(postgresql[0].ends_with(')'));
  EXPECT_NE(postgresql[0].find("share DOUBLE PRECISION"), std::string::npos);
}

TEST(Sha256Test, IsTheStandardsExample) {
  EXPECT_EQ(Sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace baton::db
