#include "format/workbook/sheet.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/too_large.h"
#include "format/csv/dialect.h"

namespace baton::format {
namespace {

constexpr std::size_t kHeaderRows = 50;
constexpr std::size_t kMostStrings = 16'000'000;
constexpr std::int64_t kLastLine = 1'048'576;

// The text of <si> or <is>: <t>, or the runs <r><t>; the reading aid <rPh> is not part of it.
std::string RichText(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    if (LocalName(child) == "t") text += child.text().get();
    if (LocalName(child) == "r") text += Child(child, "t").text().get();
  }
  return Unescape(text);
}

std::optional<std::size_t> ReadIndex(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "BC12" -> 54 (from 0). Nothing without letters.
std::optional<std::size_t> ColumnOf(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (; letters < reference.size() && letters < 4; ++letters) {
    const char c = reference[letters];
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  if (letters == 0 || letters == 4) return std::nullopt;
  return column - 1;
}

ByteSource Counting(ByteSource source, std::shared_ptr<std::uint64_t> count) {
  return [source = std::move(source), count = std::move(count)](std::span<char> into) -> Result<std::size_t> {
    auto size = source(into);
    if (size) *count += *size;
    return size;
  };
}

}  // namespace

Result<SharedStrings> SharedStrings::Read(ByteSource source, std::size_t most_bytes) {
  SharedStrings strings;
  XmlStream items(std::move(source), "si", "sharedStrings.xml", CsvLimits{}.row_bytes);
  while (true) {
    const auto item = items.Next();
    if (!item) return Fail(item.error());
    if (!*item) return strings;
    strings.text_ += RichText(**item);
    if (strings.text_.size() > most_bytes || strings.ends_.size() >= kMostStrings) {
      return Fail(TooLarge("problem.workbook.too_much_text", most_bytes));
    }
    strings.ends_.push_back(static_cast<std::uint32_t>(strings.text_.size()));
  }
}

std::optional<std::string_view> SharedStrings::At(std::size_t index) const {
  if (index >= ends_.size()) return std::nullopt;
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

SheetSource::SheetSource(ByteSource source, std::string name, std::shared_ptr<const WorkbookParts> parts,
                         CsvLimits limits)
    : name_(std::move(name)),
      parts_(std::move(parts)),
      limits_(limits),
      bytes_read_(std::make_shared<std::uint64_t>(0)),
      stream_(Counting(std::move(source), bytes_read_), "row", name_, limits.row_bytes) {}

Problem SheetSource::Damaged(std::int64_t line) const {
  return Problem{Kind::malformed, Message{"problem.workbook.damaged_row", {{"name", name_}, {"line", line}}}};
}

Result<bool> SheetSource::HasHeader() {
  if (looked_) return has_header_;
  std::vector<std::vector<std::string>> sample;
  while (sample.size() < kHeaderRows) {
    auto row = ReadRow();
    if (!row) return Fail(row.error());
    if (!*row) break;
    sample.push_back((*row)->cells);
    ahead_.push_back(std::move(**row));
  }
  looked_ = true;
  has_header_ = GuessHeader(sample);
  return has_header_;
}

Result<std::optional<Row>> SheetSource::Next() {
  if (!looked_) {
    if (auto looked = HasHeader(); !looked && ahead_.empty()) return Fail(looked.error());
  }
  if (!ahead_.empty()) {
    current_ = std::move(ahead_.front());
    ahead_.pop_front();
  } else {
    auto read = ReadRow();
    if (!read) return Fail(read.error());
    if (!*read) return std::nullopt;
    current_ = std::move(**read);
  }
  if (columns_ == 0) columns_ = current_.cells.size();
  Row row;
  row.line = current_.line;
  row.expected_columns = columns_;
  // Empty cells at the end of a row are not in the file.
  if (current_.cells.size() < columns_) current_.cells.resize(columns_);
  if (current_.cells.size() > columns_) row.fault = RowFault::too_many_fields;
  fields_.assign(current_.cells.begin(), current_.cells.end());
  row.fields = fields_;
  return row;
}

// The next row that has anything in it; its last cell is not empty.
Result<std::optional<SheetSource::SheetRow>> SheetSource::ReadRow() {
  while (!failed_) {
    const auto node = stream_.Next();
    if (!node) {
      failed_ = node.error();
      break;
    }
    if (!*node) return std::nullopt;
    const auto number = ReadIndex((*node)->attribute("r").value());
    line_ = number && *number <= static_cast<std::size_t>(kLastLine) ? static_cast<std::int64_t>(*number)
                                                                     : line_ + 1;
    SheetRow row{{}, line_};
    if (auto read = ReadCells(**node, &row); !read) {
      failed_ = read.error();
      break;
    }
    if (!row.cells.empty()) return row;
  }
  return Fail(*failed_);
}

Result<Done> SheetSource::ReadCells(const pugi::xml_node& node, SheetRow* row) {
  std::size_t column = 0;
  for (const pugi::xml_node& cell : node.children()) {
    if (LocalName(cell) != "c") continue;
    column = ColumnOf(cell.attribute("r").value()).value_or(column);
    auto value = CellValue(cell);
    if (!value) return Fail(value.error());
    if (!value->empty()) {
      if (column >= limits_.columns) {
        return Fail(
            Kind::too_large, "problem.workbook.too_many_columns",
            {{"name", name_}, {"line", row->line}, {"limit", static_cast<std::int64_t>(limits_.columns)}});
      }
      if (row->cells.size() <= column) row->cells.resize(column + 1);
      row->cells[column] = std::move(*value);
    }
    ++column;
  }
  return Done{};
}

Result<std::string> SheetSource::CellValue(const pugi::xml_node& cell) const {
  const std::string_view type = cell.attribute("t").value();
  if (type == "inlineStr") return RichText(Child(cell, "is"));
  const std::string_view value = Child(cell, "v").text().get();
  if (value.empty()) return std::string();
  if (type == "s") {
    const auto index = ReadIndex(value);
    const auto text = index ? parts_->strings.At(*index) : std::nullopt;
    if (!text) return Fail(Damaged(line_));
    return std::string(*text);
  }
  if (type == "b") return std::string(value == "0" ? "FALSE" : "TRUE");
  if (type == "str") return Unescape(value);
  if (type == "e" || type == "d") return std::string(value);
  const std::size_t style_number = ReadIndex(cell.attribute("s").value()).value_or(0);
  const CellStyle style =
      style_number < parts_->styles.size() ? parts_->styles[style_number] : CellStyle::plain;
  if (style == CellStyle::plain) return NumberText(value);
  return SerialText(value, style, parts_->from_1904);
}

}  // namespace baton::format
