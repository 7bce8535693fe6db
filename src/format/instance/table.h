// Inside the readers: one CSV file of an instance, its columns found by name. Everything that is refused says the
// file, the line and the column. Not thread-safe.
//
//   Table table("reps.csv", open, {{"rep"}, {"capacity"}, {.name = "fair_target", .is_required = false}});
//   if (auto begun = table.Begin(); !begun) return Fail(begun.error());
//   while (true) {
//     const auto row = table.Next();
//     if (!row) return Fail(row.error());
//     if (!*row) break;
//     table.Text(0), table.Number(1)
//   }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/csv/reader.h"
#include "format/instance/instance.h"

namespace baton::format::inner {

struct Column {
  std::string name;
  bool is_required = true;
};

class Table {
 public:
  Table(std::string file, const Opener& open, std::vector<Column> columns);

  Result<Done> Begin();  // reads the names of the columns
  Result<bool> Next();   // false at the end
  std::int64_t line() const { return row_.line; }

  // Of the row at hand, by the column's place in the list given; empty where the file has not got the column.
  std::string_view Text(std::size_t column) const;
  Result<std::string_view> Name(std::size_t column) const;  // not empty, at most kMostNameBytes
  Result<std::int64_t> Number(std::size_t column) const;    // empty is 0 where the column is not required
  Result<std::int64_t> CountOf(std::size_t column) const;   // not below zero
  tl::unexpected<Problem> Refuse(std::size_t column, Message message) const;
  tl::unexpected<Problem> RefuseLine(std::int64_t line, std::size_t column, Message message) const;

 private:
  static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

  std::string file_;
  CsvReader reader_;
  std::vector<Column> columns_;
  std::vector<std::size_t> places_;  // in the file, or kAbsent
  Row row_;
};

}  // namespace baton::format::inner
