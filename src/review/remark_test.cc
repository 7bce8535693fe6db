#include "review/remark.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "review/placeholder.h"
#include "review/prose.h"
#include "review/readability.h"
#include "review/speller.h"

namespace baton::review {
namespace {

const std::string kGood =
    "Dear Bill,\n\nin May you told me that your terminals stop when the line is down, and that your drivers "
    "then wait at the "
    "gate. Each wait costs you about ten minutes.\n\nTwo of your neighbours had the same trouble. Their "
    "gates now open "
    "without the line.\n\nMay I show you how, at your gate, on Tuesday at ten? It takes you twenty "
    "minutes.\n\nJada Ellis";

std::vector<std::string> Keys(std::string_view letter, std::string_view language = "en") {
  std::vector<std::string> keys;
  for (const Remark& remark : RemarksOn(letter, language)) keys.push_back(remark.text.key);
  return keys;
}
bool Says(std::string_view letter, std::string_view key, std::string_view language = "en") {
  return std::ranges::count(Keys(letter, language), key) > 0;
}

TEST(RemarkTest, LeavesAGoodLetterAlone) { EXPECT_TRUE(Keys(kGood).empty()) << Keys(kGood).front(); }

TEST(RemarkTest, CountsUsAgainstYou) {
  const std::string letter =
      "We make terminals. Our terminals are good. We are proud of them, and I am too. Do you agree?";
  EXPECT_TRUE(Says(letter, "remark.we_against_you"));
  EXPECT_FALSE(Says("We met you. Your terminals are yours. Do you agree?", "remark.we_against_you"));
  EXPECT_TRUE(Says("Wir bauen Terminals. Unsere Terminals sind gut. Wir freuen uns. Passt es?",
                   "remark.we_against_you", "de"));
  EXPECT_FALSE(
      Says("Sie haben Ihre Terminals, Ihnen dienen sie. Wir bauen sie, wir warten sie, wir prüfen sie? Sie?",
           "remark.we_against_you", "de"));
  EXPECT_FALSE(Says(letter, "remark.we_against_you", "fi"));
}

TEST(RemarkTest, MissesAStepToTake) {
  EXPECT_TRUE(
      Says("Our terminals work without the line. They are well made and cheap.", "remark.no_next_step"));
  EXPECT_TRUE(Says("They are well made, and I am glad.", "remark.no_next_step"));
  EXPECT_FALSE(Says("They are well made. Shall we meet?", "remark.no_next_step"));
  EXPECT_FALSE(Says("They are well made. I will call on Tuesday at ten.", "remark.no_next_step"));
  EXPECT_FALSE(Says("Ne ovat hyviä ja halpoja laitteita.", "remark.no_next_step", "fi"));
}

TEST(RemarkTest, SeesOpeningsThatComeLate) {
  EXPECT_TRUE(Says("I am writing to tell you about terminals that work?", "remark.late_opening"));
  EXPECT_TRUE(Says("Dear Bill,\nIt is my pleasure to show you a terminal?", "remark.late_opening"));
  EXPECT_TRUE(Says("Our company was founded in 1990 by two brothers?", "remark.passive_opening"));
  EXPECT_TRUE(
      Says("Unsere Firma wurde von zwei Brüdern in Köln gegründet, oder?", "remark.passive_opening", "de"));
  EXPECT_FALSE(Says("You told me that it is cold. It is?", "remark.late_opening"));
}

TEST(RemarkTest, FindsWhatATemplateLeft) {
  using Parts = std::vector<std::string_view>;
  const std::string crosses(3, 'X');
  const std::string left =
      "Dear NAME, [Company] and {{first_name}} in <city>, ${day} %CITY% ___ " + crosses + " TBD";
  EXPECT_EQ(PlaceholdersIn(left), (Parts{"NAME", "[Company]", "{{first_name}}", "<city>", "${day}", "%CITY%",
                                         "___", crosses, "TBD"}));
  EXPECT_EQ(PlaceholdersIn("Dear ,\nlorem ipsum"), (Parts{"Dear ,", "lorem"}));
  EXPECT_TRUE(PlaceholdersIn("Hi, 50% of [1], a < b > c, [this](https://x.example), <a@b.example>, XL, 100%")
                  .empty());
  const auto remarks = RemarksOn("Zoë, [Company]?", "en");
  ASSERT_FALSE(remarks.empty());
  EXPECT_EQ(remarks[0].kind, RemarkKind::placeholder);
  EXPECT_EQ(remarks[0].range, (Range{5, 14}));
}

TEST(RemarkTest, SaysWhatIsTooLongOrTooShort) {
  EXPECT_TRUE(Says("Bill, shall we meet?", "remark.length.short"));
  std::string longer;
  for (int i = 0; i < 60; ++i) longer += "You will see it. ";
  EXPECT_TRUE(Says(longer + "Shall we meet?", "remark.length.long"));
}

TEST(ReadabilityTest, UsesTheFormulaOfTheLanguage) {
  // Worked by hand: 20 words a sentence, 1.5 syllables a word.
  EXPECT_NEAR(ScoreOf(Formula::flesch, 20, 1.5), 59.635, 1e-9);
  EXPECT_NEAR(ScoreOf(Formula::amstad, 20, 1.5), 72.25, 1e-9);
  EXPECT_NEAR(ScoreOf(Formula::kandel_moles, 20, 1.5), 76.3, 1e-9);
  EXPECT_NEAR(ScoreOf(Formula::szigriszt_pazos, 20, 1.5), 93.385, 1e-9);
  EXPECT_NEAR(ScoreOf(Formula::lix, 20, 0.25), 45, 1e-9);
  EXPECT_EQ(FormulaOf("fi"), Formula::lix);
}

TEST(ReadabilityTest, CountsSentencesAndSyllables) {
  EXPECT_EQ(Syllables("terminal", "en"), 3U);
  EXPECT_EQ(Syllables("line", "en"), 1U);
  EXPECT_EQ(Syllables("table", "en"), 2U);
  EXPECT_EQ(Syllables("looked", "en"), 1U);
  EXPECT_EQ(Syllables("wanted", "en"), 2U);
  EXPECT_EQ(Syllables("the", "en"), 1U);
  EXPECT_EQ(Syllables("größere", "de"), 3U);
  const auto sentences =
      SentencesOf("Dear Bill,\nDr. Ellis came at 9.30 in May. She left! Did she?\n\nBest regards\nJada");
  ASSERT_EQ(sentences.size(), 3U);
  EXPECT_EQ(sentences[0].text, "Dr. Ellis came at 9.30 in May.");
  EXPECT_TRUE(sentences[0].is_opening);
  EXPECT_FALSE(sentences[1].is_opening);
  const auto easy = ReadabilityOf(kGood, "en");
  ASSERT_TRUE(easy);
  EXPECT_FALSE(easy->is_hard);
  const auto hard = ReadabilityOf(
      "Organizational transformation necessitates comprehensive reconsideration of interdepartmental "
      "communication "
      "infrastructure, notwithstanding considerable investment requirements. Technological sophistication "
      "facilitates unprecedented operational optimization opportunities across geographically distributed "
      "organizations, contributing substantially to profitability and sustainability considerations.",
      "en");
  ASSERT_TRUE(hard);
  EXPECT_TRUE(hard->is_hard);
  EXPECT_FALSE(ReadabilityOf("Too short. To say.", "en"));
}

TEST(ProseTest, GuessesTheLanguage) {
  EXPECT_EQ(GuessLanguage(kGood), "en");
  EXPECT_EQ(GuessLanguage("Wir freuen uns, dass Sie mit der Lieferung und dem Preis zufrieden sind."), "de");
  EXPECT_EQ(GuessLanguage("Nous sommes heureux de vous écrire pour votre projet avec une offre."), "fr");
  EXPECT_EQ(GuessLanguage("Le escribo para usted con una oferta que es para su empresa."), "es");
  EXPECT_EQ(GuessLanguage(""), "en");
  EXPECT_EQ(GuessLanguage("שלום ביל, אני רוצה לפגוש אותך ביום שלישי"), "und");
  EXPECT_EQ(GuessLanguage("Здравствуйте, Билл. Можно мне позвонить во вторник?"), "und");
  EXPECT_EQ(GuessLanguage("亲爱的比尔，我想在星期二给您打电话"), "und");
  EXPECT_THAT(Keys("亲爱的 [Name]，我们是领先的终端制造商，我们的终端是最好的。我们有新的终端。", "und"),
              testing::ElementsAre("remark.placeholder"));
}

TEST(SpellerTest, FindsMisspeltWordsAndLeavesNamesAlone) {
  Speller speller;
  ASSERT_TRUE(speller.Has("en"));
  EXPECT_FALSE(speller.Has("tlh"));
  const auto found = speller.Check(
      "Dear Bill, the termnal of Larmar's is redy. See www.larmrx.example or a@b.example, X9Q, USPS.", "en",
      {"larmar"});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].word, "termnal");
  EXPECT_THAT((*found)[0].suggestions, testing::Contains("terminal"));
  EXPECT_EQ((*found)[1].word, "redy");
  EXPECT_TRUE(speller.Check("it’s don’t we’re", "en", {})->empty());
  EXPECT_FALSE(speller.Check("qwxz", "tlh", {}));
}

TEST(SpellerTest, ALetterInAnotherLanguageIsNotFullOfMistakes) {
  Speller speller;
  EXPECT_FALSE(
      speller.Check("Beste Bill, mag ik u dinsdag bellen over onze nieuwe kassa voor uw winkel?", "en", {}));
  EXPECT_FALSE(speller.Check("שלום ביל, אני רוצה לפגוש אותך ביום שלישי בעשר", "en", {}));
  const auto few = speller.Check("I redy the termnal.", "en", {});
  ASSERT_TRUE(few) << "too few words to say";
  EXPECT_EQ(few->size(), 2U);
}

TEST(SpellerTest, KnowsGerman) {
  Speller speller;
  ASSERT_TRUE(speller.Has("de"));
  const auto found = speller.Check("Grüße aus Köln, wir schikken die Maße.", "de", {});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().word, "schikken");
}

}  // namespace
}  // namespace baton::review
