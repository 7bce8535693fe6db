#include "format/workbook/cell_text.h"

#include <gtest/gtest.h>

namespace baton::format {
namespace {

TEST(CellText, Styles) {
  for (const char* date : {"yyyy-mm-dd", "d.m.yyyy\\ h:mm", "[$-407]d. mmmm yyyy", "mmm-yy",
                           "m/d/yy h:mm AM/PM", "dddd", "MMMM", "[Red]d/m/yy;@"}) {
    EXPECT_EQ(StyleOf(date), CellStyle::date) << date;
  }
  for (const char* time : {"h:mm", "hh:mm:ss AM/PM", "mm:ss"})
    EXPECT_EQ(StyleOf(time), CellStyle::time) << time;
  for (const char* plain : {"General", "0.00", "#,##0.00\\ \"days\"", "[h]:mm", "[$€-407]#,##0.00",
                            "0.00E+00", "@", "_-* #,##0.00\\ _d_-", "0%"}) {
    EXPECT_EQ(StyleOf(plain), CellStyle::plain) << plain;
  }
  EXPECT_EQ(BuiltInStyle(14), CellStyle::date);
  EXPECT_EQ(BuiltInStyle(22), CellStyle::date);
  EXPECT_EQ(BuiltInStyle(20), CellStyle::time);
  EXPECT_EQ(BuiltInStyle(46), CellStyle::plain);
  EXPECT_EQ(BuiltInStyle(4), CellStyle::plain);
}

TEST(CellText, Numbers) {
  const std::pair<const char*, const char*> cases[] = {
      {"7450000.0999999996", "7450000.1"},    {"0.1", "0.1"},        {"1E-3", "0.001"},
      {"1.5E+20", "150000000000000000000"},   {"-0", "0"},           {"42", "42"},
      {"123456789012345", "123456789012345"}, {"-7.50", "-7.5"},     {"#N/A", "#N/A"},
      {"0.30000000000000004", "0.3"},         {"1E-7", "0.0000001"}, {"1e999", "1e999"}};
  for (const auto& [value, text] : cases) EXPECT_EQ(NumberText(value), text);
}

TEST(CellText, Serials) {
  const auto date = [](const char* value) { return SerialText(value, CellStyle::date, false); };
  EXPECT_EQ(date("1"), "1900-01-01");
  EXPECT_EQ(date("59"), "1900-02-28");
  EXPECT_EQ(date("61"), "1900-03-01");
  EXPECT_EQ(date("25569"), "1970-01-01");
  EXPECT_EQ(date("46350"), "2026-11-24");
  EXPECT_EQ(date("46350.403472222"), "2026-11-24T09:41:00");
  EXPECT_EQ(date("46350.9999999"), "2026-11-25");
  EXPECT_EQ(date("2958465"), "9999-12-31");
  EXPECT_EQ(date("2958466"), "2958466");
  EXPECT_EQ(date("-1"), "-1");
  EXPECT_EQ(date("soon"), "soon");
  EXPECT_EQ(SerialText("0.75", CellStyle::time, false), "18:00:00");
  EXPECT_EQ(SerialText("0", CellStyle::date, true), "1904-01-01");
}

TEST(CellText, Escapes) {
  EXPECT_EQ(Unescape("a_x000A_b"), "a\nb");
  EXPECT_EQ(Unescape("a_x0000_b"), "ab");
  EXPECT_EQ(Unescape("a_x005F_x000A_"), "a_x000A_");
  EXPECT_EQ(Unescape("a_x00_"), "a_x00_");
  EXPECT_EQ(Unescape("_x20AC_"), "_x20AC_");
}

}  // namespace
}  // namespace baton::format
