// The migration runner.
//
// A schema is a list of files, migrations/0001_... onwards, in the order of their names. They only go
// forward: an old file is never edited, since databases in the field have been made by its text. So that
// nobody does it by accident, the database remembers for each file that it has seen the name and the SHA-256
// of its bytes, in table `migration`, and this program refuses a database
//   - that knows a file which this program does not: it is newer, and an old program would write rows the new
//   one does not
//     expect;
//   - in which a file has another text.
// Both are Problems with a message, since what to do is the operator's choice.
//
// Each file is one transaction, with its row in `migration`, on both engines (both can undo DDL). A statement
// that fails throws, and leaves the database as the file before left it; running again starts at that file.
// Several processes that start together take turns: on SQLite a transaction that writes is alone anyway, on
// PostgreSQL each takes an advisory lock that ends with its transaction. What is to be done is decided
// inside, under that lock.
//
// One text serves both engines. Types are written as PostgreSQL's; for SQLite the runner puts its three in
// their place, and makes each table STRICT, so that text in a number's column is refused there too:
//   BIGINT, SMALLINT, INTEGER -> INTEGER      DOUBLE PRECISION -> REAL      TEXT -> TEXT
// Tables keep their rowid (docs/decisions/0004-sqlite-tables-keep-their-rowid.md). What one engine alone should see stands on a line of its own
// behind
// `-- sqlite only:` or `-- postgresql only:`; the other engine does not see the line.
#include "db/migrate.h"

#include <sodium.h>

#include <boost/describe/class.hpp>
#include <optional>

#include "base/clock.h"
#include "db/dialect.h"
#include "db/sqlite_planner.h"

namespace baton::db {
namespace {

constexpr std::string_view kSqliteOnly = "-- sqlite only:";
constexpr std::string_view kPostgresqlOnly = "-- postgresql only:";

constexpr char kMigrationTable[] =
    "CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, "
    "applied_at BIGINT NOT NULL)";
// Any number, the same for all who migrate.
constexpr std::int64_t kLockKey = 0x626174;

struct Applied {
  std::string name;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(Applied, (), (name, sha256))

// The lines that are for this engine, without their marker.
std::string LinesFor(std::string_view text, Engine engine) {
  const bool is_sqlite = engine == Engine::sqlite;
  const std::string_view ours = is_sqlite ? kSqliteOnly : kPostgresqlOnly;
  const std::string_view theirs = is_sqlite ? kPostgresqlOnly : kSqliteOnly;
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (line.starts_with(theirs)) continue;
    if (line.starts_with(ours)) line.remove_prefix(ours.size());
    lines += line;
  }
  return lines;
}

std::string WithoutComments(std::string_view sql) {
  std::string bare;
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = SkipToken(sql, at);
    const std::string_view token = sql.substr(at, end - at);
    if (token.starts_with("--") || token.starts_with("/*")) {
      bare += '\n';
    } else {
      bare += token;
    }
    at = end;
  }
  const std::size_t first = bare.find_first_not_of(" \t\r\n");
  const std::size_t last = bare.find_last_not_of(" \t\r\n");
  return first == std::string::npos ? "" : bare.substr(first, last - first + 1);
}

std::size_t SkipWord(std::string_view sql, std::size_t at) {
  while (at < sql.size() && IsWordCharacter(sql[at])) ++at;
  return at;
}

// SQLite's words for the types; quoted text is left alone.
std::string WithSqliteTypes(std::string_view sql) {
  std::string made;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = IsWordCharacter(sql[at]) ? SkipWord(sql, at) : SkipToken(sql, at);
    const std::string_view word = sql.substr(at, end - at);
    if (word == "BIGINT" || word == "SMALLINT") {
      made += "INTEGER";
    } else if (word == "DOUBLE" && sql.substr(end, 10) == " PRECISION") {
      made += "REAL";
      end += 10;
    } else {
      made += word;
    }
    at = end;
  }
  return made;
}

std::string ForSqlite(std::string_view sql) {
  std::string made = WithSqliteTypes(sql);
  if (made.starts_with("CREATE TABLE") && made.ends_with(')')) made += " STRICT";
  return made;
}

std::string LastNames(const std::vector<Applied>& known, std::size_t from) {
  std::string names;
  for (std::size_t i = from; i < known.size(); ++i) names += (names.empty() ? "" : ", ") + known[i].name;
  return names;
}

