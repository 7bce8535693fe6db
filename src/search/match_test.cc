#include "search/match.h"

#include <gmock/gmock.h>

#include <random>

namespace baton::search {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(Words, AreLettersAndDigitsFolded) {
  EXPECT_THAT(WordsOf("Larmar & Söns, Chicago larmar"), ElementsAre("chicago", "larmar", "sons"));
  EXPECT_THAT(WordsOf("O'Brien"), ElementsAre("obrien"));
  EXPECT_THAT(WordsOf(""), ElementsAre());
}

TEST(Words, OfAnAddressAreItselfAndItsParts) {
  EXPECT_THAT(WordsOf("Bill@Larmar.example"),
              ElementsAre("bill", "bill@larmar.example", "example", "larmar"));
  EXPECT_THAT(TypedWords("bill@lar"), ElementsAre("bill@lar"));
}

TEST(Words, OfATelephoneNumberAreItsDigitsFromSeveralPlaces) {
  const auto words = WordsOf("+1 (312) 555-0142");
  EXPECT_THAT(words, Contains("13125550142"));
  EXPECT_THAT(words, Contains("3125550142"));
  EXPECT_THAT(words, Contains("5550142"));
  EXPECT_THAT(words, Contains("0142"));
  for (const char* last : {"0142", "50142", "550142", "5550142", "25550142"}) {
    EXPECT_THAT(words, Contains(last));
    EXPECT_THAT(words, Contains(TypedWords(last).front())) << "typed alone: " << last;
    EXPECT_THAT(words, Contains(TypedWords(std::string("bill ") + last).back())) << "beside a name: " << last;
  }
  EXPECT_THAT(TypedWords("312 555"), ElementsAre("312555"));
  EXPECT_THAT(TypedWords("0049 89"), ElementsAre("4989"));
}

TEST(Matching, TakesBeginningsAndOneMistake) {
  EXPECT_EQ(MatchWord("bil", "billing"), (Match{0, 4}));
  EXPECT_EQ(MatchWord("larmr", "larmar"), (Match{1, 0}));
  EXPECT_EQ(MatchWord("lamrar", "larmar"), (Match{1, 0}));
  EXPECT_EQ(MatchWord("termnal", "terminals"), (Match{1, 1}));
  EXPECT_EQ(MatchWord("bli", "bill"), std::nullopt) << "three letters hold no mistake";
  EXPECT_EQ(MatchWord("5550143", "5550142"), std::nullopt) << "numbers hold none";
  EXPECT_EQ(MatchWord("larmar", "larson"), std::nullopt);
}

// The index finds a word only through a shared variant: so every match with one mistake must have one.
TEST(Matching, WithOneMistakeSharesAVariant) {
  std::mt19937 random(7);
  const auto letter = [&] { return static_cast<char>('a' + random() % 3); };
  int matches = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string word;
    std::string typed;
    for (std::size_t i = 0, n = 4 + random() % 6; i < n; ++i) word += letter();
    for (std::size_t i = 0, n = 4 + random() % 5; i < n; ++i) typed += letter();
    const auto match = MatchWord(typed, word);
    if (!match || match->mistakes != 1) continue;
    ++matches;
    bool is_found = false;
    for (const auto& begin : VariantsOf(typed)) {
      for (const auto& variant : VariantsOf(word)) is_found = is_found || variant.starts_with(begin);
    }
    EXPECT_TRUE(is_found) << typed << " for " << word;
  }
  EXPECT_GT(matches, 500);
}

}  // namespace
}  // namespace baton::search
