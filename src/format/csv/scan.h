// Cuts one row of delimited text out of memory: the inner loop of CsvReader. Fields are views into the text
// where possible; doubled quotes are undone in place once the whole row is there, so the text must be
// writable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "format/csv/dialect.h"

namespace baton::format {

struct CsvLimits {
  std::size_t field_bytes = std::size_t{1} << 20;
  std::size_t row_bytes = std::size_t{8} << 20;
  std::size_t columns = 2'000;
};

class RowScanner {
 public:
  enum class Outcome {
    kRow,           // fields(), next(), lines() hold
    kMore,          // the text ends before the row does
    kOpenQuote,     // at the end of the file a quote is still open; column() says where
    kFieldTooLong,  // column() says which
    kTooManyColumns,
    kRowTooLong
  };

  RowScanner(CsvDialect dialect, CsvLimits limits);

  // Scans the row that starts at `begin`. REQUIRES: begin < end.
  // `last`: nothing follows `end`. `quotes` false reads quotation marks as plain characters.
  Outcome Scan(char* begin, char* end, bool last, bool quotes);

  const std::vector<std::string_view>& fields() const { return fields_; }
  char* next() const { return next_; }           // where the following row starts
  std::int64_t lines() const { return lines_; }  // line breaks from `begin` to `next`
  std::size_t column() const {
    return fields_.size() + 1;
  }  // while a row is not finished: the field at work, from 1
  // The first field (from 1) in which text follows a closing quote; it is given as it stands, quotes
  // included. 0: none.
  std::size_t loose_quote_column() const { return loose_quote_column_; }
  // A line with nothing on it.
  bool blank() const { return fields_.size() == 1 && fields_.front().empty() && !was_quoted_; }

 private:
  enum class Step { kField, kRow, kMore, kOpenQuote };

  Step ScanField(char*& at, char* end, bool last, bool quotes);
  Step ScanQuoted(char*& at, char* end, bool last);
  Step ScanPlain(char* begin, char* from, char*& at, char* end, bool last);
  Outcome ScanWide(char* begin, char* end, bool last);
  void UndoDoubledQuotes();

  CsvDialect dialect_;
  CsvLimits limits_;
  std::vector<std::string_view> fields_;
  std::vector<std::size_t> doubled_;  // fields with doubled quotes
  char* next_ = nullptr;
  std::int64_t lines_ = 0;
  std::size_t loose_quote_column_ = 0;
  bool was_quoted_ = false;
};

}  // namespace baton::format
