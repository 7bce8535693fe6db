#include "db/postgresql_backend.h"

#include <algorithm>
#include <initializer_list>

#include "base/check.h"
#include "db/dialect.h"
#include "db/postgresql_text.h"
#include "db/statement_count.h"

namespace baton::db {
namespace {

constexpr std::size_t kRowsBuffer = 64 << 10;

bool IsOneOf(std::string_view state, std::initializer_list<std::string_view> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

bool IsRetried(std::string_view state) { return IsOneOf(state, {"40001", "40P01"}); }

ErrorKind KindOf(std::string_view state, bool is_alive) {
  if (!is_alive || state.starts_with("08") || IsOneOf(state, {"57P01", "57P02", "57P03"}))
    return ErrorKind::lost;
  if (state == "23505") return ErrorKind::unique;
  if (state == "23503") return ErrorKind::foreign_key;
  if (IsRetried(state) || IsOneOf(state, {"55P03", "53300"})) return ErrorKind::busy;
  if (state == "53100") return ErrorKind::full;
  if (state == "57014") return ErrorKind::cancelled;
  return ErrorKind::other;
}

Oid OidOf(ParameterType type) {
  switch (type) {
    case ParameterType::integer:
      return kInt8Oid;
    case ParameterType::real:
      return kFloat8Oid;
    case ParameterType::text:
    case ParameterType::id_list:
    case ParameterType::text_list:
      return kTextOid;
    case ParameterType::unknown:
      break;
  }
  return 0;
}

// The rows of one result.
void ReadRows(const PGresult* result, bool is_first, RowSink& sink) {
  const int count = PQnfields(result);
  std::vector<std::string_view> names;
  for (int i = 0; i < count; ++i) names.emplace_back(PQfname(result, i));
  if (is_first) sink.Start(names);
  RowsRead() += PQntuples(result);
  std::vector<Value> cells(static_cast<std::size_t>(count));
  for (int row = 0; row < PQntuples(result); ++row) {
    for (int i = 0; i < count; ++i) {
      const auto place = static_cast<std::size_t>(i);
      if (PQgetisnull(result, row, i) != 0) {
        cells[place] = std::monostate{};
      } else {
        const std::string_view text(PQgetvalue(result, row, i),
                                    static_cast<std::size_t>(PQgetlength(result, row, i)));
        cells[place] = ParsePostgresql(PQftype(result, i), text, names[place]);
      }
    }
    sink.Take(cells);
  }
}

}  // namespace

class PostgresqlBackend::Running {
 public:
  explicit Running(PostgresqlBackend& backend) : backend_(backend) {
    Check(!backend.is_running_, "a row's function does not use the connection it is read from");
    backend.is_running_ = true;
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    backend_.Drain();
    backend_.is_running_ = false;
  }

