#include "words/catalogue.h"
#include "words/about_text.h"

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

TEST(CatalogueTest, SaysOneMailAsOneAndNoneWithoutItsContacts) {
  const Catalogue& words = Catalogue::Compiled();
  const auto say = [&](std::int64_t mails, std::int64_t read, const char* language) {
    return words.Say({"ui.mail_files.would", {{"mails", mails}, {"read", read}, {"contacts", 1}}}, language);
  };
  EXPECT_EQ(say(0, 1, "en"), "The only mail in it would not be kept.");
  EXPECT_EQ(say(0, 4, "en"), "None of 4 mails would be kept.");
  EXPECT_TRUE(say(1, 1, "en").starts_with("The only mail in it would be kept, with 1 conta"));
  EXPECT_TRUE(say(1, 4, "en").starts_with("1 of 4 mails would be kept, "));
  EXPECT_TRUE(say(1000, 4000, "en").starts_with("1,000 of 4,000 mails would be kept,"));
  EXPECT_EQ(say(0, 1, "de"), "Die einzige E-Mail darin würde nicht gespeichert.");
  EXPECT_EQ(say(0, 4, "de"), "Von 4 E-Mails würde keine gespeichert.");
  EXPECT_TRUE(say(3, 4000, "de").starts_with("Von 4.000 E-Mails würden 3 gespeichert, mi"));
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

TEST(AboutTextTest, HasTwoDigitsThatCountAndNoCents) {
  EXPECT_EQ(AboutText(18'411'634, "USD", "en"), "$180,000");
  EXPECT_EQ(AboutText(6'639'400, "USD", "en"), "$66,000");
  EXPECT_EQ(AboutText(99'600, "USD", "en"), "$1,000");
  EXPECT_EQ(AboutText(1'234, "USD", "en"), "$12");
  EXPECT_EQ(AboutText(-995'000, "USD", "en"), "-$10,000");
  EXPECT_EQ(AboutText(12'345, "JPY", "en"), "¥12,000");
  EXPECT_EQ(AboutText(49, "USD", "en"), "$0");
}

}  // namespace
}  // namespace baton::words
