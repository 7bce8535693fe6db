// The rows of one worksheet of an .xlsx workbook, read as a stream.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "format/workbook/cell_text.h"
#include "format/workbook/table_source.h"
#include "format/workbook/xml_stream.h"

namespace baton::format {

// The texts that cells refer to by number, one behind the other in one block.
class SharedStrings {
 public:
  static Result<SharedStrings> Read(ByteSource source, std::size_t most_bytes);

  // Nothing when the workbook has no such string.
  std::optional<std::string_view> At(std::size_t index) const;

 private:
  std::string text_;
  std::vector<std::uint32_t> ends_;
};

// What the sheets of a workbook share.
struct WorkbookParts {
  SharedStrings strings;
  std::vector<CellStyle> styles;  // by the style number of a cell
  bool from_1904 = false;
};

class SheetSource final : public TableSource {
 public:
  SheetSource(ByteSource source, std::string name, std::shared_ptr<const WorkbookParts> parts,
              CsvLimits limits);

  Result<bool> HasHeader() override;
  Result<std::optional<Row>> Next() override;
  std::uint64_t bytes_read() const override { return *bytes_read_; }

 private:
  struct SheetRow {
    std::vector<std::string> cells;
    std::int64_t line = 0;
  };

  Result<std::optional<SheetRow>> ReadRow();
  Result<Done> ReadCells(const pugi::xml_node& node, SheetRow* row);
  Result<std::string> CellValue(const pugi::xml_node& cell) const;
  Problem Damaged(std::int64_t line) const;

  std::string name_;
  std::shared_ptr<const WorkbookParts> parts_;
  CsvLimits limits_;
  std::shared_ptr<std::uint64_t> bytes_read_;
  XmlStream stream_;
  std::deque<SheetRow> ahead_;  // rows that were looked at for the header
  bool looked_ = false;
  bool has_header_ = false;
  std::int64_t line_ = 0;
  std::size_t columns_ = 0;
  std::optional<Problem> failed_;
  SheetRow current_;
  std::vector<std::string_view> fields_;
};

}  // namespace baton::format