 private:
  PostgresqlBackend& backend_;
};

PostgresqlBackend::PostgresqlBackend(const std::string& conninfo, const PostgresqlOptions& options)
    : conninfo_(conninfo), options_(options), cache_(options.cached_statements) {
  Connect();
}

PostgresqlBackend::~PostgresqlBackend() = default;

void PostgresqlBackend::Connect() {
  // The first keyword may be a whole conninfo; what follows stands over it, what is before it is a default.
  const char* keywords[] = {"connect_timeout", "dbname", "client_encoding", "fallback_application_name",
                            nullptr};
  const char* values[] = {"10", conninfo_.c_str(), "UTF8", "baton", nullptr};
  std::unique_ptr<PGconn, Close> made(PQconnectdbParams(keywords, values, 1));
  if (PQstatus(made.get()) != CONNECTION_OK) {
    throw Error(ErrorKind::lost, made == nullptr ? "no memory" : PQerrorMessage(made.get()));
  }
  PQsetNoticeProcessor(
      made.get(), [](void*, const char*) {}, nullptr);
  const std::lock_guard lock(cancel_mutex_);
  connection_ = std::move(made);
  cancel_.reset(PQgetCancel(connection_.get()));
  cache_.Clear();
  rows_sql_.clear();
  buffer_.clear();
  Command("SET statement_timeout = " + std::to_string(options_.statement_timeout.count()) +
          "; SET lock_timeout = " + std::to_string(options_.lock_timeout.count()) +
          "; SET idle_in_transaction_session_timeout = 120000; SET standard_conforming_strings = on" +
          (options_.is_writer ? "" : "; SET default_transaction_read_only = on"));
}

void PostgresqlBackend::Throw(const PGresult* result, std::string_view doing) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view code = state == nullptr ? "" : state;
  const char* message = result == nullptr ? PQerrorMessage(connection_.get()) : PQresultErrorMessage(result);
  if (IsRetried(code)) may_retry_ = true;
  throw Error(KindOf(code, IsAlive()), std::string(message) + " in: " + std::string(doing));
}

const std::string& PostgresqlBackend::Prepared(std::string_view sql, std::span<const Parameter> parameters) {
  if (const std::string* found = cache_.Find(sql, parameters)) return *found;
  if (sql.find('\0') != std::string_view::npos) throw Error(ErrorKind::other, "a statement with NUL");
  const std::vector<ParameterType> types = TypesOf(parameters);
  const std::string text = ExpandDialect(sql, Engine::postgresql, types);
  if (IsBlankSql(text)) throw Error(ErrorKind::other, "not one statement: " + std::string(sql));
  std::vector<Oid> oids;
  for (const ParameterType type : types) oids.push_back(OidOf(type));
  std::string name = "s" + std::to_string(++prepared_);
  const Result result(
      PQprepare(connection_.get(), name.c_str(), text.c_str(), static_cast<int>(oids.size()), oids.data()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) Throw(result.get(), sql);
  return *cache_.Add(std::move(name), [this](const std::string& old) {
    const Result ignored(PQexec(connection_.get(), ("DEALLOCATE " + old).c_str()));
  });
}

void PostgresqlBackend::Send(const std::string& statement, std::string_view sql,
                             std::span<const Parameter> parameters) {
  std::vector<std::string> texts(parameters.size());
  std::vector<const char*> values(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (std::holds_alternative<std::monostate>(parameters[i].value)) continue;
    AppendPostgresql(parameters[i].value, texts[i]);
    if (texts[i].find('\0') != std::string::npos) ThrowMisfit("$" + std::to_string(i + 1), "holds NUL");
    values[i] = texts[i].c_str();
  }
  if (PQsendQueryPrepared(connection_.get(), statement.c_str(), static_cast<int>(values.size()),
                          values.data(), nullptr, nullptr, 0) != 1) {
    Throw(nullptr, sql);
  }
}

std::int64_t PostgresqlBackend::Run(std::string_view sql, std::span<const Parameter> parameters,
                                    RowSink* sink, bool is_streamed) {
  ++StatementsRun();
  bool has_answered = false;
  try {
    return RunOnce(sql, parameters, sink, is_streamed, has_answered);
  } catch (const Error& error) {
    const bool may_repeat = !options_.is_writer && !in_transaction_ && !has_answered;
    if (error.kind() != ErrorKind::lost || !may_repeat) throw;
  }
  Connect();
  return RunOnce(sql, parameters, sink, is_streamed, has_answered);
}

std::int64_t PostgresqlBackend::RunOnce(std::string_view sql, std::span<const Parameter> parameters,
                                        RowSink* sink, bool is_streamed, bool& has_answered) {
  Check(!is_running_, "a row's function does not use the connection it is read from");
  EndRows();
  const std::string& statement = Prepared(sql, parameters);
  const Running running(*this);
  Send(statement, sql, parameters);
  if (is_streamed) PQsetSingleRowMode(connection_.get());
  std::int64_t rows = 0;
  bool is_first = true;
  while (const Result result{PQgetResult(connection_.get())}) {
    switch (PQresultStatus(result.get())) {
      case PGRES_COMMAND_OK:
        if (sink != nullptr) throw Error(ErrorKind::other, "a query without rows: " + std::string(sql));
        rows = ParseCount(PQcmdTuples(result.get()));
        break;
      case PGRES_TUPLES_OK:
      case PGRES_SINGLE_TUPLE:
        if (sink == nullptr)
          throw Error(ErrorKind::other, "Execute of a statement with rows: " + std::string(sql));
        has_answered = true;
        ReadRows(result.get(), is_first, *sink);
        rows += PQntuples(result.get());
        is_first = false;
        break;
      default:
        Throw(result.get(), sql);
    }
  }
  if (!IsAlive()) Throw(nullptr, sql);
  return rows;
}

// Reads what is left of an answer. Of a stream that is much: outside a transaction the connection is closed
// instead, and opened again when it is next used. (A cancel could hit the statement after.)
void PostgresqlBackend::Drain() noexcept {
  Result result(PQgetResult(connection_.get()));
  if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE && !in_transaction_) {
    const std::lock_guard lock(cancel_mutex_);
    cancel_.reset();
    result.reset();
    connection_.reset();
  }
  while (result != nullptr && IsAlive()) result.reset(PQgetResult(connection_.get()));
}

void PostgresqlBackend::Command(const std::string& sql) {
  const Result result(PQexec(connection_.get(), sql.c_str()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) Throw(result.get(), sql);
}

void PostgresqlBackend::RunScript(std::string_view sql) {
  Check(!is_running_, "a row's function does not use the connection it is read from");
  EndRows();
  for (const std::string_view statement : SplitStatements(sql)) {
    const Result result(PQexec(connection_.get(), std::string(statement).c_str()));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) Throw(result.get(), statement);
  }
}

void PostgresqlBackend::BeginRows(std::string_view table, std::span<const std::string_view> names) {
  Check(in_transaction_, "rows are written in a transaction");
  std::string sql = "COPY " + std::string(table) + " (";
  for (std::size_t i = 0; i < names.size(); ++i) sql += (i > 0 ? ", " : "") + std::string(names[i]);
  sql += ") FROM STDIN";
  if (sql == rows_sql_) return;
  EndRows();
  const Result result(PQexec(connection_.get(), sql.c_str()));
  if (PQresultStatus(result.get()) != PGRES_COPY_IN) Throw(result.get(), sql);
  rows_sql_ = std::move(sql);
}

void PostgresqlBackend::PutRow(std::span<const Parameter> row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) buffer_ += '\t';
    AppendCopy(row[i].value, buffer_);
  }
  buffer_ += '\n';
  if (buffer_.size() >= kRowsBuffer) FlushRows();
}

