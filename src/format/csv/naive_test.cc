// The reader against a naive one of thirty lines, on thousands of random inputs and any cut into pieces.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "format/csv/read_all.h"

namespace baton::format {
namespace {

struct NaiveRow {
  std::vector<std::string> fields;
  std::size_t next = 0;
  std::size_t open_quote = 0;
  std::size_t loose_quote = 0;
};

NaiveRow ReadRow(const std::string& text, std::size_t at, char delimiter, bool quotes) {
  const auto stops = [&](std::size_t i) {
    return text[i] == delimiter || text[i] == '\n' || text[i] == '\r';
  };
  NaiveRow row;
  while (true) {
    const std::size_t start = at;
    std::string value;
    if (quotes && at < text.size() && text[at] == '"') {
      for (++at; at < text.size(); ++at) {
        if (text[at] == '"' && (at + 1 == text.size() || text[at + 1] != '"')) break;
        if (text[at] == '"') ++at;
        value += text[at];
      }
      if (at >= text.size()) {
        row.open_quote = row.fields.size() + 1;
        return row;
      }
      ++at;
      if (at < text.size() && !stops(at)) {
        if (row.loose_quote == 0) row.loose_quote = row.fields.size() + 1;
        while (at < text.size() && !stops(at)) ++at;
        value = text.substr(start, at - start);
      }
    } else {
      while (at < text.size() && !stops(at)) value += text[at++];
    }
    row.fields.push_back(value);
    if (at < text.size() && text[at] == delimiter) {
      ++at;
      continue;
    }
    if (at < text.size()) at += text.compare(at, 2, "\r\n") == 0 ? 2 : 1;
    row.next = at;
    return row;
  }
}

std::vector<OwnedRow> NaiveRead(const std::string& text, char delimiter) {
  std::vector<OwnedRow> rows;
  std::int64_t line = 1;
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    NaiveRow row = ReadRow(text, at, delimiter, true);
    const std::size_t open_quote = row.open_quote;
    if (open_quote > 0) row = ReadRow(text, at, delimiter, false);
    const std::string raw = text.substr(at, row.next - at);
    at = row.next;
    OwnedRow out{row.fields, line, RowFault::none, 0};
    for (std::size_t i = 0; i < raw.size(); ++i)
      line += raw[i] == '\r' || (raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r'));
    if (raw.find_first_not_of("\r\n") == std::string::npos) continue;
    if (columns == 0) columns = row.fields.size();
    if (open_quote > 0) {
      out.fault = RowFault::open_quote, out.fault_column = open_quote;
    } else if (row.loose_quote > 0) {
      out.fault = RowFault::loose_quote, out.fault_column = row.loose_quote;
    } else if (row.fields.size() != columns) {
      out.fault = row.fields.size() < columns ? RowFault::too_few_fields : RowFault::too_many_fields;
    }
    rows.push_back(out);
  }
  return rows;
}

std::string RandomText(std::mt19937& random, std::string_view alphabet, std::size_t longest) {
  std::string text;
  for (std::size_t left = random() % (longest + 1); left > 0; --left)
    text += alphabet[random() % alphabet.size()];
  return text;
}

CsvOptions Fixed(char delimiter) {
  CsvOptions options;
  options.dialect = CsvDialect{.delimiter = std::string(1, delimiter)};
  return options;
}

TEST(CsvNaive, AgreesOnRandomInputs) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 30'000; ++round) {
    const std::string text = RandomText(random, round % 2 == 0 ? "a,\"\n\r" : "ab ,,\"\"\n\r;xyz", 40);
    ASSERT_EQ(ReadBytes(text, Fixed(',')).rows, NaiveRead(text, ',')) << testing::PrintToString(text);
  }
}

// A scalar model of text that has no stray quotes: what was written comes back.
TEST(CsvNaive, EveryShortTextOfASmallAlphabet) {
  const std::string_view alphabet = "a,\"\n\r";
  for (std::size_t length = 0; length <= 6; ++length) {
    std::size_t count = 1;
    for (std::size_t i = 0; i < length; ++i) count *= alphabet.size();
    for (std::size_t code = 0; code < count; ++code) {
      std::string text;
      for (std::size_t rest = code, i = 0; i < length; ++i, rest /= alphabet.size())
        text += alphabet[rest % alphabet.size()];
      ASSERT_EQ(ReadBytes(text, Fixed(',')).rows, NaiveRead(text, ',')) << testing::PrintToString(text);
    }
  }
}

// Large enough that rows cross the reader's pieces of 64 and 256 KB.
TEST(CsvNaive, AnyCutGivesTheSameRows) {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < 900'000) {
    text += RandomText(random, "ab,,\xC3\xA9xyz 0123456789", 60);  // cuts inside é too; mends below
    text += random() % 4 == 0 ? ",\"x\"\"y\r\nz,\"\r\n" : random() % 2 == 0 ? "\n" : "\r";
    if (random() % 500 == 0) text += '"' + std::string(random() % 90'000, 'q') + "\"\n";
  }
  std::erase_if(text, [](char c) { return c == '\xC3' || c == '\xA9'; });
  text.insert(text.size() / 2, "\xC3\xA9,\xE2\x82\xAC,\xF0\x9F\x98\x80\n");
  const std::vector<OwnedRow> expected = NaiveRead(text, ',');
  for (const std::size_t piece :
       {std::size_t{1}, std::size_t{7}, std::size_t{4096}, std::size_t{65537}, text.size()}) {
    const ReadAll all = ReadBytes(text, Fixed(','), piece);
    ASSERT_FALSE(all.problem);
    ASSERT_TRUE(all.rows == expected) << piece;
  }
}

std::string Encode(const std::u32string& text, Encoding encoding) {
  std::string bytes;
  const auto put = [&](std::uint32_t unit, int size, bool little) {
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(unit >> 8 * (little ? i : size - 1 - i) & 0xFF);
  };
  for (const char32_t code : text) {
    const bool little = encoding == Encoding::utf16le || encoding == Encoding::utf32le;
    if (encoding == Encoding::utf32le || encoding == Encoding::utf32be) {
      put(code, 4, little);
    } else if (code < 0x10000) {
      put(code, 2, little);
    } else {
      put(0xD800 + ((code - 0x10000) >> 10), 2, little), put(0xDC00 + ((code - 0x10000) & 0x3FF), 2, little);
    }
  }
  return bytes;
}

TEST(CsvNaive, WideEncodingsInOddPieces) {
  const std::u32string text = U"name,place\r\nZoë,Zürich\r\n\"€ 5, or 6\",😀\r\n";
  const std::vector<std::vector<std::string>> expected = {
      {"name", "place"}, {"Zoë", "Zürich"}, {"€ 5, or 6", "😀"}};
  for (const Encoding encoding :
       {Encoding::utf16le, Encoding::utf16be, Encoding::utf32le, Encoding::utf32be}) {
    for (const std::u32string& mark : {std::u32string(), std::u32string(U"\uFEFF")}) {
      for (const std::size_t piece : {1u, 3u, 1000u}) {
        const ReadAll all = ReadBytes(Encode(mark + text, encoding), {}, piece);
        EXPECT_EQ(all.Fields(), expected) << ToString(encoding) << " " << piece;
      }
    }
  }
}

}  // namespace
}  // namespace baton::format
