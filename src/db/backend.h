// One open connection of one engine, as the templates of connection.h need it. Only src/db uses this.
// Not thread-safe, but for Interrupt.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "db/value.h"

namespace baton::db {

enum class Engine { sqlite, postgresql };

// Takes a result row by row.
class RowSink {
 public:
  virtual ~RowSink() = default;
  // Called once, also when there is no row.
  virtual void Start(std::span<const std::string_view> names) = 0;
  // `cells` live until this returns.
  virtual void Take(std::span<const Value> cells) = 0;
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual Engine engine() const = 0;

  // One statement; the rows it returns go to `sink`, or are refused when that is null. Returns the rows
  // changed, or returned. `is_streamed`: rows are passed on as they come instead of after the last one.
  virtual std::int64_t Run(std::string_view sql, std::span<const Parameter> parameters, RowSink* sink,
                           bool is_streamed) = 0;
  // Statements without parameters and rows, one after the other; not cached. Dialect words are not expanded.
  virtual void RunScript(std::string_view sql) = 0;

  // Rows of a table, as fast as the engine takes them: Begin, Row for each, and End, which the next other
  // statement or the commit calls when nobody did. Begin of the same table and names goes on where the last
  // Row stopped.
  virtual void BeginRows(std::string_view table, std::span<const std::string_view> names) = 0;
  virtual void PutRow(std::span<const Parameter> row) = 0;
  // Forgets rows that are still on their way: before a rollback.
  virtual void AbandonRows() noexcept = 0;

  virtual void Begin() = 0;
  virtual void Commit() = 0;
  virtual void Rollback() noexcept = 0;

  // From any thread: makes the running statement throw ErrorKind::cancelled.
  virtual void Interrupt() noexcept = 0;
};

}  // namespace baton::db
