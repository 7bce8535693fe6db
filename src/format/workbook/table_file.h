// One interface to the tables people have: a CSV file, an .xlsx workbook with its sheets, a .zip with CSV
// files in it, an address book of vCards (card_table.h). What a file is is decided by its content, not by its
// name.
//
//   auto file = TableFile::Open("pipeline.xlsx");
//   for (const TableInfo& table : file->tables()) Offer(table.name);
//   auto rows = file->Read(0);                        // std::unique_ptr<TableSource>
//   while (auto row = (*rows)->Next(); row && *row) Use(**row);
//
// Nothing is unpacked to disk and memory is bounded (TableLimits). Encrypted, damaged and foreign files
// (.xls, .xlsb, .ods, PDF, gzip, calendars) end in a problem that says what to do. A TableFile and the sources it made
// belong to one thread at a time; sources stay good after the TableFile is gone, and two of one file may not
// be read alternately by two threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "format/workbook/archive.h"
#include "format/workbook/table_source.h"

namespace baton::format {

enum class TableFileKind { csv, workbook, archive, cards };

struct TableInfo {
  std::string name;         // of the sheet, or of the file
  bool hidden = false;      // a sheet that the spreadsheet does not show
  std::uint64_t bytes = 0;  // unpacked, for progress

  bool operator==(const TableInfo&) const = default;
};

struct TableLimits {
  ArchiveLimits archive = {};
  CsvLimits csv = {};
  std::size_t shared_string_bytes = std::size_t{256} << 20;
  std::size_t part_bytes = std::size_t{32} << 20;  // styles and the list of sheets, read whole
};

class TableFile {
 public:
  static Result<TableFile> Open(const std::filesystem::path& path, TableLimits limits = {});
  // `name` stands for the file in tables() and problems.
  static Result<TableFile> FromMemory(std::string bytes, std::string name, TableLimits limits = {});

  TableFileKind kind() const { return kind_; }
  const std::vector<TableInfo>& tables() const { return tables_; }

  // Reads a table from its start, as often as wanted. `csv` is for CSV tables: what a person chose over the
  // guess. REQUIRES: index < tables().size().
  Result<std::unique_ptr<TableSource>> Read(std::size_t index, CsvOptions csv = {}) const;
  // The table of that name (sheet, or file inside the .zip).
  Result<std::unique_ptr<TableSource>> Read(std::string_view name, CsvOptions csv = {}) const;

 private:
  struct Origin;

  static Result<TableFile> Start(std::shared_ptr<const Origin> origin, TableLimits limits);
  Result<Done> ListArchive();
  Result<Done> ListWorkbook(const std::string& workbook_part);

  TableFileKind kind_ = TableFileKind::csv;
  TableLimits limits_;
  std::shared_ptr<const Origin> origin_;
  std::shared_ptr<Archive> archive_;
  std::string workbook_part_;
  std::vector<TableInfo> tables_;
  std::vector<std::string> parts_;  // beside tables_: the member of the archive that holds each
};

}  // namespace baton::format