void PostgresqlBackend::FlushRows() {
  if (buffer_.empty()) return;
  const int sent = PQputCopyData(connection_.get(), buffer_.data(), static_cast<int>(buffer_.size()));
  buffer_.clear();
  if (sent != 1) EndRows();  // says why
}

void PostgresqlBackend::EndRows() {
  if (rows_sql_.empty()) return;
  FlushRows();
  const std::string sql = std::exchange(rows_sql_, {});
  if (sql.empty()) return;  // FlushRows has been here
  if (PQputCopyEnd(connection_.get(), nullptr) != 1) Throw(nullptr, sql);
  Result failed;
  while (Result result{PQgetResult(connection_.get())}) {
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && failed == nullptr) failed = std::move(result);
    if (!IsAlive()) break;
  }
  if (failed != nullptr) Throw(failed.get(), sql);
  if (!IsAlive()) Throw(nullptr, sql);
}

void PostgresqlBackend::AbandonRows() noexcept {
  buffer_.clear();
  if (rows_sql_.empty()) return;
  rows_sql_.clear();
  PQputCopyEnd(connection_.get(), "abandoned");
  while (const Result result{PQgetResult(connection_.get())}) {
    if (!IsAlive()) break;
  }
}

void PostgresqlBackend::Begin() {
  may_retry_ = false;
  Command(options_.is_writer ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                             : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  in_transaction_ = true;
}

void PostgresqlBackend::Commit() {
  EndRows();
  // COMMIT of a failed transaction is a rollback that reports success.
  if (PQtransactionStatus(connection_.get()) == PQTRANS_INERROR) {
    throw Error(ErrorKind::other, "a statement of the transaction failed, and its error was swallowed");
  }
  Command("COMMIT");
  in_transaction_ = false;
}

void PostgresqlBackend::Rollback() noexcept {
  AbandonRows();
  in_transaction_ = false;
  const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
  if (status == PQTRANS_IDLE || status == PQTRANS_UNKNOWN) return;
  const Result ignored(PQexec(connection_.get(), "ROLLBACK"));
}

void PostgresqlBackend::Interrupt() noexcept {
  const std::lock_guard lock(cancel_mutex_);
  char message[256];
  if (cancel_ != nullptr) PQcancel(cancel_.get(), message, sizeof(message));
}

}  // namespace baton::db
