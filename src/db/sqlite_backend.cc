#include "db/sqlite_backend.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/check.h"
#include "db/dialect.h"
#include "db/row.h"
#include "db/sqlite_planner.h"
#include "db/statement_count.h"

namespace baton::db {
namespace {

// A table of settings reads better than their reasons do, so here they are: FULL keeps what was acknowledged
// through a power cut; a reader can write nothing by mistake; LIKE means the same as on PostgreSQL; the log
// is cut to 64 MB, and written back by sqlite_checkpointer.cc.
constexpr char kSettings[] =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON;"
    "PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 0; PRAGMA trusted_schema = OFF;"
    "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;";
constexpr int kProgressSteps =
    4000;  // of SQLite's machine between two looks at the clock: some ten microseconds

constexpr std::size_t kInsertsKept = 32;

ErrorKind KindOf(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return ErrorKind::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return ErrorKind::foreign_key;
    default:
      break;
  }
  switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::busy;
    case SQLITE_FULL:
      return ErrorKind::full;
    case SQLITE_INTERRUPT:
      return ErrorKind::cancelled;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return ErrorKind::lost;
    default:
      return ErrorKind::other;
  }
}

// SQLite makes files that all may read; ours hold people's names. The log files get the mode of the file.
void MakePrivateFile(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw Error(ErrorKind::lost, "cannot open " + path);
  ::close(file);
}

}  // namespace

// Marks the connection as in use, and sets the statement back when it is over, however that comes.
class SqliteBackend::Running {
 public:
  Running(SqliteBackend& backend, Statement& statement) : backend_(backend), statement_(statement) {
    Check(!backend.is_running_, "a row's function does not use the connection it is read from");
    backend.is_running_ = true;
    if (backend.statement_timeout_.count() > 0) {
      backend.deadline_ = std::chrono::steady_clock::now() + backend.statement_timeout_;
    }
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    sqlite3_reset(statement_.handle.get());
    backend_.is_running_ = false;
  }

 private:
  SqliteBackend& backend_;
  Statement& statement_;
};

SqliteBackend::SqliteBackend(const std::string& path, const SqliteOptions& options)
    : is_writer_(options.is_writer),
      statement_timeout_(options.statement_timeout),
      cache_(options.cached_statements),
      inserts_(kInsertsKept) {
  try {
    Open(path, options);
  } catch (...) {
    sqlite3_close(database_);
    throw;
  }
}

void SqliteBackend::Open(const std::string& path, const SqliteOptions& options) {
  if (is_writer_) MakePrivateFile(path);
  // A reader is opened for writing too, since it keeps the shared index of the log; query_only holds it back.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (sqlite3_open_v2(path.c_str(), &database_, flags, nullptr) != SQLITE_OK) Throw("opening " + path);
  sqlite3_busy_timeout(database_, static_cast<int>(options.busy_timeout.count()));
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (is_writer_) {
    const auto mode = [this] {
      Statement statement = Prepare("PRAGMA journal_mode = WAL", {});
      if (Step(statement) != SQLITE_ROW) Throw("PRAGMA journal_mode");
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement.handle.get(), 0)));
    }();
    if (mode != "wal") throw Error(ErrorKind::other, path + " cannot have a write-ahead log, only " + mode);
  }
  RunScript(kSettings);
  // The writer touches the leaves of every index: what does not fit is read again and again by a long import.
  RunScript(is_writer_ ? "PRAGMA cache_size = -48000" : "PRAGMA query_only = ON");
  sqlite3_progress_handler(database_, kProgressSteps, &SqliteBackend::OnProgress, this);
  sqlite3_wal_hook(database_, &SqliteBackend::OnCommit, this);
}

SqliteBackend::~SqliteBackend() {
  cache_.Clear();
  inserts_.Clear();
  sqlite3_close(database_);
}

int SqliteBackend::OnProgress(void* self) {
  const auto* backend = static_cast<SqliteBackend*>(self);
  if (!backend->is_running_ || backend->statement_timeout_.count() == 0) return 0;
  return std::chrono::steady_clock::now() > backend->deadline_ ? 1 : 0;
}

int SqliteBackend::OnCommit(void* self, sqlite3*, const char*, int pages) {
  static_cast<SqliteBackend*>(self)->log_pages_ = pages;
  return SQLITE_OK;
}

void SqliteBackend::Throw(std::string_view doing) {
  const int code = database_ == nullptr ? SQLITE_CANTOPEN : sqlite3_extended_errcode(database_);
  const char* message = database_ == nullptr ? "no memory" : sqlite3_errmsg(database_);
  throw Error(KindOf(code),
              std::string(message) + " (" + std::to_string(code) + ") in: " + std::string(doing));
}

SqliteBackend::Statement SqliteBackend::Prepare(std::string_view sql, std::span<const ParameterType> types) {
  if (sql.find('\0') != std::string_view::npos) throw Error(ErrorKind::other, "a statement with NUL");
  const std::string text = ExpandDialect(sql, Engine::sqlite, types);
  sqlite3_stmt* handle = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v3(database_, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                         &handle, &rest) != SQLITE_OK) {
    Throw(sql);
  }
  Statement statement{std::unique_ptr<sqlite3_stmt, Finalize>(handle), {}, {}};
  if (RefusesWalks() && sql.find("baton_list(") != std::string_view::npos) {
    if (const auto walk = FindWalk(database_, text)) {
      throw Error(ErrorKind::other, "walks a table (" + *walk + "): " + std::string(sql));
    }
  }
  // SQLite would run the first of several statements and say nothing of the others.
  const auto used = static_cast<std::size_t>(rest - text.data());
  if (handle == nullptr || !IsBlankSql(std::string_view(text).substr(used))) {
    throw Error(ErrorKind::other, "not one statement: " + std::string(sql));
  }
  for (std::size_t i = 1; i <= types.size(); ++i) {
    statement.places.push_back(sqlite3_bind_parameter_index(handle, ("$" + std::to_string(i)).c_str()));
  }
  return statement;
}

