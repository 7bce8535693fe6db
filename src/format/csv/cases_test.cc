// Files nobody here wrote, with their answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>

#include "format/csv/read_all.h"

namespace baton::format {
namespace {

using testing::ElementsAre;

std::string WithoutCarriageReturns(std::string text) {
  std::erase(text, '\r');
  return text;
}

// csv-spectrum: each file has the same rows as objects in JSON. The `_crlf` files of this snapshot have lost
// their carriage returns, while the answers still have them.
TEST(CsvCases, SpectrumAnswers) {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(BATON_TEST_DATA "/csv/csv-spectrum/csvs")) {
    const std::string name = entry.path().stem().string();
    SCOPED_TRACE(name);
    CsvOptions options;
    options.dialect = CsvDialect{};
    const ReadAll all = ReadBytes(TestFile("csv/csv-spectrum/csvs/" + name + ".csv"), options);
    const auto answers = boost::json::parse(TestFile("csv/csv-spectrum/json/" + name + ".json")).as_array();
    ASSERT_FALSE(all.problem);
    ASSERT_EQ(all.rows.size(), answers.size() + 1);
    const auto& header = all.rows.front().fields;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const auto& answer = answers[i].as_object();
      const auto& fields = all.rows[i + 1].fields;
      ASSERT_EQ(fields.size(), answer.size());
      for (std::size_t column = 0; column < header.size(); ++column) {
        EXPECT_EQ(fields[column], WithoutCarriageReturns(std::string(answer.at(header[column]).as_string())));
      }
    }
    ++cases;
  }
  EXPECT_EQ(cases, 11);
}

TEST(CsvCases, PapaParseSamples) {
  const ReadAll mark = ReadBytes(TestFile("csv/papaparse/tests/utf-8-bom-sample.csv"));
  EXPECT_THAT(mark.Fields(), ElementsAre(ElementsAre("A", "B", "C"), ElementsAre("X", "Y", "Z")));
  const ReadAll sample = ReadBytes(TestFile("csv/papaparse/tests/sample-header.csv"));
  EXPECT_THAT(sample.Fields(),
              ElementsAre(ElementsAre("title", "name"), ElementsAre("test title 01", "test name 01"),
                          ElementsAre("", "test name 02")));
  const ReadAll people = ReadBytes(TestFile("csv/papaparse/tests/long-sample.csv"));
  EXPECT_FALSE(people.dialect.has_header);
  EXPECT_EQ(people.rows.size(), 8u);
  EXPECT_EQ(people.rows.back().fields.size(), 7u);
  const ReadAll words = ReadBytes(TestFile("csv/papaparse/tests/verylong-sample.csv"));
  EXPECT_TRUE(words.dialect.has_header);
  EXPECT_EQ(words.rows.size(), 2001u);
  for (const OwnedRow& row : words.rows) {
    ASSERT_EQ(row.fault, row.line % 500 == 0 ? RowFault::too_few_fields : RowFault::none) << row.line;
  }
}

class DataLoaderEncoding : public testing::TestWithParam<const char*> {};

TEST_P(DataLoaderEncoding, GivesTheSameRows) {
  const std::string file = TestFile(std::string("crm/salesforce-dataloader-csv/data/") + GetParam());
  ASSERT_FALSE(file.empty());
  const ReadAll all = ReadBytes(file);
  EXPECT_FALSE(all.problem);
  EXPECT_THAT(all.Fields(), ElementsAre(ElementsAre("column1", "column2", "column3"),
                                        ElementsAre("row1-1", "row1-2", "row1-3"),
                                        ElementsAre("row2-1", "row2-2", "row2-3")));
  EXPECT_TRUE(all.dialect.has_header);
}

// The two UTF-32 files carry a two-byte mark, as the vendor's test has them.
INSTANTIATE_TEST_SUITE_P(Encodings, DataLoaderEncoding,
                         testing::Values("csvtext.csv", "csvtext_BOM_UTF8.csv", "csvtext_BOM_UTF16LE.csv",
                                         "csvtext_BOM_UTF16BE.csv", "csvtext_BOM_UTF32LE.csv",
                                         "csvtext_BOM_UTF32BE.csv"));

TEST(CsvCases, DataLoaderQuotes) {
  const ReadAll all = ReadBytes(TestFile("crm/salesforce-dataloader-csv/data/csvEscapedQuotes.csv"));
  EXPECT_THAT(all.Fields(),
              ElementsAre(ElementsAre("column1", "column2"), ElementsAre("\"The Best\" Account", "bla"),
                          ElementsAre("The \"Best\" Account", "bla")));
}

TEST(CsvCases, DataLoaderSeparatorOfItsOwn) {
  CsvOptions options;
  options.dialect = CsvDialect{.delimiter = "!"};
  const ReadAll all = ReadBytes(TestFile("crm/salesforce-dataloader-csv/data/csvSeparator.csv"), options);
  EXPECT_THAT(all.Fields(), ElementsAre(ElementsAre("column1,column2", "some,column3"),
                                        ElementsAre("col11,col12", "somev1,col13"),
                                        ElementsAre("col21,col22", "somev2,col23")));
}

TEST(CsvCases, DataLoaderOneColumn) {
  const ReadAll all = ReadBytes(TestFile("crm/salesforce-dataloader-csv/data/20kRows.csv"));
  EXPECT_EQ(all.rows.size(), 20001u);
  EXPECT_EQ(all.rows.front().fields.front(), "COLUMN1");
  EXPECT_TRUE(all.dialect.has_header);
}

TEST(CsvCases, DataLoaderEmptyLastCell) {
  const ReadAll all =
      ReadBytes(TestFile("crm/salesforce-dataloader-csv/data/emptyFirstRowFieldValueInCsvTemplate.csv"));
  ASSERT_EQ(all.rows.size(), 3u);
  EXPECT_THAT(all.rows[1].fields, ElementsAre("001x00000035m0iAAA", "account Update #0", ""));
}

TEST(CsvCases, AdventureWorksTabs) {
  const ReadAll all = ReadBytes(TestFile("crm/adventureworks/SalesPerson.csv"));
  EXPECT_EQ(all.dialect.delimiter, "\t");
  EXPECT_FALSE(all.dialect.has_header);
  ASSERT_EQ(all.rows.size(), 17u);
  for (const OwnedRow& row : all.rows) EXPECT_EQ(row.fields.size(), 9u);
}

TEST(CsvCases, AdventureWorksPlusBar) {
  const ReadAll all = ReadBytes(TestFile("crm/adventureworks/Store.csv"));
  EXPECT_EQ(all.dialect.delimiter, "+|");
  EXPECT_EQ(all.dialect.row_end, "&|");
  EXPECT_FALSE(all.dialect.has_header);
  EXPECT_EQ(all.rows.size(), 701u);
  for (const OwnedRow& row : all.rows) ASSERT_EQ(row.fields.size(), 6u) << row.line;
  EXPECT_EQ(all.rows.front().fields[1], "Next-Door Bike Store");
  const ReadAll mail = ReadBytes(TestFile("crm/adventureworks/EmailAddress.csv"));
  ASSERT_EQ(mail.rows.size(), 60u);
  EXPECT_EQ(mail.rows.front().fields[4], "2020-01-07 00:00:00.000");
}

}  // namespace
}  // namespace baton::format
