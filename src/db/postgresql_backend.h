// A connection to a PostgreSQL server. Only src/db uses this.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/backend.h"
#include "db/statement_cache.h"

namespace baton::db {

struct PostgresqlOptions {
  bool is_writer = false;
  std::chrono::milliseconds statement_timeout{0};  // 0: none
  std::chrono::milliseconds lock_timeout{10'000};
  std::size_t cached_statements = 256;
};

class PostgresqlBackend final : public Backend {
 public:
  // `conninfo` is a URL or libpq's keywords.
  PostgresqlBackend(const std::string& conninfo, const PostgresqlOptions& options);
  ~PostgresqlBackend() override;
  PostgresqlBackend(const PostgresqlBackend&) = delete;
  PostgresqlBackend& operator=(const PostgresqlBackend&) = delete;

  Engine engine() const override { return Engine::postgresql; }
  // A read outside a transaction is sent once more over a new connection when the old one was lost before it
  // answered.
  std::int64_t Run(std::string_view sql, std::span<const Parameter> parameters, RowSink* sink,
                   bool is_streamed) override;
  void RunScript(std::string_view sql) override;
  void BeginRows(std::string_view table, std::span<const std::string_view> names) override;
  void PutRow(std::span<const Parameter> row) override;
  void AbandonRows() noexcept override;
  void Begin() override;
  void Commit() override;
  void Rollback() noexcept override;
  void Interrupt() noexcept override;

  bool IsAlive() const { return PQstatus(connection_.get()) == CONNECTION_OK; }
  // The transaction met a serialization failure or a deadlock: it may be run again from its start.
  bool MayRetry() const { return may_retry_; }

 private:
  struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
    void operator()(PGresult* result) const { PQclear(result); }
    void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
  };
  using Result = std::unique_ptr<PGresult, Close>;
  class Running;
  struct Outcome;

  void Connect();
  const std::string& Prepared(std::string_view sql, std::span<const Parameter> parameters);
  std::int64_t RunOnce(std::string_view sql, std::span<const Parameter> parameters, RowSink* sink,
                       bool is_streamed, bool& has_answered);
  void Send(const std::string& statement, std::string_view sql, std::span<const Parameter> parameters);
  void Command(const std::string& sql);
  void EndRows();
  void FlushRows();
  void Drain() noexcept;
  [[noreturn]] void Throw(const PGresult* result, std::string_view doing);

  const std::string conninfo_;
  const PostgresqlOptions options_;
  std::unique_ptr<PGconn, Close> connection_;
  std::mutex cancel_mutex_;
  std::unique_ptr<PGcancel, Close> cancel_;
  StatementCache<std::string> cache_;  // the names of the prepared statements
  std::int64_t prepared_ = 0;
  bool in_transaction_ = false;
  bool is_running_ = false;
  bool may_retry_ = false;
  std::string rows_sql_;  // of the open COPY
  std::string buffer_;    // rows that are not sent yet
};

}  // namespace baton::db
