// A connection to a SQLite file. Only src/db uses this.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "db/backend.h"
#include "db/statement_cache.h"

namespace baton::db {

struct SqliteOptions {
  bool is_writer = false;
  std::chrono::milliseconds statement_timeout{0};  // 0: none
  std::chrono::milliseconds busy_timeout{10'000};
  std::size_t cached_statements = 256;
};

class SqliteBackend final : public Backend {
 public:
  // A writer makes the file when it is missing.
  SqliteBackend(const std::string& path, const SqliteOptions& options);
  ~SqliteBackend() override;
  SqliteBackend(const SqliteBackend&) = delete;
  SqliteBackend& operator=(const SqliteBackend&) = delete;

  Engine engine() const override { return Engine::sqlite; }
  std::int64_t Run(std::string_view sql, std::span<const Parameter> parameters, RowSink* sink,
                   bool is_streamed) override;
  void RunScript(std::string_view sql) override;
  void BeginRows(std::string_view table, std::span<const std::string_view> names) override;
  void PutRow(std::span<const Parameter> row) override;
  void AbandonRows() noexcept override {}
  void Begin() override;  // BEGIN IMMEDIATE for a writer
  void Commit() override;
  void Rollback() noexcept override;
  void Interrupt() noexcept override { sqlite3_interrupt(database_); }

  bool InTransaction() const { return sqlite3_get_autocommit(database_) == 0; }
  void SetStatementTimeout(std::chrono::milliseconds timeout) { statement_timeout_ = timeout; }
  // Writes the log back into the file and cuts it, unless somebody reads from it.
  void TruncateLog() noexcept;
  // Copies what nobody's reading forbids; answers how many of the log's pages the file has now, or -1 when that failed or
  // somebody else is at it.
  int Checkpoint() noexcept;
  // The pages of the log behind this connection's last commit.
  int log_pages() const { return log_pages_; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct Statement {
    std::unique_ptr<sqlite3_stmt, Finalize> handle;
    std::vector<int> places;  // of $1..$n, as SQLite numbers them
    std::vector<std::string> names;
  };
  class Running;

  void Open(const std::string& path, const SqliteOptions& options);
  Statement Prepare(std::string_view sql, std::span<const ParameterType> types);
  Statement& Prepared(std::string_view sql, std::span<const Parameter> parameters);
  void Bind(Statement& statement, std::span<const Parameter> parameters);
  void ReadRows(Statement& statement, RowSink& sink);
  int Step(Statement& statement);
  [[noreturn]] void Throw(std::string_view doing);
  static int OnProgress(void* self);
  static int OnCommit(void* self, sqlite3* database, const char* name, int pages);

  sqlite3* database_ = nullptr;
  const bool is_writer_;
  std::chrono::milliseconds statement_timeout_;
  std::chrono::steady_clock::time_point deadline_;
  bool is_running_ = false;
  int log_pages_ = 0;
  StatementCache<Statement> cache_;
  StatementCache<Statement> inserts_;  // of InsertMany
  Statement* rows_ = nullptr;          // the open one: of the newest Find of inserts_
};

}  // namespace baton::db