// What the database has must be the beginning of what this program has.
Result<Done> Compare(const std::vector<Applied>& known, std::span<const Migration> migrations) {
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (i >= migrations.size() || known[i].name != migrations[i].name) {
      return Fail(Kind::conflict, "problem.migration.newer", {{"names", LastNames(known, i)}});
    }
    if (known[i].sha256 != Sha256(migrations[i].text)) {
      return Fail(Kind::conflict, "problem.migration.changed", {{"name", known[i].name}});
    }
  }
  return Done{};
}

std::vector<Applied> ReadApplied(Connection& connection) {
  const char* exists = connection.engine() == Engine::sqlite
                           ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'"
                           : "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('migration')";
  if (connection.QueryValue<std::int64_t>(exists) == 0) return {};
  return connection.Query<Applied>("SELECT name, sha256 FROM migration ORDER BY name");
}

// Ranges over text and ORDER BY are by bytes on SQLite, and must be here.
Result<Done> CheckCollation(Connection& connection) {
  if (connection.engine() == Engine::sqlite) return Done{};
  const auto found = connection.QueryValue<std::string>(
      "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate FROM pg_database WHERE datname = "
      "current_database()");
  for (const char* good : {"UTF8 C", "UTF8 POSIX", "UTF8 C.UTF-8", "UTF8 C.utf8"}) {
    if (found == good) return Done{};
  }
  return Fail(Kind::unsupported, "problem.database.collation", {{"found", found.value_or("")}});
}

// One step: the next missing migration in its transaction. Nothing when there is none.
Result<std::optional<std::string>> ApplyNext(Tx& tx, std::span<const Migration> migrations) {
  if (tx.engine() == Engine::postgresql) {
    tx.Query<std::string>("SELECT CAST(pg_advisory_xact_lock($1) AS TEXT)", kLockKey);
  }
  if (auto good = CheckCollation(tx); !good) return Fail(good.error());
  const std::vector<Applied> known = ReadApplied(tx);
  if (auto good = Compare(known, migrations); !good) return Fail(good.error());
  if (known.size() == migrations.size()) {
    WriteStatistics(tx);
    return std::nullopt;
  }
  const Migration& next = migrations[known.size()];
  for (const std::string& statement : MigrationStatements(kMigrationTable, tx.engine()))
    tx.ExecuteScript(statement);
  for (const std::string& statement : MigrationStatements(next.text, tx.engine()))
    tx.ExecuteScript(statement);
  tx.Execute("INSERT INTO migration (name, sha256, applied_at) VALUES ($1, $2, $3)", next.name,
             Sha256(next.text), SystemClock().Now());
  return std::string(next.name);
}

}  // namespace

std::string Sha256(std::string_view text) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  char digits[2 * sizeof(hash) + 1];
  sodium_bin2hex(digits, sizeof(digits), hash, sizeof(hash));
  return digits;
}

std::vector<std::string> MigrationStatements(std::string_view text, Engine engine) {
  std::vector<std::string> statements;
  const std::string lines = LinesFor(text, engine);
  for (const std::string_view statement : SplitStatements(lines)) {
    const std::string bare = WithoutComments(statement);
    statements.push_back(engine == Engine::sqlite ? ForSqlite(bare) : bare);
  }
  return statements;
}

Result<Migrated> Migrate(Database& database, std::span<const Migration> migrations) {
  Migrated report{.applied = {}, .total = static_cast<int>(migrations.size())};
  while (true) {
    const auto step = [&](Tx& tx) { return ApplyNext(tx, migrations); };
    const Result<std::optional<std::string>> applied = database.Write(step, {.bulk = true});
    if (!applied) return Fail(applied.error());
    if (!*applied) return report;
    report.applied.push_back(**applied);
  }
}

Result<Migrated> CheckMigrated(Database& database, std::span<const Migration> migrations) {
  Reader reader = database.Read();
  const std::vector<Applied> known = ReadApplied(*reader);
  if (auto good = Compare(known, migrations); !good) return Fail(good.error());
  if (known.size() < migrations.size()) {
    return Fail(Kind::conflict, "problem.migration.missing",
                {{"count", static_cast<std::int64_t>(migrations.size() - known.size())}});
  }
  return Migrated{.applied = {}, .total = static_cast<int>(known.size())};
}

}  // namespace baton::db
