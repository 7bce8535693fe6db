// Fixed statistics for SQLite's planner.
//
// Without statistics SQLite takes ten rows to share a value of an index's first column. With us that column is org_id: an
// organization would have ten accounts. So the planner would rather walk all accounts in the order that is asked for than
// look ten of them up by the column that is named and sort those ten: half of the statements behind the screens did.
//
// ANALYZE would count, but what it finds is the truth of a moment: of an empty file, or of the day before the import. Then a
// plan depends on when it was made, and no test can hold it. So the numbers are made up here from the names of the
// columns, once for the schema: those of a large organization, where plans matter. In a small one the same plans read a
// few rows more or less. Connections read sqlite_stat1 with the schema.
//
// The numbers need to be right in their order only: an organization is walked for nothing less than all of it; a person
// stands in more rows than an account does; a word of a few, such as a kind or a state, finds next to nothing by itself.
#include "db/sqlite_planner.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <boost/describe/class.hpp>
#include <memory>
#include <string_view>

namespace baton::db {
namespace {

constexpr std::int64_t kRows = 10'000'000;  // in a table
constexpr std::int64_t kRowsOfOrganization = 1'000'000;
constexpr std::int64_t kRowsOfPerson = 300;
constexpr std::int64_t kRowsOfKey = 20;  // of anything else: an account, a name, an instant
constexpr std::int64_t kWords = 4;       // that a column of few words tells apart
constexpr auto kFewWords =
    std::to_array<std::string_view>({"kind", "queue", "source", "state", "status", "table_name"});
constexpr auto kPersons = std::to_array<std::string_view>(
    {"actor_id", "from_id", "manager_id", "owner_id", "person_id", "rep_id", "sender_id", "to_id"});

struct IndexColumn {
  std::string tbl;
  std::string idx;
  bool is_unique = false;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(IndexColumn, (), (tbl, idx, is_unique, name))

struct Statistic {
  std::string tbl;
  std::string idx;
  std::string stat;
  bool operator==(const Statistic&) const = default;
};
BOOST_DESCRIBE_STRUCT(Statistic, (), (tbl, idx, stat))

// How many rows share the values of an index up to this column, when `rows` share those before it.
std::int64_t RowsOf(std::string_view column, std::int64_t rows) {
  if (column == "org_id") return kRowsOfOrganization;
  if (column == "id") return 1;
  if (std::ranges::find(kFewWords, column) != kFewWords.end())
    return std::max<std::int64_t>(rows / kWords, 1);
  const bool is_person = std::ranges::find(kPersons, column) != kPersons.end();
  return std::clamp<std::int64_t>(rows / 2, 1, is_person ? kRowsOfPerson : kRowsOfKey);
}

// In the words of sqlite_stat1: the rows of the table, then of each column. No skip-scan: it would pay for few values of
// the first column, of which we say nothing.
std::vector<Statistic> MakeStatistics(Tx& tx) {
  const auto columns = tx.Query<IndexColumn>(
      "SELECT made.name AS tbl, tree.name AS idx, tree.\"unique\" AS is_unique, part.name AS name "
      "FROM sqlite_master AS made, pragma_index_list(made.name) AS tree, pragma_index_info(tree.name) AS "
      "part "
      "WHERE made.type = 'table' ORDER BY made.name, tree.name, part.seqno");
  std::vector<Statistic> made;
  std::int64_t rows = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const IndexColumn& column = columns[i];
    if (made.empty() || made.back().idx != column.idx) {
      rows = kRows;
      made.push_back({column.tbl, column.idx, std::to_string(rows)});
    }
    const bool is_last = i + 1 == columns.size() || columns[i + 1].idx != column.idx;
    rows = column.is_unique && is_last ? 1 : RowsOf(column.name, rows);
    made.back().stat += ' ' + std::to_string(rows);
    if (is_last) made.back().stat += " noskipscan";
  }
  return made;
}

bool HasTable(Connection& connection, std::string_view name) {
  return connection.QueryValue<std::int64_t>(
             "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1", name) > 0;
}

}  // namespace

void WriteStatistics(Tx& tx) {
  if (tx.engine() != Engine::sqlite) return;
  const std::vector<Statistic> made = MakeStatistics(tx);
  if (HasTable(tx, "sqlite_stat1") &&
      tx.Query<Statistic>("SELECT tbl, COALESCE(idx, '') AS idx, stat FROM sqlite_stat1 ORDER BY tbl, idx") ==
          made) {
    return;
  }
  tx.ExecuteScript("ANALYZE sqlite_schema");  // makes the table, as nothing else may
  tx.Execute("DELETE FROM sqlite_stat1");
  tx.InsertMany("sqlite_stat1", made);
  tx.ExecuteScript("ANALYZE sqlite_schema");  // and reads it
}

std::optional<std::string> FindWalk(sqlite3* database, const std::string& sql) {
  const auto prepare = [database](const std::string& text) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, text.c_str(), -1, &statement, nullptr);
    return std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>(statement, sqlite3_finalize);
  };
  const auto plan = prepare("EXPLAIN QUERY PLAN " + sql);
  const auto named = prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1");
  while (plan && sqlite3_step(plan.get()) == SQLITE_ROW) {
    const std::string step = reinterpret_cast<const char*>(sqlite3_column_text(plan.get(), 3));
    if (step.find("(org_id=?)") != std::string::npos) return step;
    constexpr std::string_view kScan = "SCAN ";
    if (!step.starts_with(kScan)) continue;
    // What is scanned may also be the rows of a subquery or of a list.
    const std::string name = step.substr(kScan.size(), step.find(' ', kScan.size()) - kScan.size());
    sqlite3_bind_text(named.get(), 1, name.c_str(), -1, SQLITE_TRANSIENT);
    const bool is_table = sqlite3_step(named.get()) == SQLITE_ROW;
    sqlite3_reset(named.get());
    if (is_table) return step;
  }
  return std::nullopt;
}

}  // namespace baton::db
