#include "format/csv/dialect.h"

#include <gtest/gtest.h>

namespace baton::format {
namespace {

struct DialectCase {
  const char* text;
  const char* delimiter;
  bool has_header;
};

TEST(CsvDialect, Guesses) {
  const DialectCase cases[] = {
      {"", ",", false},
      {"name\nAnna\nBen\n", ",", true},
      {"a,b\n1,2\n", ",", true},
      {"a;b\n1,5;2,5\n3,5;4,5\n", ";", true},
      {"1,5;2,5\n3,5;4,5\n5,5;6,5\n", ";", false},
      {"name\tnote\nAnna\tone, two\nBen\tthree\n", "\t", true},
      {"name|city\nAnna|Bern, CH\nBen|Chur, CH\n", "|", true},
      {"id,tags\n1,a;b;c\n2,a\n3,a;b\n", ",", true},
      {"1,\"a;b\",x\n2,\"c;d\",y\n3,\"e;f\",z\n", ",", false},
      {"\"last, first\";city\n\"Muster, Anna\";Bern\n", ";", true},
      {"Name,Notes\nAnna,\"x; y\nz; w\"\nBen,q\n", ",", true},
      {"sep=;\na,b;c\n1,2;3\n", ";", true},
      {"sep=\t\r\na\tb\r\n1\t2\r\n", "\t", true},
      {"Anna,anna@example.com\nBen,ben@example.com\n", ",", false},
      {"account,2023,2024\nX,10,20\n", ",", true},
      {"red,blue\nred,green\n", ",", false},
      {"id,type,name,status,owner,stage\na,type,x,y,z,q\n", ",", true},
      {"2024-01-02T10:00:00Z,x\n2024-01-03T10:00:00Z,y\n", ",", false},
      {"Id,IsWon\n006bm00000LKJNNAA5,FALSE\n", ",", true},
  };
  for (const DialectCase& c : cases) {
    const CsvDialect dialect = GuessDialect(c.text, true);
    EXPECT_EQ(dialect.delimiter, c.delimiter) << c.text;
    EXPECT_EQ(dialect.has_header, c.has_header) << c.text;
  }
}

TEST(CsvDialect, SkipsTheSepLine) {
  EXPECT_EQ(GuessDialect("sep=;\na;b\n", true).skip_bytes, 6u);
  EXPECT_EQ(GuessDialect("sep=;\r\na;b\r\n", true).skip_bytes, 7u);
}

}  // namespace
}  // namespace baton::format
