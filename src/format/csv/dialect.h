// How a delimited text file is written, and the guess of it from the start of the file.
//
//   CsvDialect dialect = GuessDialect(head, /*whole=*/false);   // head is UTF-8 without a byte order mark
//
// The delimiter is the candidate that cuts nearly all rows into the same number of columns; between equals
// the rarer character in plain text wins (`+|`, tab, `;`, `|`, `,`). Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::format {

struct CsvDialect {
  std::string delimiter = ",";
  // What a row ends with before its line break ("&|" in bulk-copy files, whose line breaks inside a row are
  // data).
  std::string row_end = {};
  bool quotes = true;          // "..." with "" inside; files with a delimiter of several characters have none
  bool has_header = true;      // the first row names the columns
  std::size_t skip_bytes = 0;  // a leading `sep=;` line, which spreadsheets write

  bool operator==(const CsvDialect&) const = default;
};

CsvDialect GuessDialect(std::string_view head, bool whole);

// Whether the first of these rows names columns: no number, date, address or identifier in it, and fewer than
// a fifth of its cells stand again below it.
bool GuessHeader(std::span<const std::vector<std::string>> rows);

}  // namespace baton::format
