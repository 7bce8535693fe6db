// Baton's own schema: it migrates on both engines, keeps the rules of docs/storage.md, and the manifest knows every table
// and column of it.
#include <boost/describe/class.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "db/test_database.h"

namespace baton::db {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(std::string(BATON_SOURCE_FOLDER) + '/' + path);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_TRUE(file) << path;
  return text.str();
}

struct Violation {
  std::string rule;
  std::string tbl;
  std::string obj;
};
BOOST_DESCRIBE_STRUCT(Violation, (), (rule, tbl, obj))

struct Column {
  std::string table_name;
  std::string name;
  std::string type;
  auto operator<=>(const Column&) const = default;
};
BOOST_DESCRIBE_STRUCT(Column, (), (table_name, name, type))

// table.column of a list of the manifest, or just the table for its class.
std::set<std::string> Manifest(Connection& sqlite, const std::string& member) {
  const std::string json = ReadFile("migrations/manifest.json");
  const auto names = sqlite.Query<std::string>(
      "SELECT t.key || '.' || m.value AS name FROM json_each($1) AS t, json_each(t.value, $2) AS m", json,
      "$." + member);
  return {names.begin(), names.end()};
}

class SchemaTest : public DatabaseTest {
 protected:
  std::vector<Column> Columns(Database& database) {
    return database.Read()->Query<Column>(
        database.engine() == Engine::sqlite
            ? "SELECT t.name AS table_name, c.name AS name, c.type AS type FROM sqlite_master AS t, "
              "pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND "
              "t.sql NOT LIKE "
              "'CREATE VIRTUAL%' ORDER BY table_name, name"
            : "SELECT table_name, column_name AS name, data_type AS type FROM information_schema.columns "
              "WHERE table_schema = 'public' ORDER BY table_name, name");
  }
};

TEST_P(SchemaTest, IsMigratedAndMadeByThisText) {
  const auto checked = CheckMigrated(db());
  ASSERT_TRUE(checked);
  EXPECT_EQ(static_cast<std::size_t>(checked->total), CompiledMigrations().size());
  for (const Migration& migration : CompiledMigrations()) {
    EXPECT_EQ(migration.text, ReadFile("migrations/" + std::string(migration.name) + ".sql"));
  }
}

TEST_P(SchemaTest, HasEveryTableAndTextColumnInTheManifest) {
  const Scratch scratch(Engine::sqlite);
  const auto sqlite = Database::Open({.where = scratch.where()});
  Reader reader = sqlite->Read();
  const std::string json = ReadFile("migrations/manifest.json");
  const auto listed = reader->Query<std::string>("SELECT key FROM json_each($1) ORDER BY key", json);
  std::set<std::string> tables;
  std::set<std::string> columns;
  const std::set<std::string> personal = Manifest(*reader, "personal");
  const std::set<std::string> impersonal = Manifest(*reader, "impersonal");
  for (const Column& column : Columns(db())) {
    tables.insert(column.table_name);
    const std::string name = column.table_name + '.' + column.name;
    columns.insert(name);
    if (column.type != "TEXT" && column.type != "text") continue;
    EXPECT_EQ(personal.count(name) + impersonal.count(name), 1U) << name << " is personal or it is not";
  }
  EXPECT_EQ(std::set<std::string>(listed.begin(), listed.end()), tables);
  for (const auto* list : {&personal, &impersonal}) {
    for (const std::string& name : *list) EXPECT_TRUE(columns.contains(name)) << name << " is no column";
  }
  EXPECT_EQ(reader->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM json_each($1) WHERE COALESCE(value ->> 'class', '') NOT IN "
                "('distributed', 'reference', 'local')",
                json),
            0);
}

TEST_P(SchemaTest, KeepsTheRulesOfTheKeys) {
  if (GetParam() == Engine::sqlite) return;  // the rules are read from PostgreSQL's catalogue
  const Scratch scratch(Engine::sqlite);
  const auto sqlite = Database::Open({.where = scratch.where()});
  const auto local = sqlite->Read()->Query<std::string>(
      "SELECT key FROM json_each($1) WHERE value ->> 'class' = 'local' ORDER BY key",
      ReadFile("migrations/manifest.json"));
  std::string names;
  for (const std::string& name : local) names += (names.empty() ? "" : ",") + name;
  const std::string lint = ReadFile("test/check/schema-lint.sql");
  db().Write([&](Tx& tx) {
    tx.Query<std::string>("SELECT set_config('app.local_tables', $1, true)", names);
    for (const Violation& found : tx.Query<Violation>(lint)) {
      ADD_FAILURE() << found.rule << ": " << found.tbl << ' ' << found.obj;
    }
  });
}

TEST_P(SchemaTest, IsTheSameOnBothEngines) {
  if (GetParam() == Engine::sqlite) return;  // compared once
  const Scratch scratch(Engine::sqlite);
  const auto sqlite = Database::Open({.where = scratch.where()});
  const auto names = [this](Database& database) {
    std::set<std::pair<std::string, std::string>> made;
    for (const Column& column : Columns(database)) made.emplace(column.table_name, column.name);
    return made;
  };
  EXPECT_EQ(names(*sqlite), names(db()));
}

INSTANTIATE_TEST_SUITE_P(Engines, SchemaTest, kEngines, EngineName);

}  // namespace
}  // namespace baton::db
