#include "intake/survey.h"

#include <algorithm>
#include <array>
#include <boost/describe/enum_to_string.hpp>
#include <fstream>
#include <unordered_map>

#include "base/text.h"
#include "format/csv/reader.h"

namespace baton::intake {
namespace {

constexpr std::size_t kSampleRows = 200;
constexpr std::size_t kMaxOwners = 20'000;

// What would read as a table with odd headers and is none: the page on which a system asks to sign in, saved in place of its
// export, and a calendar, which comes in by a way of its own.
std::optional<Problem> ExplainNoTable(const std::string& path, const std::string& name) {
  std::array<char, 512> bytes{};
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), bytes.size());
  std::string_view text(bytes.data(), static_cast<std::size_t>(in.gcount()));
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string folded = Fold(Trim(text));
  if (folded.starts_with("<!doctype html") || folded.starts_with("<html"))
    return Problem{Kind::invalid, {"problem.import.web_page", {{"name", name}}}};
  if (folded.starts_with("begin:vcalendar"))
    return Problem{Kind::unsupported, {"problem.import.calendar", {{"name", name}}}};
  return std::nullopt;
}

std::string CleanHeader(std::string_view header) { return CleanText(Trim(header)).value_or(""); }

Result<std::int64_t> CountRows(const TableRef& table) {
  auto reader = TableReader::Open(table);
  if (!reader) return Fail(reader.error());
  std::int64_t rows = 0;
  while (true) {
    const auto row = reader->Next();
    if (!row) return Fail(row.error());
    if (!*row) return rows;
    ++rows;
  }
}

// How the text is written, for the screen; nothing of workbooks and archives.
void DescribeText(const std::string& path, FileMapping* mapping) {
  format::CsvReader reader(format::FileSource(path));
  if (const auto encoding = reader.FileEncoding())
    mapping->encoding = std::string(format::ToString(*encoding));
  if (const auto dialect = reader.Dialect()) mapping->delimiter = dialect->delimiter;
}

Result<std::optional<SurveyedTable>> SurveyTable(const format::TableFile& file, std::int32_t index,
                                                 const std::string& path, const std::string& name) {
  auto source = file.Read(static_cast<std::size_t>(index));
  if (!source) return Fail(source.error());
  const auto has_header = (*source)->HasHeader();
  if (!has_header) return Fail(has_header.error());
  const TableRef table{path, index, *has_header};
  SurveyedTable surveyed;
  surveyed.index = index;
  surveyed.mapping.name = name;
  surveyed.mapping.has_header = *has_header;
  const auto sample = SampleOf(table, name);
  if (!sample) return Fail(sample.error());
  if (sample->rows.empty()) return std::optional<SurveyedTable>();
  const auto rows = CountRows(table);
  if (!rows) return Fail(rows.error());
  surveyed.mapping.rows_estimate = *rows;
  TableGuess guess =
      file.kind() == format::TableFileKind::cards
          ? TableGuess{Target::contact, std::string(kAddressBook), ProposeColumns(*sample, Target::contact)}
          : Recognise(*sample);
  surveyed.mapping.target = guess.target;
  surveyed.mapping.source = guess.source;
  if (guess.target != Target::skip) {
    surveyed.mapping.recognised_as = guess.source + '.' + boost::describe::enum_to_string(guess.target, "");
  }
  surveyed.mapping.columns = std::move(guess.columns);
  if (file.kind() == format::TableFileKind::csv) DescribeText(path, &surveyed.mapping);
  return std::optional(std::move(surveyed));
}

}  // namespace

Result<TableReader> TableReader::Open(const TableRef& table) {
  const auto file = format::TableFile::Open(table.path);
  if (!file) return Fail(file.error());
  auto source = file->Read(static_cast<std::size_t>(table.index));
  if (!source) return Fail(source.error());
  TableReader reader;
  reader.source_ = std::move(*source);
  if (!table.has_header) return reader;
  const auto header = reader.source_->Next();
  if (!header) return Fail(header.error());
  if (*header) {
    for (const auto field : (*header)->fields) reader.headers_.push_back(CleanHeader(field));
  }
  return reader;
}

Result<std::optional<format::Row>> TableReader::Next() { return source_->Next(); }

Result<TableSample> SampleOf(const TableRef& table, const std::string& name) {
  auto reader = TableReader::Open(table);
  if (!reader) return Fail(reader.error());
  TableSample sample{name, reader->headers(), {}};
  while (sample.rows.size() < kSampleRows) {
    const auto row = reader->Next();
    if (!row) return Fail(row.error());
    if (!*row) break;
    sample.rows.emplace_back((*row)->fields.begin(), (*row)->fields.end());
  }
  return sample;
}

Result<std::vector<SurveyedTable>> SurveyFile(const std::string& path, const std::string& name) {
  if (auto problem = ExplainNoTable(path, name)) return Fail(std::move(*problem));
  const auto file = format::TableFile::Open(path);
  if (!file) return Fail(file.error());
  if (Fold(name).ends_with(".vcf") && file->kind() == format::TableFileKind::csv)
    return Fail(Kind::invalid, "problem.vcard.none", {{"name", name}});
  std::vector<SurveyedTable> tables;
  for (std::size_t i = 0; i < file->tables().size(); ++i) {
    const format::TableInfo& info = file->tables()[i];
    if (info.hidden) continue;
    const bool is_one_table =
        file->kind() == format::TableFileKind::csv || file->kind() == format::TableFileKind::cards;
    const std::string shown = is_one_table ? name : info.name;
    auto table = SurveyTable(*file, static_cast<std::int32_t>(i), path, CleanText(shown).value_or(name));
    if (!table) return Fail(table.error());
    if (*table) tables.push_back(std::move(**table));
  }
  if (tables.empty()) return Fail(Kind::invalid, "problem.import.no_rows", {{"name", name}});
  return tables;
}

Result<std::vector<OwnerCount>> CountOwners(const TableRef& table, const FileMapping& mapping,
                                            const FormContext& context) {
  FileMapping owners_only = mapping;
  for (ColumnMapping& column : owners_only.columns) {
    if (column.field != Field::owner_id && column.field != Field::owner_name &&
        column.field != Field::owner_email && column.field != Field::is_deleted) {
      column.field.reset();
    }
  }
  const RowForm form(owners_only, context);
  auto reader = TableReader::Open(table);
  if (!reader) return Fail(reader.error());
  std::unordered_map<std::string, std::size_t> known;
  std::vector<OwnerCount> owners;
  for (std::int64_t number = 0;; ++number) {
    const auto row = reader->Next();
    if (!row) return Fail(row.error());
    if (!*row) return owners;
    const auto read = form.Read(**row, number);
    const auto* record = std::get_if<Record>(&read);
    if (record == nullptr || form.Get(*record, Field::is_deleted).number != 0) continue;
    std::string key = OwnerKeyOf(form, *record);
    const auto [found, is_new] = known.emplace(key, owners.size());
    if (is_new) {
      if (owners.size() == kMaxOwners) {
        return Fail(Kind::invalid, "problem.import.too_many_owners",
                    {{"name", mapping.name}, {"limit", static_cast<std::int64_t>(kMaxOwners)}});
      }
      owners.push_back({std::move(key), std::string(form.Text(*record, Field::owner_name)),
                        std::string(form.Text(*record, Field::owner_email)), 0});
    }
    ++owners[found->second].count;
  }
}

}  // namespace baton::intake
