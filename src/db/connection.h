// Statements on one connection: Connection reads, Tx also writes.
//
//   auto rows = connection.Query<Promise>("SELECT org_id, id, version, title, kept_at FROM promise "
//                                         "WHERE org_id = $1 AND id IN baton_list($2) ORDER BY due_at, id",
//                                         org_id, db::IdList(ids));
//   auto name = connection.QueryValue<std::string>("SELECT name FROM person WHERE org_id = $1 AND id = $2",
//   org, id); auto ids = connection.Query<Id>("SELECT id FROM account WHERE org_id = $1 ORDER BY id", org);
//
// One SQL text for both engines, one statement a call, parameters `$1..$n` (one may be used twice; all are
// bound). The words that differ are written as
//   IN baton_list($n)       $n is a db::IdList or db::TextList
//   baton_skip_locked()     at the end of a SELECT that claims rows: FOR UPDATE SKIP LOCKED; nothing on
//   SQLite baton_for_update()      the same: FOR UPDATE
// A Row is a struct described by Boost.Describe whose members are the columns by name, or one readable type
// (value.h) when there is one column. A column without a member, a member without a column and a value that
// does not fit throw Error; so does anything the engine refuses. Statements are prepared once and kept.
//
// Thread safety: one thread at a time, but for Interrupt. A connection is leased (database.h) and not kept.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/problem.h"
#include "db/backend.h"
#include "db/error.h"
#include "db/row.h"
#include "db/value.h"

namespace baton::db {

namespace connection_detail {

[[noreturn]] void ThrowSecondRow(std::string_view sql);
void CheckOneColumn(std::span<const std::string_view> names);

template <class Row, class F>
class RowReader final : public RowSink {
 public:
  explicit RowReader(F& take) : take_(take) {}

  void Start(std::span<const std::string_view> names) override {
    if constexpr (Readable<Row>) {
      CheckOneColumn(names);
      name_ = names[0];
    } else {
      columns_ = MatchColumns(RowNames<Row>(), names);
    }
  }
  void Take(std::span<const Value> cells) override {
    if constexpr (Readable<Row>) {
      take_(FromValue<Row>(cells[0], name_));
    } else {
      take_(ReadRow<Row>(cells, columns_));
    }
  }

 private:
  F& take_;
  std::string name_;
  std::vector<std::size_t> columns_;
};

}  // namespace connection_detail

class Connection {
 public:
  explicit Connection(Backend& backend) : backend_(&backend) {}

  Engine engine() const { return backend_->engine(); }

  template <class Row, class... A>
  std::vector<Row> Query(std::string_view sql, const A&... arguments) {
    std::vector<Row> rows;
    const auto take = [&rows](Row&& row) { rows.push_back(std::move(row)); };
    Read<Row>(false, take, sql, arguments...);
    return rows;
  }

  // The only row, or none. More than one throws.
  template <class Row, class... A>
  std::optional<Row> QueryOne(std::string_view sql, const A&... arguments) {
    std::optional<Row> found;
    const auto take = [&found, sql](Row&& row) {
      if (found) connection_detail::ThrowSecondRow(sql);
      found = std::move(row);
    };
    Read<Row>(false, take, sql, arguments...);
    return found;
  }

  // The only column of the only row, or none. A NULL needs std::optional<T> as the type.
  template <Readable T, class... A>
  std::optional<T> QueryValue(std::string_view sql, const A&... arguments) {
    return QueryOne<T>(sql, arguments...);
  }

  // Calls f(Row&&) for each row as it comes, without holding the result. `f` must not use this connection;
  // when it throws, the rest is not read.
  template <class Row, class F, class... A>
  void ForEach(std::string_view sql, F&& f, const A&... arguments) {
    Read<Row>(true, f, sql, arguments...);
  }

  // From another thread: the running statement throws ErrorKind::cancelled.
  void Interrupt() noexcept { backend_->Interrupt(); }

 protected:
  Backend& backend() { return *backend_; }

