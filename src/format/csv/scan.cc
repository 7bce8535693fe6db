#include "format/csv/scan.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace baton::format {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
constexpr std::uint64_t kHighs = 0x8080808080808080ULL;
static_assert(std::endian::native == std::endian::little, "FindAny counts bytes from the low end");

std::uint64_t Repeat(char c) { return kOnes * static_cast<std::uint8_t>(c); }

// High bits where a byte of `word` is zero; only the lowest one is to be trusted.
std::uint64_t ZeroBytes(std::uint64_t word) { return (word - kOnes) & ~word & kHighs; }

// The first of three characters in [at, end), or end. Eight characters a step; most fields are shorter than
// two.
char* FindAny(char* at, char* end, char a, char b, char c) {
  const std::uint64_t first = Repeat(a);
  const std::uint64_t second = Repeat(b);
  const std::uint64_t third = Repeat(c);
  for (; end - at >= 8; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    const std::uint64_t hits = ZeroBytes(word ^ first) | ZeroBytes(word ^ second) | ZeroBytes(word ^ third);
    if (hits != 0) return at + (std::countr_zero(hits) >> 3);
  }
  while (at < end && *at != a && *at != b && *at != c) ++at;
  return at;
}

std::int64_t CountLineBreaks(char* at, char* end) {
  std::int64_t lines = 0;
  while ((at = FindAny(at, end, '\n', '\r', '\n')) < end) {
    at += *at == '\r' && end - at > 1 && at[1] == '\n' ? 2 : 1;
    ++lines;
  }
  return lines;
}

std::string_view View(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

RowScanner::RowScanner(CsvDialect dialect, CsvLimits limits)
    : dialect_(std::move(dialect)), limits_(limits) {}

RowScanner::Outcome RowScanner::Scan(char* begin, char* end, bool last, bool quotes) {
  fields_.clear();
  doubled_.clear();
  lines_ = 0;
  loose_quote_column_ = 0;
  was_quoted_ = false;
  if (dialect_.delimiter.size() != 1 || !dialect_.row_end.empty()) return ScanWide(begin, end, last);

  quotes = quotes && dialect_.quotes;
  char* at = begin;
  while (true) {
    char* const field = at;
    const Step step = ScanField(at, end, last, quotes);
    if (static_cast<std::size_t>(at - field) > limits_.field_bytes + 3) return Outcome::kFieldTooLong;
    if (static_cast<std::size_t>(at - begin) > limits_.row_bytes) return Outcome::kRowTooLong;
    if (step == Step::kMore) return Outcome::kMore;
    if (step == Step::kOpenQuote) return Outcome::kOpenQuote;
    if (fields_.size() > limits_.columns) return Outcome::kTooManyColumns;
    if (step == Step::kRow) break;
  }
  next_ = at;
  UndoDoubledQuotes();
  return Outcome::kRow;
}

// Takes one field and what ends it; `at` is moved behind both, or to the end of the text when there is not
// enough.
RowScanner::Step RowScanner::ScanField(char*& at, char* end, bool last, bool quotes) {
  if (quotes && at < end && *at == '"') return ScanQuoted(at, end, last);
  return ScanPlain(at, at, at, end, last);
}

RowScanner::Step RowScanner::ScanPlain(char* begin, char* from, char*& at, char* end, bool last) {
  const char delimiter = dialect_.delimiter.front();
  char* const stop = FindAny(from, end, delimiter, '\n', '\r');
  at = stop;
  if (stop == end) {
    if (!last) return Step::kMore;
    fields_.push_back(View(begin, stop));
    return Step::kRow;
  }
  if (*stop == '\r' && stop + 1 == end && !last) return Step::kMore;  // is a line feed to follow?
  fields_.push_back(View(begin, stop));
  at = stop + 1;
  if (*stop == delimiter) return Step::kField;
  if (*stop == '\r' && at < end && *at == '\n') ++at;
  ++lines_;
  return Step::kRow;
}

RowScanner::Step RowScanner::ScanQuoted(char*& at, char* end, bool last) {
  char* const open = at;
  char* inside = at + 1;
  bool doubled = false;
  char* close = nullptr;
  while (true) {
    close = static_cast<char*>(std::memchr(inside, '"', static_cast<std::size_t>(end - inside)));
    if (close == nullptr) {
      at = end;
      return last ? Step::kOpenQuote : Step::kMore;
    }
    if (close + 1 == end || close[1] != '"') break;
    doubled = true;
    inside = close + 2;
  }
  char* const after = close + 1;
  if (after == end && !last) {
    at = end;
    return Step::kMore;
  }
  const char next = after == end ? '\n' : *after;
  if (next != dialect_.delimiter.front() && next != '\n' && next != '\r') {
    // Text behind the closing quote: the field is given as it stands.
    lines_ += CountLineBreaks(open, after);
    if (loose_quote_column_ == 0) loose_quote_column_ = column();
    return ScanPlain(open, after, at, end, last);
  }
  lines_ += CountLineBreaks(open, after);
  was_quoted_ = true;
  if (doubled) doubled_.push_back(fields_.size());
  const Step step = ScanPlain(open, after, at, end, last);
  if (step != Step::kMore) fields_.back() = View(open + 1, close);
  return step;
}

// A delimiter of several characters, or rows with an end mark of their own; without quotes.
RowScanner::Outcome RowScanner::ScanWide(char* begin, char* end, bool last) {
  const std::string& mark = dialect_.row_end;
  char* stop = begin;
  while (true) {
    stop = FindAny(stop, end, '\n', '\r', '\n');
    const bool undecided = stop == end || (*stop == '\r' && stop + 1 == end);
    if (undecided && !last) {
      if (static_cast<std::size_t>(end - begin) > limits_.row_bytes) return Outcome::kRowTooLong;
      return Outcome::kMore;
    }
    const bool marked = !mark.empty() && View(begin, stop).ends_with(mark);
    if (stop == end || mark.empty() || marked) break;
    stop += *stop == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1;
    ++lines_;
  }
  std::string_view row = View(begin, stop);
  if (row.size() > limits_.row_bytes) return Outcome::kRowTooLong;
  if (!mark.empty() && row.ends_with(mark)) row.remove_suffix(mark.size());
  next_ = stop;
  if (stop < end) {
    next_ += *stop == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1;
    ++lines_;
  }
  while (true) {
    const std::size_t cut = row.find(dialect_.delimiter);
    if (std::min(cut, row.size()) > limits_.field_bytes) return Outcome::kFieldTooLong;
    fields_.push_back(row.substr(0, cut));
    if (fields_.size() > limits_.columns) return Outcome::kTooManyColumns;
    if (cut == std::string_view::npos) return Outcome::kRow;
    row.remove_prefix(cut + dialect_.delimiter.size());
  }
}

void RowScanner::UndoDoubledQuotes() {
  for (const std::size_t index : doubled_) {
    std::string_view& field = fields_[index];
    char* const begin = const_cast<char*>(field.data());  // our own text, see Scan
    char* to = begin;
    const char* const end = begin + field.size();
    for (const char* from = begin; from < end; ++from) {
      *to++ = *from;
      if (*from == '"') ++from;
    }
    field = View(begin, to);
  }
}

}  // namespace baton::format
