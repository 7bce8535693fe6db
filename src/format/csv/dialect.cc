#include "format/csv/dialect.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "format/csv/scan.h"

namespace baton::format {
namespace {

// In order of preference: what is rarer in plain text comes first.
constexpr std::array<std::string_view, 5> kDelimiters = {"+|", "\t", ";", "|", ","};
constexpr std::size_t kSampleRows = 200;
constexpr std::size_t kHeaderRows = 50;

struct Candidate {
  CsvDialect dialect;
  std::size_t columns = 0;  // the most frequent number
  double agreement = 0;     // share of rows that have it and no stray quotation mark
  std::vector<std::vector<std::string>> rows;
};

// A delimiter inside quotes that is taken for one between fields leaves half a pair of quotation marks on
// each side.
bool HasStrayQuote(const std::vector<std::string_view>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](std::string_view field) {
    return std::count(field.begin(), field.end(), '"') % 2 != 0;
  });
}

Candidate Try(std::string_view delimiter, std::string_view row_end, std::string head, bool whole) {
  Candidate candidate;
  candidate.dialect.delimiter = delimiter;
  candidate.dialect.row_end = row_end;
  candidate.dialect.quotes = delimiter.size() == 1;
  RowScanner scanner(candidate.dialect, CsvLimits{});
  std::map<std::size_t, std::size_t> rows_with;  // columns -> rows
  std::map<std::size_t, std::size_t> clean_with;
  std::size_t rows = 0;
  char* at = head.data();
  char* const end = at + head.size();
  while (at < end && rows < kSampleRows) {
    auto outcome = scanner.Scan(at, end, whole, true);
    if (outcome == RowScanner::Outcome::kOpenQuote) outcome = scanner.Scan(at, end, whole, false);
    if (outcome != RowScanner::Outcome::kRow) break;
    at = scanner.next();
    if (scanner.blank()) continue;
    ++rows;
    ++rows_with[scanner.fields().size()];
    const bool clean = scanner.loose_quote_column() == 0 && !HasStrayQuote(scanner.fields());
    clean_with[scanner.fields().size()] += clean ? 1 : 0;
    if (candidate.rows.size() < kHeaderRows) {
      candidate.rows.emplace_back(scanner.fields().begin(), scanner.fields().end());
    }
  }
  const auto most = std::max_element(rows_with.begin(), rows_with.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == rows_with.end()) return candidate;
  candidate.columns = most->first;
  candidate.agreement = static_cast<double>(clean_with[most->first]) / static_cast<double>(rows);
  return candidate;
}

// `sep=;` on the first line says the delimiter.
bool ReadSepLine(std::string_view head, CsvDialect* dialect) {
  if (!head.starts_with("sep=") && !head.starts_with("SEP=")) return false;
  const std::size_t stop = head.find_first_of("\r\n");
  if (stop != 5 || std::string_view(",;\t|").find(head[4]) == std::string_view::npos) return false;
  dialect->delimiter = head.substr(4, 1);
  dialect->skip_bytes = head.substr(stop).starts_with("\r\n") ? 7 : 6;
  return true;
}

std::string_view GuessRowEnd(std::string_view head, std::string_view delimiter) {
  if (delimiter != "+|") return {};
  return head.find("&|\n") != std::string_view::npos || head.find("&|\r") != std::string_view::npos ? "&|"
                                                                                                    : "";
}

Candidate Best(std::string_view head, bool whole) {
  std::vector<Candidate> candidates;
  for (const std::string_view delimiter : kDelimiters) {
    if (head.find(delimiter) == std::string_view::npos) continue;
    Candidate candidate = Try(delimiter, GuessRowEnd(head, delimiter), std::string(head), whole);
    if (candidate.columns >= 2) candidates.push_back(std::move(candidate));
  }
  if (candidates.empty()) return Try(",", "", std::string(head), whole);
  // A file of one or two rows proves nothing by agreement: there the number of columns decides.
  const bool short_sample = candidates.front().rows.size() < 3;
  const auto better = [short_sample](const Candidate& a, const Candidate& b) {
    if (a.agreement > b.agreement + 0.05 || b.agreement > a.agreement + 0.05)
      return a.agreement > b.agreement;
    return short_sample && a.columns > b.columns;
  };
  std::size_t best = 0;
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    if (better(candidates[i], candidates[best])) best = i;
  }
  return std::move(candidates[best]);
}

bool IsGuid(std::string_view cell) {
  if (cell.size() != 36) return false;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? cell[i] != '-' : std::isxdigit(static_cast<unsigned char>(cell[i])) == 0) return false;
  }
  return true;
}

bool IsYear(std::string_view cell) {
  return cell.size() == 4 && (cell.starts_with("19") || cell.starts_with("20")) &&
         std::all_of(cell.begin(), cell.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// A value rather than a name: number, date, time stamp, address, identifier.
bool IsValue(std::string_view cell) {
  if (cell.empty() || IsYear(cell)) return false;  // years do head columns
  const std::size_t at = cell.find('@');
  if (at != std::string_view::npos && cell.find('.', at) != std::string_view::npos) return true;
  if (cell.starts_with("http://") || cell.starts_with("https://") || IsGuid(cell)) return true;
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (const char c : cell) {
    digits += std::isdigit(static_cast<unsigned char>(c)) != 0 ? 1 : 0;
    letters += std::isalpha(static_cast<unsigned char>(c)) != 0 ? 1 : 0;
  }
  if (digits == 0) return cell == "true" || cell == "false" || cell == "TRUE" || cell == "FALSE";
  if (letters == 0) return true;
  const bool starts_with_digit = std::isdigit(static_cast<unsigned char>(cell.front())) != 0;
  return starts_with_digit && digits * 2 >= cell.size();
}

}  // namespace

bool GuessHeader(std::span<const std::vector<std::string>> rows) {
  if (rows.empty()) return false;
  const std::vector<std::string>& first = rows.front();
  if (std::all_of(first.begin(), first.end(), [](const std::string& cell) { return cell.empty(); }))
    return false;
  if (std::any_of(first.begin(), first.end(), IsValue)) return false;
  // Names are seldom values too. One column out of many may hold its own name all the same ("Event" under "type").
  std::set<std::size_t> repeated;
  for (const std::vector<std::string>& row : rows.subspan(1)) {
    for (std::size_t i = 0; i < std::min(row.size(), first.size()); ++i) {
      if (!first[i].empty() && row[i] == first[i]) repeated.insert(i);
    }
  }
  return repeated.size() * 5 < first.size();
}

CsvDialect GuessDialect(std::string_view head, bool whole) {
  CsvDialect said;
  if (ReadSepLine(head, &said)) {
    Candidate candidate = Try(said.delimiter, "", std::string(head.substr(said.skip_bytes)), whole);
    said.has_header = GuessHeader(candidate.rows);
    return said;
  }
  Candidate best = Best(head, whole);
  best.dialect.has_header = GuessHeader(best.rows);
  return best.dialect;
}

}  // namespace baton::format
