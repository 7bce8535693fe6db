#include "format/csv/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "format/csv/read_all.h"

namespace baton::format {
namespace {

using testing::ElementsAre;
using namespace std::string_literals;

TEST(CsvReader, NumbersPhysicalLines) {
  const ReadAll all = ReadBytes("a,b\r\n\r\n\"one\r\ntwo\nthree\",2\r\nx,y\rlast,row");
  ASSERT_EQ(all.rows.size(), 4u);
  EXPECT_EQ(all.rows[1].line, 3);
  EXPECT_EQ(all.rows[2].line, 6);
  EXPECT_EQ(all.rows[3].line, 7);
}

TEST(CsvReader, ReportsRaggedRowsAndGoesOn) {
  CsvReader reader(MemorySource("a,b,c\n1,2\n1,2,3,4\n1,2,3\n"));
  ASSERT_TRUE(reader.Next());
  const Row few = **reader.Next();
  EXPECT_EQ(few.fault, RowFault::too_few_fields);
  const FieldFault fault = Explain(few);
  EXPECT_EQ(fault.path, "line 2");
  EXPECT_EQ(
      fault.message,
      (Message{"problem.csv.too_few_fields",
               {{"line", std::int64_t{2}}, {"fields", std::int64_t{2}}, {"expected", std::int64_t{3}}}}));
  EXPECT_EQ((**reader.Next()).fault, RowFault::too_many_fields);
  EXPECT_EQ((**reader.Next()).fault, RowFault::none);
  EXPECT_FALSE(*reader.Next());
}

TEST(CsvReader, AQuoteLeftOpenCostsItsLineOnly) {
  const ReadAll all = ReadBytes("id,name\n1,\"open\n2,fine\n");
  ASSERT_EQ(all.rows.size(), 3u);
  EXPECT_EQ(all.rows[1].fault, RowFault::open_quote);
  EXPECT_EQ(all.rows[1].fault_column, 2u);
  EXPECT_THAT(all.rows[1].fields, ElementsAre("1", "\"open"));
  EXPECT_EQ(all.rows[2].fault, RowFault::none);
  EXPECT_THAT(all.rows[2].fields, ElementsAre("2", "fine"));
}

TEST(CsvReader, TextBehindAClosingQuoteStandsAsItIs) {
  const ReadAll all = ReadBytes("id,name\n1,\"5\" pipe\n2,5\" pipe\n");
  EXPECT_EQ(all.rows[1].fault, RowFault::loose_quote);
  EXPECT_THAT(all.rows[1].fields, ElementsAre("1", "\"5\" pipe"));
  EXPECT_EQ(all.rows[2].fault, RowFault::none);
  EXPECT_THAT(all.rows[2].fields, ElementsAre("2", "5\" pipe"));
}

TEST(CsvReader, RefusesNulWithItsLineAfterTheGoodRows) {
  const ReadAll all = ReadBytes("a,b\n1,2\n3,\0\n"s);
  EXPECT_EQ(all.rows.size(), 2u);
  ASSERT_TRUE(all.problem);
  EXPECT_EQ(all.problem->message, (Message{"problem.csv.nul_character", {{"line", std::int64_t{3}}}}));
}

TEST(CsvReader, RefusesBinary) {
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * 7919 % 255 + 1);
  const ReadAll all = ReadBytes(noise);
  ASSERT_TRUE(all.problem);
  EXPECT_EQ(all.problem->message.key, "problem.csv.binary");
}

TEST(CsvReader, ReadsWindows1252) {
  const ReadAll all = ReadBytes("name,price\nZo\xEB,5 \x80\n");
  EXPECT_THAT(all.rows[1].fields, ElementsAre("Zoë", "5 €"));
}

TEST(CsvReader, ChangesToWindows1252FarBehindAnAsciiStart) {
  std::string text = "name,n\n";
  while (text.size() < 200'000) text += "plain,1\n";
  text += "M\xFCller,2\n";
  CsvReader reader(MemorySource(text));
  std::string last;
  while (true) {
    const auto row = reader.Next();
    ASSERT_TRUE(row);
    if (!*row) break;
    last = (*row)->fields.front();
  }
  EXPECT_EQ(last, "Müller");
  EXPECT_EQ(*reader.FileEncoding(), Encoding::windows1252);
}

TEST(CsvReader, RefusesAMixtureOfEncodings) {
  const ReadAll all = ReadBytes("name\nZo\xC3\xAB\nM\xFCller\n");
  ASSERT_TRUE(all.problem);
  EXPECT_EQ(all.problem->message,
            (Message{"problem.csv.not_the_encoding", {{"encoding", "UTF-8"s}, {"line", std::int64_t{3}}}}));
  CsvOptions options;
  options.encoding = Encoding::windows1252;  // a person who says so is believed
  EXPECT_EQ(ReadBytes("name\nZo\xC3\xAB\nM\xFCller\n", options).rows[2].fields.front(), "Müller");
}

TEST(CsvReader, RefusesBrokenSurrogates) {
  const ReadAll all = ReadBytes("\xFF\xFE"s + "a\0,\0b\0\n\0\x00\xD8x\0\n\0"s);
  ASSERT_TRUE(all.problem);
  EXPECT_EQ(all.problem->message.key, "problem.csv.not_the_encoding");
}

TEST(CsvReader, StopsAtItsLimits) {
  CsvOptions options;
  options.dialect = CsvDialect{};
  options.limits = {.field_bytes = 1000, .row_bytes = 5000, .columns = 10};
  const auto key = [&](const std::string& text) {
    const ReadAll all = ReadBytes(text, options);
    return all.problem ? all.problem->message.key : "";
  };
  EXPECT_EQ(key("a\n" + std::string(1100, 'x')), "problem.csv.field_too_long");
  EXPECT_EQ(key("a\n\"" + std::string(1100, 'x') + "\"\n"), "problem.csv.field_too_long");
  EXPECT_EQ(key("a\n" + std::string(20, ',')), "problem.csv.too_many_columns");
  std::string row;
  for (int i = 0; i < 9; ++i) row += std::string(900, 'x') + ",";
  EXPECT_EQ(key("a\n" + row + "\n"), "problem.csv.row_too_long");
  EXPECT_EQ(key("a\n" + std::string(1000, 'x') + "\n"), "");
}

// The source counts what is taken from it: a gigabyte without a line break is given up after a few megabytes.
TEST(CsvReader, GivesUpEarlyOnAHugeField) {
  std::uint64_t taken = 0;
  const ByteSource source = [&taken](std::span<char> into) -> Result<std::size_t> {
    std::fill(into.begin(), into.end(), 'x');
    taken += into.size();
    return into.size();
  };
  CsvReader reader(source);
  const auto row = reader.Next();
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().message.key, "problem.csv.field_too_long");
  EXPECT_LT(taken, 4u << 20);
  EXPECT_FALSE(reader.Next());  // and says so again
}

TEST(CsvReader, SaysThatAFileIsMissing) {
  CsvReader reader(FileSource("no/such/file.csv"));
  const auto row = reader.Next();
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().message, (Message{"problem.file.not_readable", {{"file", "file.csv"s}}}));
}

TEST(CsvReader, EmptyFiles) {
  for (const std::string& text : {""s, "\xEF\xBB\xBF"s, "\n"s, "\r\n\r\n"s, "\xFF\xFE"s}) {
    const ReadAll all = ReadBytes(text);
    EXPECT_TRUE(all.rows.empty());
    EXPECT_FALSE(all.problem);
  }
}

TEST(CsvReader, LineBreaksAreDataInBulkCopyRows) {
  const ReadAll all = ReadBytes("1+|two\nlines+|x&|\n2+|b+|y&|\n3+|c+|z&|\n");
  EXPECT_EQ(all.dialect.row_end, "&|");
  ASSERT_EQ(all.rows.size(), 3u);
  EXPECT_THAT(all.rows[0].fields, ElementsAre("1", "two\nlines", "x"));
  EXPECT_EQ(all.rows[1].line, 3);
}

}  // namespace
}  // namespace baton::format
