#include "base/text.h"

#include <gtest/gtest.h>

#include "base/money.h"

namespace baton {
namespace {

TEST(TextTest, KnowsUtf8) {
  EXPECT_TRUE(IsUtf8("Müller 李 🚚"));
  for (const char* text : {"\xff", "a\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"})
    EXPECT_FALSE(IsUtf8(text));
}

TEST(TextTest, CleansToNormalFormC) {
  EXPECT_EQ(CleanText("Mu\u0308ller"), "Müller");
  EXPECT_EQ(CleanText("tab\tand\nline"), "tab\tand\nline");
  EXPECT_EQ(CleanText(std::string_view("a\0b", 3)), std::nullopt);
  EXPECT_EQ(CleanText("bell\a"), std::nullopt);
  EXPECT_EQ(CleanText("\xff"), std::nullopt);
}

TEST(TextTest, FoldsForSearch) {
  EXPECT_EQ(Fold("  Éva   MÜLLER\t"), "eva muller");
  EXPECT_EQ(Fold("LARMAR Freight"), "larmar freight");
  EXPECT_EQ(Fold("Straße"), "strasse");
  EXPECT_EQ(Fold("Ｆｕｌｌ\u00a0ｗｉｄｔｈ"), "full width");
  EXPECT_EQ(Fold("Привет"), "привет");
  EXPECT_EQ(Fold(""), "");
}

TEST(TextTest, FoldingAFoldedTextChangesNothing) {
  for (const char* text : {"Éva", "ﬁne", "ΣΊΣΥΦΟΣ", "İstanbul", "🚚 Truck", "Å"}) {
    const std::string once = Fold(text);
    EXPECT_EQ(Fold(once), once) << text;
  }
}

TEST(TextTest, SplitsAndCounts) {
  EXPECT_EQ(Split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(Split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(CountCharacters("Müller🚚"), 7u);
  EXPECT_EQ(Trim(" \t x y \r\n"), "x y");
}

TEST(TextTest, WhatCannotBeSeenIsEmpty) {
  // Zero-width space and joiner, byte order mark, soft hyphen, no-break space, Hangul filler, blank of Braille, a tag, a control.
  for (const char* text : {"\u200b", " \u200b\u200d \ufeff\n", "\u00ad", "\u00a0", "\u3164", "\u2800",
                           "\U000e0041", "\u0085", "\u2060"}) {
    EXPECT_EQ(Trim(text), "") << text;
  }
  EXPECT_EQ(Trim(" \u200bx "), "\u200bx");
  EXPECT_EQ(Trim("👩\u200d🚒"), "👩\u200d🚒");
  EXPECT_EQ(Trim(" \xff "), "\xff");
  EXPECT_EQ(Trim("\u0600"), "\u0600");  // a sign of Arabic numbers: steers what follows, and is seen itself
}

TEST(MoneyTest, KnowsMinorUnits) {
  EXPECT_EQ(MinorDigits("USD"), 2);
  EXPECT_EQ(MinorDigits("JPY"), 0);
  EXPECT_EQ(MinorDigits("KWD"), 3);
  EXPECT_TRUE(IsCurrency("EUR"));
  for (const char* code : {"", "eur", "EU", "EURO", "QQQ", "E1R"}) EXPECT_FALSE(IsCurrency(code)) << code;
}

TEST(MoneyTest, NeverAddsTwoCurrenciesOrOverflows) {
  EXPECT_EQ(Add({150, "USD"}, {50, "USD"}), (Money{200, "USD"}));
  EXPECT_THROW(Add({1, "USD"}, {1, "EUR"}), std::logic_error);
  EXPECT_THROW(Add({INT64_MAX, "USD"}, {1, "USD"}), std::logic_error);
}

}  // namespace
}  // namespace baton
