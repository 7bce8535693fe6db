// The parts of an .xlsx package around its sheets: which sheets there are, number formats, shared strings.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "format/workbook/archive.h"
#include "format/workbook/sheet.h"

namespace baton::format {

struct SheetEntry {
  std::string name;
  std::string part;  // member of the archive
  bool hidden = false;
};

struct WorkbookIndex {
  std::vector<SheetEntry> sheets;
  bool from_1904 = false;
  std::string styles_part;   // empty: none
  std::string strings_part;  // empty: none
};

// The member that is the workbook; nothing when the archive is no workbook of XML parts.
Result<std::optional<std::string>> FindWorkbook(Archive& archive, std::size_t part_bytes);
Result<WorkbookIndex> ReadWorkbook(Archive& archive, const std::string& part, std::size_t part_bytes);
// Loads what cells refer to.
Result<std::shared_ptr<const WorkbookParts>> ReadParts(Archive& archive, const WorkbookIndex& index,
                                                       std::size_t part_bytes, std::size_t string_bytes);

}  // namespace baton::format
