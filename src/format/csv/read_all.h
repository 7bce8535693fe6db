// For tests: reads a whole file at once into strings.
#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "format/csv/reader.h"

namespace baton::format {

struct OwnedRow {
  std::vector<std::string> fields;
  std::int64_t line = 0;
  RowFault fault = RowFault::none;
  std::size_t fault_column = 0;

  bool operator==(const OwnedRow&) const = default;
};

struct ReadAll {
  std::vector<OwnedRow> rows;
  std::optional<Problem> problem;
  CsvDialect dialect;

  std::vector<std::vector<std::string>> Fields() const {
    std::vector<std::vector<std::string>> fields;
    for (const OwnedRow& row : rows) fields.push_back(row.fields);
    return fields;
  }
};

inline ReadAll ReadBytes(std::string_view bytes, CsvOptions options = {}, std::size_t piece = 1 << 20) {
  CsvReader reader(MemorySource(bytes, piece), std::move(options));
  ReadAll all;
  if (auto dialect = reader.Dialect()) all.dialect = *dialect;
  while (true) {
    const auto row = reader.Next();
    if (!row) {
      all.problem = row.error();
      return all;
    }
    if (!*row) return all;
    all.rows.push_back(OwnedRow{
        {(*row)->fields.begin(), (*row)->fields.end()}, (*row)->line, (*row)->fault, (*row)->fault_column});
  }
}

inline std::string TestFile(const std::string& name) {
  std::ifstream in(std::string(BATON_TEST_DATA "/") + name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace baton::format
