#include "words/catalogue.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace baton::words {
namespace {

const Catalogue& Small() {
  static const Catalogue catalogue(
      {{"en",
        {{"plain", "A text."},
         {"late", "{count, plural, one {# promise is} other {# promises are}} late for {name}."},
         {"at", "{at, date, ::yMMMd} {at, time, short}"},
         {"word", "There is no {word, select, account {account} other {such thing}} here."}}},
       {"de", {{"plain", "Ein Text."}, {"late", "{count, plural, other {#}} zu spät: {name}."}}}});
  return catalogue;
}

TEST(CatalogueTest, EveryCompiledTextParses) {
  const Catalogue& words = Catalogue::Compiled();
  EXPECT_GT(words.Keys().size(), 50u);
  for (const auto& key : words.Keys()) EXPECT_FALSE(words.Say({key}, "en").empty()) << key;
}

TEST(CatalogueTest, SaysNumbersAndPlurals) {
  EXPECT_EQ(Small().Say({"late", {{"count", 1}, {"name", "Eva"}}}, "en"), "1 promise is late for Eva.");
  EXPECT_EQ(Small().Say({"late", {{"count", 1200}, {"name", "Eva"}}}, "en"),
            "1,200 promises are late for Eva.");
  EXPECT_EQ(Small().Say({"late", {{"count", 1200}, {"name", "{x}'"}}}, "de"), "1.200 zu spät: {x}'.");
}

TEST(CatalogueTest, SaysTimesInAZone) {
  const Message at{"at", {{"at", std::int64_t{1'795'513'260'000}}}};  // 2026-11-24T09:41:00Z
  EXPECT_NE(Small().Say(at, "en").find("Nov 24, 2026"), std::string::npos) << Small().Say(at, "en");
  EXPECT_NE(Small().Say(at, "en", "Asia/Tokyo").find("6:41"), std::string::npos)
      << Small().Say(at, "en", "Asia/Tokyo");
}

TEST(CatalogueTest, FallsBackToEnglishAndThenToTheKey) {
  EXPECT_EQ(Small().Say({"word", {{"word", "account"}}}, "de"), "There is no account here.");
  EXPECT_EQ(Small().Say({"word", {{"word", "plan"}}}, "fr"), "There is no such thing here.");
  EXPECT_EQ(Small().Say({"no.such.key"}, "en"), "no.such.key");
}

TEST(CatalogueTest, RefusesAPatternThatDoesNotParse) {
  EXPECT_THROW(Catalogue({{"en", {{"broken", "{count, plural,"}}}}), std::logic_error);
}

TEST(CatalogueTest, ChoosesALanguage) {
  EXPECT_EQ(Small().Choose("fr, de-AT;q=0.8, en;q=0.5"), "de");
  EXPECT_EQ(Small().Choose("fr"), "en");
  EXPECT_EQ(Small().Choose(""), "en");
}

TEST(MoneyTextTest, KnowsTheDigitsOfACurrency) {
  EXPECT_EQ(MoneyText({123450, "EUR"}, "en"), "€1,234.50");
  EXPECT_EQ(MoneyText({-5, "USD"}, "en"), "-$0.05");
  EXPECT_EQ(MoneyText({1234, "JPY"}, "en"), "¥1,234");
  EXPECT_EQ(MoneyText({3'800'000, "USD"}, "en"), "$38,000") << "no cents where there are none";
  EXPECT_EQ(NumberText(1234567, "de"), "1.234.567");
}

}  // namespace
}  // namespace baton::words
