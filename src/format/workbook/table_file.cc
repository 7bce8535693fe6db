#include "format/workbook/table_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "format/vcard/card.h"
#include "format/workbook/card_table.h"
#include "format/workbook/workbook.h"

namespace baton::format {

// The bytes of the file: on disk or in memory.
struct TableFile::Origin {
  std::filesystem::path path;
  std::shared_ptr<const std::string> bytes;  // when in memory

  // A source that keeps the bytes alive.
  ByteSource Source() const {
    if (!bytes) return FileSource(path);
    return [held = bytes, source = MemorySource(*bytes)](std::span<char> into) { return source(into); };
  }
  Result<std::shared_ptr<Archive>> OpenArchive(ArchiveLimits limits) const {
    return bytes ? Archive::FromMemory(bytes, limits) : Archive::Open(path, limits);
  }
  std::uint64_t Size() const {
    std::error_code error;
    const auto size = bytes ? bytes->size() : std::filesystem::file_size(path, error);
    return error ? 0 : size;
  }
};

namespace {

using namespace std::string_view_literals;

class CsvTable final : public TableSource {
 public:
  CsvTable(ByteSource source, CsvOptions options) : reader_(std::move(source), std::move(options)) {}

  Result<bool> HasHeader() override {
    const auto dialect = reader_.Dialect();
    if (!dialect) return Fail(dialect.error());
    return dialect->has_header;
  }
  Result<std::optional<Row>> Next() override { return reader_.Next(); }
  std::uint64_t bytes_read() const override { return reader_.bytes_read(); }

