#include "format/csv/writer.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace baton::format {
namespace {

bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// -7.50, +1,234.5, -3e5, -12%: a sign alone makes no formula of them.
bool IsPlainNumber(std::string_view cell) {
  if (cell.starts_with('-') || cell.starts_with('+')) cell.remove_prefix(1);
  if (cell.ends_with('%')) cell.remove_suffix(1);
  const std::size_t exponent = cell.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    std::string_view power = cell.substr(exponent + 1);
    if (power.starts_with('-') || power.starts_with('+')) power.remove_prefix(1);
    if (power.empty() || !std::all_of(power.begin(), power.end(), IsDigit)) return false;
    cell = cell.substr(0, exponent);
  }
  if (cell.empty() || !IsDigit(cell.front()) || !IsDigit(cell.back())) return false;
  return std::all_of(cell.begin(), cell.end(), [](char c) { return IsDigit(c) || c == '.' || c == ','; });
}

// The four signs also in the full-width form of East Asian input.
constexpr std::array<std::string_view, 11> kStarts = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                      "\n", "＝", "＋", "－", "＠"};

std::string_view WithoutApostrophes(std::string_view cell) {
  return cell.substr(std::min(cell.find_first_not_of('\''), cell.size()));
}

}  // namespace

bool IsFormula(std::string_view cell) {
  const bool starts = std::any_of(kStarts.begin(), kStarts.end(),
                                  [cell](std::string_view start) { return cell.starts_with(start); });
  return starts && !IsPlainNumber(cell);
}

// Cells that already are apostrophes before a formula get one more, so that undoing is exact.
std::string_view UndoNeutralised(std::string_view cell) {
  if (!cell.starts_with('\'') || !IsFormula(WithoutApostrophes(cell))) return cell;
  return cell.substr(1);
}

CsvWriter::CsvWriter(std::string* out, CsvWriterOptions options) : out_(out), options_(options) {
  if (options_.byte_order_mark) out_->append("\xEF\xBB\xBF");
}

void CsvWriter::Write(std::span<const std::string_view> cells) {
  // A single empty cell would read as a blank line.
  if (cells.size() == 1 && cells.front().empty()) out_->append("\"\"");
  bool first = true;
  for (const std::string_view cell : cells) {
    if (!first) out_->push_back(options_.delimiter);
    first = false;
    WriteCell(cell);
  }
  out_->append("\r\n");
}

void CsvWriter::WriteCell(std::string_view cell) {
  const bool neutralise = options_.neutralise_formulas && IsFormula(WithoutApostrophes(cell));
  const bool special = cell.find_first_of("\"\r\n") != std::string_view::npos ||
                       cell.find(options_.delimiter) != std::string_view::npos;
  const bool spaced = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (!special && !spaced) {
    if (neutralise) out_->push_back('\'');
    out_->append(cell);
    return;
  }
  out_->push_back('"');
  if (neutralise) out_->push_back('\'');
  for (const char c : cell) {
    if (c == '"') out_->push_back('"');
    out_->push_back(c);
  }
  out_->push_back('"');
}

}  // namespace baton::format
