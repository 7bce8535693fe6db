#include "format/workbook/table_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "format/workbook/zip_fixture.h"

namespace baton::format {
namespace {

using testing::ElementsAre;
using namespace std::string_literals;

struct Read {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::int64_t> lines;
  std::vector<RowFault> faults;
  std::string problem;
};

Read ReadRows(TableSource& source) {
  Read read;
  while (true) {
    const auto row = source.Next();
    if (!row) {
      read.problem = row.error().message.key;
      return read;
    }
    if (!*row) return read;
    read.rows.emplace_back((*row)->fields.begin(), (*row)->fields.end());
    read.lines.push_back((*row)->line);
    read.faults.push_back((*row)->fault);
  }
}

Read ReadTable(const std::string& bytes, std::size_t index = 0, TableLimits limits = {}) {
  const auto file = TableFile::FromMemory(bytes, "test", limits);
  if (!file) return {{}, {}, {}, file.error().message.key};
  const auto source = file->Read(index);
  if (!source) return {{}, {}, {}, source.error().message.key};
  return ReadRows(**source);
}

Read ReadSheet(const std::string& sheet_data, const std::string& attributes = "", TableLimits limits = {}) {
  return ReadTable(MakeZip(WorkbookMembers(sheet_data, attributes)), 0, limits);
}

TEST(TableFile, Csv) {
  const auto file = TableFile::FromMemory("name;city\nAnna;Bern\n", "people.csv");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind(), TableFileKind::csv);
  EXPECT_EQ(file->tables(), (std::vector<TableInfo>{{"people", false, 20}}));
  const auto source = *file->Read(0);
  EXPECT_EQ(source->HasHeader(), true);
  EXPECT_THAT(ReadRows(*source).rows, ElementsAre(ElementsAre("name", "city"), ElementsAre("Anna", "Bern")));
  EXPECT_EQ(source->bytes_read(), 20u);
}

TEST(TableFile, OpensFromDisk) {
  const auto path = std::filesystem::temp_directory_path() / "baton_table_file_test.zip";
  std::ofstream(path, std::ios::binary) << MakeZip({{"a.csv", "x,y\n1,2\n"}});
  const auto file = TableFile::Open(path);
  ASSERT_TRUE(file);
  EXPECT_EQ(ReadRows(**file->Read("a.csv")).rows.size(), 2u);
  std::filesystem::remove(path);
  EXPECT_EQ(TableFile::Open(path).error().message.key, "problem.file.not_readable");
}

TEST(TableFile, ArchiveListsItsTables) {
  const auto file = TableFile::FromMemory(MakeZip({{"export/Account.csv", "Id,Name\n1,A\n"},
                                                   {"export/readme.pdf", "%PDF-"},
                                                   {"__MACOSX/export/._Account.csv", "x"},
                                                   {"export/.hidden.csv", "x"},
                                                   {"Contact.TSV", "Id\tName\n2\tB\n"}}),
                                          "export.zip");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind(), TableFileKind::archive);
  EXPECT_EQ(file->tables(),
            (std::vector<TableInfo>{{"export/Account.csv", false, 12}, {"Contact.TSV", false, 12}}));
  // Two tables of one archive may be read in turns.
  const auto accounts = *file->Read(0);
  const auto contacts = *file->Read("Contact.TSV");
  ASSERT_TRUE(accounts->Next());
  EXPECT_THAT(ReadRows(*contacts).rows, ElementsAre(ElementsAre("Id", "Name"), ElementsAre("2", "B")));
  EXPECT_THAT(ReadRows(*accounts).rows, ElementsAre(ElementsAre("1", "A")));
  EXPECT_EQ(file->Read("nope").error().message.key, "problem.workbook.no_such_table");
}