SqliteBackend::Statement& SqliteBackend::Prepared(std::string_view sql,
                                                  std::span<const Parameter> parameters) {
  if (Statement* found = cache_.Find(sql, parameters)) return *found;
  return *cache_.Add(Prepare(sql, TypesOf(parameters)), [](Statement&) {});
}

void SqliteBackend::Bind(Statement& statement, std::span<const Parameter> parameters) {
  sqlite3_stmt* handle = statement.handle.get();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const int place = statement.places[i];
    const Value& value = parameters[i].value;
    int code = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(handle, place, *integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
      code = sqlite3_bind_double(handle, place, *real);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      if (text->find('\0') != std::string_view::npos) ThrowMisfit("$" + std::to_string(i + 1), "holds NUL");
      // An empty view may have no address, which would bind NULL.
      const char* data = text->empty() ? "" : text->data();
      code = sqlite3_bind_text64(handle, place, data, text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else {
      code = sqlite3_bind_null(handle, place);
    }
    if (code != SQLITE_OK) Throw("binding");
  }
}

int SqliteBackend::Step(Statement& statement) {
  const int code = sqlite3_step(statement.handle.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    const char* sql = sqlite3_sql(statement.handle.get());
    Throw(sql == nullptr ? "" : sql);
  }
  return code;
}

std::int64_t SqliteBackend::Run(std::string_view sql, std::span<const Parameter> parameters, RowSink* sink,
                                bool /*is_streamed*/) {
  ++StatementsRun();
  Statement& statement = Prepared(sql, parameters);
  sqlite3_stmt* handle = statement.handle.get();
  if ((sqlite3_column_count(handle) > 0) != (sink != nullptr)) {
    throw Error(ErrorKind::other, std::string(sink == nullptr ? "Execute of a statement with rows: "
                                                              : "a query without rows: ") +
                                      std::string(sql));
  }
  const Running running(*this, statement);
  Bind(statement, parameters);
  const int changed_before = sqlite3_total_changes(database_);
  if (sink != nullptr) {
    ReadRows(statement, *sink);
  } else {
    while (Step(statement) == SQLITE_ROW) {
    }
  }
  // DDL leaves the count of the statement before it standing.
  return sqlite3_total_changes(database_) == changed_before ? 0 : sqlite3_changes64(database_);
}

void SqliteBackend::ReadRows(Statement& statement, RowSink& sink) {
  sqlite3_stmt* handle = statement.handle.get();
  int code = Step(statement);  // first, since a changed schema changes the columns here
  const int count = sqlite3_column_count(handle);
  std::vector<std::string_view> names;
  for (int i = 0; i < count; ++i) names.emplace_back(sqlite3_column_name(handle, i));
  sink.Start(names);
  std::vector<Value> cells(static_cast<std::size_t>(count));
  for (; code == SQLITE_ROW; code = Step(statement)) {
    ++RowsRead();
    for (int i = 0; i < count; ++i) {
      Value& cell = cells[static_cast<std::size_t>(i)];
      switch (sqlite3_column_type(handle, i)) {
        case SQLITE_INTEGER:
          cell = std::int64_t{sqlite3_column_int64(handle, i)};
          break;
        case SQLITE_FLOAT:
          cell = sqlite3_column_double(handle, i);
          break;
        case SQLITE_NULL:
          cell = std::monostate{};
          break;
        case SQLITE_TEXT: {
          const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle, i));
          cell = std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(handle, i)));
          break;
        }
        default:
          ThrowMisfit(names[static_cast<std::size_t>(i)], "is a blob, which Baton does not use");
      }
    }
    sink.Take(cells);
  }
}

void SqliteBackend::RunScript(std::string_view sql) {
  for (const std::string_view part : SplitStatements(sql)) {
    Statement statement = Prepare(part, {});
    const Running running(*this, statement);
    while (Step(statement) == SQLITE_ROW) {
    }
  }
}

// An import goes from table to table in each of its chunks, so the statements are kept.
void SqliteBackend::BeginRows(std::string_view table, std::span<const std::string_view> names) {
  const std::string sql = InsertStatement(table, names);
  rows_ = inserts_.Find(sql, {});
  if (rows_ != nullptr) return;
  rows_ = inserts_.Add(Prepare(sql, std::vector<ParameterType>(names.size(), ParameterType::unknown)),
                       [](Statement&) {});
}

void SqliteBackend::PutRow(std::span<const Parameter> row) {
  Check(rows_ != nullptr && row.size() == rows_->places.size(), "a value for each name");
  const Running running(*this, *rows_);
  Bind(*rows_, row);
  Step(*rows_);
}

void SqliteBackend::Begin() { Run(is_writer_ ? "BEGIN IMMEDIATE" : "BEGIN", {}, nullptr, false); }

void SqliteBackend::Commit() { Run("COMMIT", {}, nullptr, false); }

void SqliteBackend::Rollback() noexcept {
  if (InTransaction()) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteBackend::TruncateLog() noexcept {
  sqlite3_busy_timeout(database_, 0);
  sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(database_, 10'000);
}

int SqliteBackend::Checkpoint() noexcept {
  int back = -1;
  const int code = sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &back);
  return code == SQLITE_OK ? back : -1;
}

}  // namespace baton::db
