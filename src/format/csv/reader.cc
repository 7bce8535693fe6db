#include "format/csv/reader.h"

#include <algorithm>
#include <utility>

#include "base/too_large.h"

namespace baton::format {
namespace {

constexpr std::size_t kHeadBytes = std::size_t{64} << 10;
constexpr std::size_t kPieceBytes = std::size_t{256} << 10;
// Each quote left open costs a scan to the end of the file; a file with many of them is not worth mending.
constexpr std::size_t kMostOpenQuotes = 100;

Argument Number(std::size_t value) { return static_cast<std::int64_t>(value); }

std::string Place(std::int64_t line, std::size_t column) {
  std::string place = "line " + std::to_string(line);
  if (column > 0) place += ", column " + std::to_string(column);
  return place;
}

Problem Unreadable(Kind kind, const char* key, Arguments arguments, std::int64_t line,
                   std::size_t column = 0) {
  arguments["line"] = line;
  if (column > 0) arguments["column"] = Number(column);
  Message message{key, std::move(arguments)};
  return Problem{kind, message, {FieldFault{Place(line, column), message}}};
}

}  // namespace

FieldFault Explain(const Row& row) {
  Arguments arguments = {{"line", row.line}};
  if (row.fault_column > 0) arguments["column"] = Number(row.fault_column);
  const char* key = "problem.csv.loose_quote";
  if (row.fault == RowFault::open_quote) key = "problem.csv.open_quote";
  if (row.fault == RowFault::too_few_fields || row.fault == RowFault::too_many_fields) {
    key =
        row.fault == RowFault::too_few_fields ? "problem.csv.too_few_fields" : "problem.csv.too_many_fields";
    arguments["fields"] = Number(row.fields.size());
    arguments["expected"] = Number(row.expected_columns);
  }
  return FieldFault{Place(row.line, row.fault_column), Message{key, std::move(arguments)}};
}

CsvReader::CsvReader(ByteSource source, CsvOptions options)
    : source_(std::move(source)), options_(std::move(options)) {}

Result<CsvDialect> CsvReader::Dialect() {
  if (auto started = Start(); !started) return Fail(started.error());
  return dialect_;
}

Result<Encoding> CsvReader::FileEncoding() {
  if (auto started = Start(); !started) return Fail(started.error());
  return decoder_->encoding();
}

// Appends up to `want` bytes, fewer only at the end of the source.
Result<std::size_t> CsvReader::Pull(std::size_t want, std::string* bytes) {
  const std::size_t before = bytes->size();
  bytes->resize(before + want);
  std::size_t got = 0;
  while (got < want && !source_ended_) {
    const auto size = source_(std::span<char>(*bytes).subspan(before + got));
    if (!size) return Fail(size.error());
    source_ended_ = *size == 0;
    got += *size;
  }
  bytes->resize(before + got);
  bytes_read_ += got;
  return got;
}

Result<Done> CsvReader::Start() {
  if (failed_) return Fail(*failed_);
  if (started_) return Done{};
  std::string head;
  auto done = ReadHead(&head);
  if (!done) {
    failed_ = done.error();
    return done;
  }
  started_ = true;
  dialect_ =
      options_.dialect ? *options_.dialect : GuessDialect(text_, source_ended_ && refusal_ == Refusal::kNone);
  begin_ = std::min(dialect_.skip_bytes, text_.size());
  if (begin_ > 0) ++line_;
  scanner_.emplace(dialect_, options_.limits);
  return Done{};
}

Result<Done> CsvReader::ReadHead(std::string* head) {
  if (auto got = Pull(kHeadBytes, head); !got) return Fail(got.error());
  const EncodingGuess guess = GuessEncoding(*head, source_ended_);
  const Encoding encoding = options_.encoding.value_or(guess.encoding);
  decoder_.emplace(encoding);
  const bool mark_fits = encoding == guess.encoding;
  auto decoded = Decode(std::string_view(*head).substr(mark_fits ? guess.mark_bytes : 0), source_ended_);
  if (decoded && LooksBinary(text_)) return Fail(Kind::unsupported, "problem.csv.binary");
  return decoded;
}

Result<Done> CsvReader::Decode(std::string_view bytes, bool last) {
  refusal_ = decoder_->Append(bytes, last, &text_);
  return Done{};
}

// Drops the rows already given and reads on: at least one piece, and as much again as the row at work has
// already, so that a long row is scanned a few times only.
Result<Done> CsvReader::FillText() {
  text_.erase(0, begin_);
  begin_ = 0;
  raw_.clear();
  if (auto got = Pull(std::max(kPieceBytes, text_.size()), &raw_); !got) return Fail(got.error());
  return Decode(raw_, source_ended_);
}

// Scans the row at begin_, reading on as needed.
Result<RowScanner::Outcome> CsvReader::ScanRow() {
  using Outcome = RowScanner::Outcome;
  while (true) {
    const bool last = source_ended_ && refusal_ == Refusal::kNone;
    char* const end = text_.data() + text_.size();
    const auto outcome =
        begin_ < text_.size() ? scanner_->Scan(text_.data() + begin_, end, last, true) : Outcome::kMore;
    if (outcome != Outcome::kMore) return outcome;
    if (refusal_ == Refusal::kNul) {
      return Fail(Unreadable(Kind::unsupported, "problem.csv.nul_character", {}, line_));
    }
    if (refusal_ == Refusal::kNotTheEncoding) {
      const std::string name(ToString(decoder_->encoding()));
      return Fail(Unreadable(Kind::malformed, "problem.csv.not_the_encoding", {{"encoding", name}}, line_));
    }
    if (source_ended_) return Outcome::kMore;  // nothing left
    if (auto filled = FillText(); !filled) return Fail(filled.error());
  }
}

Result<std::optional<Row>> CsvReader::Next() {
  using Outcome = RowScanner::Outcome;
  if (auto started = Start(); !started) return Fail(started.error());
  while (true) {
    const auto outcome = ScanRow();
    if (!outcome) {
      failed_ = outcome.error();
      return Fail(*failed_);
    }
    if (*outcome == Outcome::kMore) return std::nullopt;
    std::size_t open_column = 0;
    if (*outcome == Outcome::kOpenQuote && open_quotes_ < kMostOpenQuotes) {
      ++open_quotes_;
      open_column = scanner_->column();
      char* const end = text_.data() + text_.size();
      const auto plain = scanner_->Scan(text_.data() + begin_, end, true, false);
      if (plain != Outcome::kRow) failed_ = LimitProblem(plain);
    } else if (*outcome != Outcome::kRow) {
      failed_ = LimitProblem(*outcome);
    }
    if (failed_) return Fail(*failed_);
    const Row row = MakeRow(open_column > 0, open_column);
    if (!scanner_->blank()) return row;
  }
}

Row CsvReader::MakeRow(bool open_quote, std::size_t open_column) {
  Row row;
  row.fields = scanner_->fields();
  row.line = line_;
  line_ += scanner_->lines();
  begin_ = static_cast<std::size_t>(scanner_->next() - text_.data());
  if (scanner_->blank()) return row;
  if (columns_ == 0) columns_ = row.fields.size();
  row.expected_columns = columns_;
  if (open_quote) {
    row.fault = RowFault::open_quote;
    row.fault_column = open_column;
  } else if (scanner_->loose_quote_column() > 0) {
    row.fault = RowFault::loose_quote;
    row.fault_column = scanner_->loose_quote_column();
  } else if (row.fields.size() != columns_) {
    row.fault = row.fields.size() < columns_ ? RowFault::too_few_fields : RowFault::too_many_fields;
  }
  return row;
}

Problem CsvReader::LimitProblem(RowScanner::Outcome outcome) const {
  using Outcome = RowScanner::Outcome;
  const CsvLimits& limits = options_.limits;
  const auto problem = [&](const char* key, Arguments limit) {
    return Unreadable(Kind::too_large, key, std::move(limit), line_, scanner_->column());
  };
  switch (outcome) {
    case Outcome::kTooManyColumns:
      return problem("problem.csv.too_many_columns", {{"limit", Number(limits.columns)}});
    case Outcome::kFieldTooLong:
      return problem("problem.csv.field_too_long", SizeArguments(limits.field_bytes));
    case Outcome::kRowTooLong:
      return problem("problem.csv.row_too_long", SizeArguments(limits.row_bytes));
    default:
      break;
  }
  return Unreadable(Kind::malformed, "problem.csv.open_quote", {}, line_, scanner_->column());
}

}  // namespace baton::format