TEST(TableFile, WorkbookCells) {
  const auto bytes = MakeZip(
      WorkbookMembers("<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='str'><f>A1</f><v>made</v></c><c "
                      "r='C2' t='inlineStr'><is><t>When"
                      "</t></is></c><c r='D2'/></row>"
                      "<row r='3'/><row r='4'><c r='A4' s='1'/></row>"
                      "<row r='5'><c r='A5' t='s'><v>1</v></c><c r='B5'><v>7450000.0999999996</v></c><c "
                      "r='C5' s='1'><v>46350</v></c></row>"
                      "<row r='6'><c r='C6' s='2'><v>46350.5</v></c></row>"
                      "<row><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c s='3'><v>0.25</v></c></row>"));
  const auto file = TableFile::FromMemory(bytes, "deals.xlsx");
  ASSERT_TRUE(file) << file.error().message.key;
  EXPECT_EQ(file->kind(), TableFileKind::workbook);
  ASSERT_EQ(file->tables().size(), 2u);
  EXPECT_EQ(file->tables()[0].name, "Deals & more");
  EXPECT_TRUE(file->tables()[1].hidden);
  const auto source = *file->Read("Deals & more");
  EXPECT_EQ(source->HasHeader(), true);
  const Read read = ReadRows(*source);
  EXPECT_THAT(
      read.rows,
      ElementsAre(ElementsAre("Name", "made", "When"), ElementsAre("Zoë & Co", "7450000.1", "2026-11-24"),
                  ElementsAre("", "", "2026-11-24T12:00:00"), ElementsAre("TRUE", "#N/A", "06:00:00")));
  EXPECT_THAT(read.lines, ElementsAre(2, 5, 6, 7));
  EXPECT_THAT(ReadRows(**file->Read(1)).rows, ElementsAre(ElementsAre("only")));
}

TEST(TableFile, WorkbookFrom1904) {
  const Read read = ReadSheet("<row><c s='1'><v>0</v></c></row>", "date1904='1'");
  EXPECT_THAT(read.rows, ElementsAre(ElementsAre("1904-01-01")));
}

TEST(TableFile, WorkbookRowsWiderThanTheFirstAreReported) {
  const Read read = ReadSheet("<row><c><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>");
  EXPECT_THAT(read.faults, ElementsAre(RowFault::none, RowFault::too_many_fields));
}

