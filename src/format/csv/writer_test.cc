#include "format/csv/writer.h"

#include <gtest/gtest.h>

#include <random>

#include "format/csv/read_all.h"

namespace baton::format {
namespace {

std::string WriteOne(std::string_view cell) {
  std::string out;
  CsvWriter(&out).Write({cell, "x"});
  return out.substr(0, out.size() - 4);  // without ,x and CRLF
}

TEST(CsvWriter, QuotesWhereNeeded) {
  EXPECT_EQ(WriteOne("plain"), "plain");
  EXPECT_EQ(WriteOne("a,b"), "\"a,b\"");
  EXPECT_EQ(WriteOne("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(WriteOne("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(WriteOne(" space"), "\" space\"");
}

TEST(CsvWriter, NeutralisesFormulasAndLeavesNumbers) {
  EXPECT_EQ(WriteOne("=1+1"), "'=1+1");
  EXPECT_EQ(WriteOne("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(WriteOne("+41 44 555 01 02"), "'+41 44 555 01 02");
  EXPECT_EQ(WriteOne("-1+cmd"), "'-1+cmd");
  EXPECT_EQ(WriteOne("\t=1"), "'\t=1");
  EXPECT_EQ(WriteOne("＝1"), "'＝1");
  EXPECT_EQ(WriteOne("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  for (const char* number : {"-7.50", "+5", "-1234.50", "-1.5e-3", "-12%", "7"})
    EXPECT_EQ(WriteOne(number), number);
  EXPECT_EQ(WriteOne("-"), "'-");
}

TEST(CsvWriter, UndoIsExact) {
  for (const char* cell : {"=x", "'=x", "''=x", "'plain", "'", "", "-5", "'-5", "'-", "@"}) {
    EXPECT_EQ(UndoNeutralised(WriteOne(cell)), cell);
  }
}

TEST(CsvWriter, WhatIsWrittenIsReadAgain) {
  std::mt19937 random(5);
  const std::string_view alphabet = "=+-@'\",\r\n ab1\t";
  std::vector<std::vector<std::string>> rows(3000, std::vector<std::string>(3));
  for (auto& row : rows) {
    for (auto& cell : row) {
      for (std::size_t left = random() % 6; left > 0; --left) cell += alphabet[random() % alphabet.size()];
    }
  }
  std::string out;
  CsvWriter writer(&out, {.byte_order_mark = true});
  for (const auto& row : rows) writer.Write({row[0], row[1], row[2]});
  CsvOptions options;
  options.dialect = CsvDialect{};
  ReadAll all = ReadBytes(out, options);
  ASSERT_FALSE(all.problem);
  for (auto& row : all.rows) {
    EXPECT_EQ(row.fault, RowFault::none);
    for (auto& cell : row.fields) cell = std::string(UndoNeutralised(cell));
  }
  EXPECT_EQ(all.Fields(), rows);
}

TEST(CsvWriter, OneEmptyCellIsNoBlankLine) {
  std::string out;
  CsvWriter(&out).Write({""});
  EXPECT_EQ(ReadBytes(out).rows.size(), 1u);
}

}  // namespace
}  // namespace baton::format
