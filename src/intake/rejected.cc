#include "intake/rejected.h"

#include <algorithm>
#include <map>
#include <memory>

#include "format/csv/writer.h"
#include "json/arguments.h"
#include "words/catalogue.h"

namespace baton::intake {
namespace {

constexpr int kPiece = 500;

class RejectedStream {
 public:
  RejectedStream(db::Database& database, const IntakeOptions& options, const Import& import,
                 std::optional<Id> file_id, std::string language)
      : database_(database),
        options_(options),
        org_id_(import.org_id),
        import_id_(import.id),
        mapping_(MappingOf(import)),
        language_(std::move(language)) {
    files_ = FindFiles(*database.Read(), org_id_, import_id_);
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (mapping_.files[i].target != Target::skip && (!file_id || *file_id == files_[i].id))
        order_.push_back(i);
    }
    // What an undo kept belongs to no file.
    files_.push_back({.org_id = org_id_, .id = Id{}, .import_id = import_id_});
    if (!file_id) order_.push_back(files_.size() - 1);
    for (const std::size_t i : order_) LearnHeaders(i);
  }

  std::string Next() {
    std::string piece;
    if (!has_head_) {
      has_head_ = true;
      format::CsvWriter writer(&piece);
      std::vector<std::string_view> head = {"file", "line", "column", "reason", "mend"};
      head.insert(head.end(), headers_.begin(), headers_.end());
      writer.Write(head);
    }
    while (piece.empty() && at_ < order_.size()) WriteSome(&piece);
    if (piece.empty()) return piece;
    return piece;
  }

 private:
  void LearnHeaders(std::size_t index) {
    if (index >= mapping_.files.size()) return;
    auto& places = places_[index];
    for (const ColumnMapping& column : mapping_.files[index].columns) {
      const std::string header = column.header.empty() ? std::to_string(column.index + 1) : column.header;
      // Of two columns with one header in a file, the second gets a column of its own.
      auto found = headers_.begin();
      while (true) {
        found = std::find(found, headers_.end(), header);
        const auto place = static_cast<std::size_t>(found - headers_.begin());
        if (found == headers_.end() || std::ranges::find(places, place) == places.end()) break;
        ++found;
      }
      places.push_back(static_cast<std::size_t>(found - headers_.begin()));
      if (found == headers_.end()) headers_.push_back(header);
    }
  }

  void WriteSome(std::string* piece) {
    const std::size_t index = order_[at_];
    const ImportFile& file = files_[index];
    if (last_.import_id != import_id_ || last_.file_id != file.id) {
      last_ = RejectRow{.import_id = import_id_, .file_id = file.id, .row_number = -2};
      OpenFile(index);
    }
    const auto rows = FindRejects(*database_.Read(), org_id_, file.id, &last_, kPiece);
    format::CsvWriter writer(piece);
    for (const RejectRow& row : rows) Write(index, row, &writer);
    if (!rows.empty()) last_ = rows.back();
    if (std::ssize(rows) < kPiece) ++at_;
  }

  // Without the file (it is kept for a month) the cells stay blank.
  void OpenFile(std::size_t index) {
    reader_.reset();
    row_ = -1;
    cells_.clear();
    if (index >= mapping_.files.size()) return;
    auto reader = TableReader::Open(TableOf(options_, files_[index], mapping_.files[index]));
    if (reader) reader_ = std::make_unique<TableReader>(std::move(*reader));
  }

  void ReadTo(std::int64_t number) {
    while (reader_ && row_ < number) {
      const auto row = reader_->Next();
      if (!row || !*row) {
        reader_.reset();
        cells_.clear();
        return;
      }
      ++row_;
      if (row_ == number) cells_.assign((*row)->fields.begin(), (*row)->fields.end());
    }
  }

  void Write(std::size_t index, const RejectRow& row, format::CsvWriter* writer) {
    const Reject reject{row.row_number,
                        row.line,
                        row.column_name,
                        {row.reason, json::ParseArguments(row.reason_arguments)},
                        row.is_kept};
    const auto& words = words::Catalogue::Compiled();
    const std::string name = index < mapping_.files.size() ? mapping_.files[index].name : "";
    const std::string line = row.line > 0 ? std::to_string(row.line) : "";
    const std::string reason = words.Say(reject.reason, language_);
    const std::string mend = words.Say(MendOf(reject), language_);
    std::vector<std::string_view> cells = {name, line, row.column_name, reason, mend};
    cells.resize(5 + headers_.size());
    if (row.row_number >= 0) {
      ReadTo(row.row_number);
      const auto& places = places_[index];
      for (std::size_t i = 0; i < std::min(cells_.size(), places.size()); ++i)
        cells[5 + places[i]] = cells_[i];
    }
    writer->Write(cells);
  }

  db::Database& database_;
  const IntakeOptions& options_;
  const Id org_id_;
  const Id import_id_;
  const Mapping mapping_;
  const std::string language_;
  std::vector<ImportFile> files_;
  std::vector<std::size_t> order_;
  std::vector<std::string> headers_;
  std::map<std::size_t, std::vector<std::size_t>> places_;  // of a file's columns among the headers

  bool has_head_ = false;
  std::size_t at_ = 0;
  RejectRow last_;
  std::unique_ptr<TableReader> reader_;
  std::int64_t row_ = -1;
  std::vector<std::string> cells_;
};

}  // namespace

http::Source RejectedCsv(db::Database& database, const IntakeOptions& options, const Import& import,
                         std::optional<Id> file_id, const std::string& language) {
  auto stream = std::make_shared<RejectedStream>(database, options, import, file_id, language);
  return [stream] { return stream->Next(); };
}

}  // namespace baton::intake
