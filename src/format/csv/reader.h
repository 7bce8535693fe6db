// Reads CSV and its relatives row by row in flat memory, whatever the size of the file.
//
//   CsvReader reader(FileSource("accounts.csv"));
//   auto dialect = reader.Dialect();                 // delimiter, header or not, guessed from the first 64
//   KB while (true) {
//     auto row = reader.Next();
//     if (!row) return Fail(row.error());            // the file cannot be read any further
//     if (!*row) break;                              // end
//     if ((*row)->fault != RowFault::none) reject.push_back(Explain(**row));
//     Use((*row)->fields);                           // views, good until the next Next()
//   }
//
// What it does: encodings (encoding.h), delimiters (dialect.h), quotes with line breaks inside, CR, LF and
// CRLF in any mixture, blank lines skipped. A row that is wrong by itself (too few or too many fields, text
// behind a closing quote, a quote never closed) comes with a `fault` and reading goes on; what makes the file
// unreadable (NUL, bytes that are not the encoding, a limit passed) ends it with a problem that names the
// line. How the source cuts its bytes makes no difference to the rows. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "format/csv/dialect.h"
#include "format/csv/encoding.h"
#include "format/csv/scan.h"
#include "format/csv/source.h"

namespace baton::format {

struct CsvOptions {
  std::optional<Encoding> encoding;   // guessed when not given
  std::optional<CsvDialect> dialect;  // guessed when not given
  CsvLimits limits = {};
};

enum class RowFault {
  none,
  too_few_fields,
  too_many_fields,
  open_quote,   // read as one plain line, quotation marks included
  loose_quote,  // text behind a closing quote: the field is given as it stands
};

struct Row {
  std::span<const std::string_view> fields;
  std::int64_t line = 0;  // physical line of the file on which the row starts, from 1
  RowFault fault = RowFault::none;
  std::size_t fault_column = 0;      // from 1; 0 when the row as a whole is at fault
  std::size_t expected_columns = 0;  // as many as the first row has
};

// The fault of a row as a message with its line and column. REQUIRES: row.fault != RowFault::none.
FieldFault Explain(const Row& row);

class CsvReader {
 public:
  explicit CsvReader(ByteSource source, CsvOptions options = {});

  // Reads the start of the file if that has not happened yet.
  Result<CsvDialect> Dialect();
  Result<Encoding> FileEncoding();

  // The next row, the header row included; nothing at the end. After a problem only that problem comes again.
  Result<std::optional<Row>> Next();

  std::uint64_t bytes_read() const { return bytes_read_; }  // for progress, against the size of the file

 private:
  Result<Done> Start();
  Result<Done> ReadHead(std::string* head);
  Result<std::size_t> Pull(std::size_t want, std::string* bytes);
  Result<Done> FillText();
  Result<Done> Decode(std::string_view bytes, bool last);
  Result<RowScanner::Outcome> ScanRow();
  Row MakeRow(bool open_quote, std::size_t open_column);
  Problem LimitProblem(RowScanner::Outcome outcome) const;

  ByteSource source_;
  CsvOptions options_;
  bool started_ = false;
  std::optional<Decoder> decoder_;
  std::optional<RowScanner> scanner_;
  CsvDialect dialect_;
  std::string raw_;        // bytes just read
  std::string text_;       // UTF-8, not all of it handed out yet
  std::size_t begin_ = 0;  // where in text_ the next row starts
  bool source_ended_ = false;
  Refusal refusal_ = Refusal::kNone;  // stands behind the last good text
  std::optional<Problem> failed_;
  std::int64_t line_ = 1;
  std::size_t columns_ = 0;
  std::size_t open_quotes_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace baton::format