TEST(TableFile, WorkbookLargerThanOnePiece) {
  std::string rows;
  for (int i = 1; i <= 20'000; ++i) {
    rows += "<row r='" + std::to_string(i) + "'><c t='inlineStr'><is><t>a&gt;b \"" + std::to_string(i) +
            "</t></is></c></row>";
  }
  const Read read = ReadSheet(rows);
  ASSERT_EQ(read.rows.size(), 20'000u);
  EXPECT_EQ(read.rows.back().front(), "a>b \"20000");
  EXPECT_EQ(read.lines.back(), 20'000);
}

TEST(TableFile, RefusesWhatIsDamaged) {
  const std::string good = MakeZip(WorkbookMembers("<row><c><v>1</v></c></row>"));
  EXPECT_EQ(ReadTable(good).problem, "");
  EXPECT_EQ(ReadTable(good.substr(0, good.size() / 2)).problem, "problem.workbook.damaged");
  EXPECT_EQ(ReadTable("PK\x03\x04" + std::string(100, 'x')).problem, "problem.workbook.damaged");
  EXPECT_EQ(ReadSheet("<row><c><v>1</v></c>").problem, "problem.workbook.damaged");
  EXPECT_EQ(ReadSheet("<row><c><v>1</c></v></row>").problem, "problem.workbook.damaged");
  EXPECT_EQ(ReadSheet("<row><c t='s'><v>77</v></c></row>").problem, "problem.workbook.damaged_row");
  EXPECT_EQ(ReadSheet("<row><c t='inlineStr'><is><t>\xFF</t></is></c></row>").problem,
            "problem.workbook.damaged");
  ZipMembers without = WorkbookMembers("");
  std::erase_if(without, [](const auto& member) { return member.first == "xl/workbook.xml"; });
  EXPECT_EQ(ReadTable(MakeZip(without)).problem, "problem.workbook.damaged");
}

TEST(TableFile, RefusesABitThatFell) {
  std::string bytes = MakeZip({{"a.csv", "one,two\n" + std::string(3000, 'x') + ",y\n"}});
  bytes[40] = static_cast<char>(bytes[40] ^ 0x10);
  EXPECT_EQ(ReadTable(bytes).problem, "problem.workbook.damaged");
}

TEST(TableFile, RefusesForeignFormats) {
  const auto problem = [](std::string bytes) {
    const auto file = TableFile::FromMemory(std::move(bytes), "x");
    return file ? "" : file.error().message.key;
  };
  const std::string office = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(600, '\0');
  EXPECT_EQ(problem(office), "problem.workbook.old_format");
  EXPECT_EQ(problem(office + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s),
            "problem.workbook.encrypted");
  EXPECT_EQ(problem("%PDF-1.7\n"), "problem.workbook.unsupported_format");
  EXPECT_EQ(problem("\x1F\x8B\x08"), "problem.workbook.unsupported_format");
  EXPECT_EQ(problem(MakeZip(
                {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}})),
            "problem.workbook.unsupported_format");
  EXPECT_EQ(problem(MakeZip({{"photo.jpg", "x"}})), "problem.workbook.no_table");
  EXPECT_EQ(problem(MakeZip({{"a.csv", "a,b\n"}}, "secret")), "problem.workbook.encrypted");
}

TEST(TableFile, RefusesZipBombs) {
  std::string rows;
  while (rows.size() < std::size_t{40} << 20)
    rows += "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,yyyyyyyyyyyyyyyyyyyy\n";
  rows.resize(std::size_t{40} << 20);
  const std::string bomb = MakeZip({{"a.csv", rows}});
  EXPECT_LT(bomb.size(), 200'000u);
  EXPECT_EQ(ReadTable(bomb).problem, "problem.workbook.unpacks_too_large");

  // The same with a size that lies: found while reading.
  std::string liar = bomb;
  const std::uint32_t size = 40U << 20;
  const std::string truth(reinterpret_cast<const char*>(&size), 4);
  for (std::size_t at = liar.find(truth); at != std::string::npos; at = liar.find(truth, at + 4)) {
    liar.replace(at, 4, "\x10\0\0\0"s);
  }
  TableLimits limits;
  limits.archive.ratio_free_bytes = 1 << 16;
  const std::string problem = ReadTable(liar, 0, limits).problem;
  EXPECT_TRUE(problem == "problem.workbook.unpacks_too_large" || problem == "problem.workbook.damaged")
      << problem;

  limits = {};
  limits.archive.unpacked_bytes = 1000;
  EXPECT_EQ(ReadTable(MakeZip({{"a.csv", std::string(2000, 'x')}}), 0, limits).problem,
            "problem.workbook.unpacks_too_large");
}

TEST(TableFile, StopsAtItsLimits) {
  TableLimits limits;
  limits.csv = {.field_bytes = 100, .row_bytes = 20'000, .columns = 5};
  EXPECT_EQ(ReadSheet("<row><c r='ZZ1'><v>1</v></c></row>", "", limits).problem,
            "problem.workbook.too_many_columns");
  EXPECT_EQ(
      ReadSheet("<row><c t='str'><v>" + std::string(400'000, 'x') + "</v></c></row>", "", limits).problem,
      "problem.workbook.row_too_long");
  limits.shared_string_bytes = 5;
  EXPECT_EQ(ReadSheet("<row/>", "", limits).problem, "problem.workbook.too_much_text");
  limits = {};
  limits.archive.members = 3;
  EXPECT_EQ(ReadSheet("<row/>", "", limits).problem, "problem.workbook.too_many_members");
  EXPECT_EQ(ReadTable(MakeZip({{"a.csv", "a,b\n" + std::string(2 << 20, 'x') + "\n"}})).problem,
            "problem.csv.field_too_long");
}

}  // namespace
}  // namespace baton::format
