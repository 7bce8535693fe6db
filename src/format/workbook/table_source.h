// Rows of one table, wherever they come from: a CSV file, a sheet of a workbook, a CSV inside a .zip.
// One thread at a time. Row is the one of the CSV reader (format/csv/reader.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/problem.h"
#include "format/csv/reader.h"

namespace baton::format {

class TableSource {
 public:
  virtual ~TableSource() = default;

  // Whether the first row names the columns, as far as the start of the table shows. Callable before and
  // between Next().
  virtual Result<bool> HasHeader() = 0;
  // The next row, the header included; nothing at the end. `line` is the physical line of a text file or the
  // row number of a sheet. The fields are views, good until the next call.
  virtual Result<std::optional<Row>> Next() = 0;
  // Bytes of the (unpacked) table read so far, for progress.
  virtual std::uint64_t bytes_read() const = 0;
};

}  // namespace baton::format