 private:
  CsvReader reader_;
};

// The first bytes of a file, fewer when it is shorter.
Result<std::string> Head(const ByteSource& source, std::size_t size) {
  std::string head(size, '\0');
  std::size_t got = 0;
  while (got < size) {
    const auto piece = source(std::span<char>(head).subspan(got));
    if (!piece) return Fail(piece.error());
    if (*piece == 0) break;
    got += *piece;
  }
  head.resize(got);
  return head;
}

// The container of old Office files; an .xlsx with a password is one too, with a stream of this name inside.
Problem ExplainOfficeContainer(const ByteSource& source) {
  constexpr std::size_t kSearched = std::size_t{16} << 20;
  constexpr std::string_view kName = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
  const auto head = Head(source, kSearched);
  const bool encrypted = head && head->find(kName) != std::string::npos;
  return Problem{Kind::unsupported,
                 {encrypted ? "problem.workbook.encrypted" : "problem.workbook.old_format"}};
}

std::optional<Problem> ExplainForeign(std::string_view head) {
  constexpr std::array<std::pair<std::string_view, const char*>, 4> kMarks = {
      {{"%PDF-"sv, "PDF"}, {"\x1F\x8B"sv, "gzip"}, {"7z\xBC\xAF"sv, "7-Zip"}, {"Rar!"sv, "RAR"}}};
  for (const auto& [mark, format] : kMarks) {
    if (!head.starts_with(mark)) continue;
    return Problem{Kind::unsupported,
                   {"problem.workbook.unsupported_format", {{"format", std::string(format)}}}};
  }
  return std::nullopt;
}

// A member that may be a table: a text file by its name, and not what operating systems put beside it.
bool IsTableMember(const ArchiveMember& member) {
  std::string name = member.name;
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::string file = name.substr(name.rfind('/') + 1);
  if (file.starts_with('.') || name.starts_with("__macosx/")) return false;
  return file.ends_with(".csv") || file.ends_with(".tsv") || file.ends_with(".txt") || file.ends_with(".tab");
}

}  // namespace

Result<TableFile> TableFile::Open(const std::filesystem::path& path, TableLimits limits) {
  return Start(std::make_shared<const Origin>(Origin{path, nullptr}), limits);
}

Result<TableFile> TableFile::FromMemory(std::string bytes, std::string name, TableLimits limits) {
  return Start(
      std::make_shared<const Origin>(Origin{name, std::make_shared<const std::string>(std::move(bytes))}),
      limits);
}

Result<TableFile> TableFile::Start(std::shared_ptr<const Origin> origin, TableLimits limits) {
  TableFile file;
  file.limits_ = limits;
  file.origin_ = std::move(origin);
  const auto head = Head(file.origin_->Source(), 256);
  if (!head) return Fail(head.error());
  if (head->starts_with("\xD0\xCF\x11\xE0"sv)) return Fail(ExplainOfficeContainer(file.origin_->Source()));
  if (auto foreign = ExplainForeign(*head)) return Fail(*foreign);
  if (head->starts_with("PK\x03\x04"sv) || head->starts_with("PK\x05\x06"sv)) {
    if (auto listed = file.ListArchive(); !listed) return Fail(listed.error());
    return file;
  }
  if (vcard::IsCards(*head)) file.kind_ = TableFileKind::cards;
  file.tables_.push_back({file.origin_->path.stem().string(), false, file.origin_->Size()});
  file.parts_.emplace_back();
  return file;
}

Result<Done> TableFile::ListArchive() {
  auto archive = origin_->OpenArchive(limits_.archive);
  if (!archive) return Fail(archive.error());
  archive_ = std::move(*archive);
  const auto workbook = FindWorkbook(*archive_, limits_.part_bytes);
  if (!workbook) return Fail(workbook.error());
  if (*workbook) return ListWorkbook(**workbook);

  kind_ = TableFileKind::archive;
  const auto& members = archive_->members();
  if (!members.empty() && members.front().name == "mimetype") {
    return Fail(Kind::unsupported, "problem.workbook.unsupported_format",
                {{"format", std::string("OpenDocument")}});
  }
  for (const ArchiveMember& member : members) {
    if (!IsTableMember(member)) continue;
    if (member.encrypted) return Fail(Kind::unsupported, "problem.workbook.encrypted");
    tables_.push_back({member.name, false, member.unpacked_bytes});
    parts_.push_back(member.name);
  }
  if (tables_.empty()) return Fail(Kind::unsupported, "problem.workbook.no_table");
  return Done{};
}

Result<Done> TableFile::ListWorkbook(const std::string& workbook_part) {
  kind_ = TableFileKind::workbook;
  workbook_part_ = workbook_part;
  const auto index = ReadWorkbook(*archive_, workbook_part_, limits_.part_bytes);
  if (!index) return Fail(index.error());
  for (const SheetEntry& sheet : index->sheets) {
    const auto member = archive_->Find(sheet.part);
    if (!member) return Fail(Kind::malformed, "problem.workbook.damaged", {{"name", sheet.part}});
    tables_.push_back({sheet.name, sheet.hidden, member->unpacked_bytes});
    parts_.push_back(sheet.part);
  }
  if (tables_.empty()) return Fail(Kind::unsupported, "problem.workbook.no_table");
  return Done{};
}

Result<std::unique_ptr<TableSource>> TableFile::Read(std::size_t index, CsvOptions csv) const {
  Check(index < tables_.size(), "a table that the file has");
  csv.limits = limits_.csv;
  if (kind_ == TableFileKind::csv) return std::make_unique<CsvTable>(origin_->Source(), std::move(csv));
  if (kind_ == TableFileKind::cards) return std::make_unique<CardTable>(origin_->Source());
  auto source = archive_->Read(*archive_->Find(parts_[index]));
  if (!source) return Fail(source.error());
  if (kind_ == TableFileKind::archive) return std::make_unique<CsvTable>(std::move(*source), std::move(csv));

  const auto workbook = ReadWorkbook(*archive_, workbook_part_, limits_.part_bytes);
  if (!workbook) return Fail(workbook.error());
  auto parts = ReadParts(*archive_, *workbook, limits_.part_bytes, limits_.shared_string_bytes);
  if (!parts) return Fail(parts.error());
  return std::make_unique<SheetSource>(std::move(*source), tables_[index].name, std::move(*parts),
                                       limits_.csv);
}

Result<std::unique_ptr<TableSource>> TableFile::Read(std::string_view name, CsvOptions csv) const {
  const auto found =
      std::find_if(tables_.begin(), tables_.end(), [name](const TableInfo& t) { return t.name == name; });
  if (found == tables_.end()) {
    return Fail(Kind::not_found, "problem.workbook.no_such_table", {{"name", std::string(name)}});
  }
  return Read(static_cast<std::size_t>(found - tables_.begin()), std::move(csv));
}

}  // namespace baton::format
