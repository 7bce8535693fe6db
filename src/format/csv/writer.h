// Writes CSV as RFC 4180 has it: comma, CRLF, quotes only where needed.
//
//   std::string out;
//   CsvWriter writer(&out, {.neutralise_formulas = true});
//   writer.Write({"Name", "Amount"});
//   writer.Write({"=cmd()", "-7.50"});      // '=cmd(),-7.50
//
// A cell that a spreadsheet would run as a formula (it starts with = + - @, a tab or a line break) gets a
// leading apostrophe; plain numbers stay numbers. UndoNeutralised is the exact inverse, for files that Baton
// wrote itself and reads again. Not thread-safe; `*out` must outlive the writer, and its owner may take and
// clear it between rows.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace baton::format {

struct CsvWriterOptions {
  char delimiter = ',';
  bool byte_order_mark = false;  // some spreadsheets take UTF-8 for something else without it
  bool neutralise_formulas = true;
};

class CsvWriter {
 public:
  explicit CsvWriter(std::string* out, CsvWriterOptions options = {});

  void Write(std::span<const std::string_view> cells);
  void Write(std::initializer_list<std::string_view> cells) { Write(std::span(cells.begin(), cells.size())); }

 private:
  void WriteCell(std::string_view cell);

  std::string* out_;
  CsvWriterOptions options_;
};

// Whether a spreadsheet would take the cell for a formula.
bool IsFormula(std::string_view cell);
// Takes back the apostrophe that neutralising put before a cell; any other cell comes back unchanged.
std::string_view UndoNeutralised(std::string_view cell);

}  // namespace baton::format