 private:
  template <class Row, class F, class... A>
  void Read(bool is_streamed, F& take, std::string_view sql, const A&... arguments) {
    const std::array<Parameter, sizeof...(A)> parameters{ToParameter(arguments)...};
    connection_detail::RowReader<Row, F> reader(take);
    backend_->Run(sql, parameters, &reader, is_streamed);
  }

  Backend* backend_;
};

// A transaction, inside Database::Write. Query and QueryOne serve statements with RETURNING.
class Tx : public Connection {
 public:
  // `new_id` makes ids; Database gives its own. `waiting`: how many wait for this transaction to end; outlives it.
  Tx(Backend& backend, std::function<Id()> new_id, const std::atomic<int>* waiting = nullptr)
      : Connection(backend), new_id_(std::move(new_id)), waiting_(waiting) {}
  Tx(const Tx&) = delete;
  Tx& operator=(const Tx&) = delete;

  // The number of rows changed. A statement that returns rows is refused: use Query.
  template <class... A>
  std::int64_t Execute(std::string_view sql, const A&... arguments) {
    const std::array<Parameter, sizeof...(A)> parameters{ToParameter(arguments)...};
    return backend().Run(sql, parameters, nullptr, false);
  }
  // The same with values that are known at run time only.
  std::int64_t ExecuteValues(std::string_view sql, std::span<const OwnedValue> values);
  // Several statements without parameters, for migrations.
  void ExecuteScript(std::string_view sql) { backend().RunScript(sql); }

  Id NewId() { return new_id_(); }

  // Whether somebody's write waits for this transaction: a long load asks between its pieces, and ends there. Never on
  // PostgreSQL, where writers do not wait for each other.
  bool OthersWait() const { return waiting_ != nullptr && waiting_->load(std::memory_order_relaxed) > 0; }

  // Rows of described structs into the columns of their names. PostgreSQL takes them as one COPY that stays
  // open for the next InsertMany of the same table, so that an import of many chunks is one COPY; a broken
  // key is then reported by the next other statement or by the commit, never lost.
  template <DescribedRow Row>
  void InsertMany(std::string_view table, std::span<const Row> rows) {
    if (rows.empty()) return;
    backend().BeginRows(table, RowNames<Row>());
    for (const Row& row : rows) backend().PutRow(RowParameters(row));
  }
  template <DescribedRow Row>
  void InsertMany(std::string_view table, const std::vector<Row>& rows) {
    InsertMany(table, std::span<const Row>(rows));
  }
  // The same for rows without a struct: each has a value for each name.
  void InsertValues(std::string_view table, std::span<const std::string_view> names,
                    std::span<const std::vector<OwnedValue>> rows);

  // Runs f() -> Result<T> in a savepoint: what it wrote is undone when it returns a Problem or throws, and
  // the transaction goes on.
  template <class F>
  auto Nested(F&& f) -> std::invoke_result_t<F&> {
    OpenSavepoint();
    std::optional<std::invoke_result_t<F&>> result;
    try {
      result.emplace(f());
      if (result->has_value()) {
        ReleaseSavepoint();
        return std::move(*result);
      }
    } catch (...) {
      UndoSavepoint();
      throw;
    }
    UndoSavepoint();
    return std::move(*result);
  }

  // Calls `f` once the transaction is committed, on the thread that called Write: for hints ("look now"),
  // since it is lost when the process ends in between. Forgotten when the transaction is rolled back; not
  // when a Nested is.
  void AfterCommit(std::function<void()> f) { after_commit_.push_back(std::move(f)); }
  std::vector<std::function<void()>> TakeAfterCommit() { return std::move(after_commit_); }

 private:
  void OpenSavepoint();
  void ReleaseSavepoint();
  void UndoSavepoint();

  std::function<Id()> new_id_;
  const std::atomic<int>* waiting_;
  int savepoints_ = 0;
  std::vector<std::function<void()>> after_commit_;
};

}  // namespace baton::db
