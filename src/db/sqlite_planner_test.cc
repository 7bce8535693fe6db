// SQLite looks lists up by the index that is there for them, in tables of thousands of rows and in Baton's own schema.
#include "db/sqlite_planner.h"

#include <boost/describe/class.hpp>

#include "db/test_database.h"

namespace baton::db {
namespace {

struct Visit {
  Id org_id{7};
  Id id;
  Id owner_id;
  std::string city;
};
BOOST_DESCRIBE_STRUCT(Visit, (), (org_id, id, owner_id, city))

constexpr Migration kVisit[] = {{"0001_visit",
                                 "CREATE TABLE visit (org_id BIGINT NOT NULL, id BIGINT NOT NULL, owner_id "
                                 "BIGINT NOT NULL, city TEXT NOT NULL, "
                                 "PRIMARY KEY (org_id, id));"
                                 "CREATE INDEX visit_owner ON visit (org_id, owner_id);"
                                 "CREATE TABLE node (id SMALLINT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, "
                                 "leased_until_at BIGINT NOT NULL);"}};

constexpr char kByOwner[] =
    "SELECT id FROM visit WHERE org_id = $1 AND owner_id IN baton_list($2) ORDER BY id";

class SqlitePlannerTest : public DatabaseTest {
 protected:
  std::span<const Migration> Migrations() const override { return kVisit; }
  void SetUp() override {
    DatabaseTest::SetUp();
    RefusesWalks() = true;
    std::vector<Visit> visits;
    for (int i = 0; i < 5'000; ++i) visits.push_back({.id = Id{i}, .owner_id = Id{i / 5}, .city = "Bern"});
    db().Write([&](Tx& tx) { tx.InsertMany("visit", visits); }, {.bulk = true});
  }
  void TearDown() override {
    RefusesWalks() = false;
    DatabaseTest::TearDown();
  }

  std::vector<Id> ByOwner(Database& database) {
    return database.Read()->Query<Id>(kByOwner, Id{7}, IdList(std::vector{Id{1}, Id{900}}));
  }
};

TEST_P(SqlitePlannerTest, LooksAListUpInsteadOfWalkingInTheOrderAskedFor) {
  const auto found = ByOwner(db());
  ASSERT_EQ(found.size(), 10U);
  EXPECT_EQ(found.front(), Id{5});
  EXPECT_EQ(found.back(), Id{4'504});
}

TEST_P(SqlitePlannerTest, RefusesAListThatNoIndexHolds) {
  for (const char* sql : {"SELECT id FROM visit WHERE org_id = $1 AND city IN baton_list($2) ORDER BY id",
                          "SELECT id FROM visit WHERE id <> $1 AND city IN baton_list($2)"}) {
    EXPECT_THROW(db().Read()->Query<Id>(sql, Id{7}, TextList(std::vector<std::string>{"Bern"})), Error)
        << sql;
  }
}

TEST_P(SqlitePlannerTest, TellsItOnceMoreWhenTheNumbersAreGoneOrCounted) {
  for (const char* lost : {"DELETE FROM sqlite_stat1", "ANALYZE"}) {
    db().Write([&](Tx& tx) { tx.ExecuteScript(lost); });
    ASSERT_TRUE(Migrate(db(), kVisit));
    const auto opened = Database::Open({.where = where()});
    EXPECT_EQ(ByOwner(*opened).size(), 10U) << lost;
    EXPECT_EQ(
        opened->Read()->QueryValue<std::string>("SELECT stat FROM sqlite_stat1 WHERE idx = 'visit_owner'"),
        "10000000 1000000 300 noskipscan");
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, SqlitePlannerTest, testing::Values(Engine::sqlite), EngineName);

// What the screens ask most: without our numbers each of these walked.
class SchemaPlanTest : public DatabaseTest {};

TEST_P(SchemaPlanTest, WalksNoTable) {
  constexpr const char* kStatements[] = {
      "SELECT id FROM account WHERE org_id = $1 AND id IN baton_list($2) AND deleted_at IS NULL ORDER BY "
      "name_fold, id",
      "SELECT id FROM handoff WHERE org_id = $1 AND (from_id IN baton_list($2) OR to_id IN baton_list($2)) "
      "AND ended_at IS NULL ORDER BY id",
      "SELECT id FROM opportunity WHERE org_id = $1 AND account_id IN baton_list($2) ORDER BY id",
      "SELECT id FROM displacement WHERE org_id = $1 AND promise_id IN baton_list($2) ORDER BY id",
      "SELECT id FROM promise WHERE org_id = $1 AND manager_id IN baton_list($2) AND first_due_at >= 5 ORDER "
      "BY id",
      "SELECT id FROM contact WHERE org_id = $1 AND account_id IN baton_list($2) ORDER BY name_fold, id",
      "SELECT id FROM change WHERE org_id = $1 AND table_name = 'account' AND row_id IN baton_list($2) ORDER "
      "BY id",
  };
  for (const char* sql : kStatements) {
    EXPECT_NO_THROW(db().Read()->Query<Id>(sql, Id{7}, IdList(std::vector{Id{1}}))) << sql;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, SchemaPlanTest, testing::Values(Engine::sqlite), EngineName);

}  // namespace
}  // namespace baton::db
