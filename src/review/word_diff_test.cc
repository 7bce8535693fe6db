#include "review/word_diff.h"

#include <gtest/gtest.h>

#include <random>

namespace baton::review {
namespace {

std::string Side(const std::vector<DiffPart>& parts, DiffKind left_out) {
  std::string text;
  for (const DiffPart& part : parts) {
    if (part.kind != left_out) text += part.text;
  }
  return text;
}

std::string Shown(std::string_view before, std::string_view after) {
  std::string shown;
  for (const DiffPart& part : DiffWords(before, after)) {
    if (part.kind == DiffKind::same) shown += part.text;
    if (part.kind == DiffKind::removed) shown += "[-" + part.text + "]";
    if (part.kind == DiffKind::added) shown += "[+" + part.text + "]";
  }
  return shown;
}

TEST(WordDiffTest, ShowsWholeWords) {
  EXPECT_EQ(Shown("the new terminal", "the newest terminal"), "the [-new][+newest] terminal");
  EXPECT_EQ(Shown("", "all new"), "[+all new]");
  EXPECT_EQ(Shown("all gone", ""), "[-all gone]");
  EXPECT_EQ(Shown("same", "same"), "same");
  EXPECT_EQ(Shown("we met in May", "we met you in May"), "we met [+you ]in May");
}

TEST(WordDiffTest, TakesASpaceBetweenChangedWordsAlong) {
  EXPECT_EQ(Shown("I want to call", "I shall write to call"), "I [-want][+shall write] to call");
  EXPECT_EQ(Shown("a one two b", "a three four b"), "a [-one two][+three four] b");
}

TEST(WordDiffTest, LeavesNoCrumbsInASentenceWrittenAnew) {
  EXPECT_EQ(Shown("We are the leading maker of terminals.", "Three of your drivers told me so."),
            "[-We are the leading maker of terminals][+Three of your drivers told me so].");
  EXPECT_EQ(Shown("one two\n\nthree", "four five\n\nsix"), "[-one two][+four five]\n\n[-three][+six]");
}

TEST(WordDiffTest, KnowsWhatAWordIs) {
  using Words = std::vector<std::string_view>;
  EXPECT_EQ(Tokens("it's on-site, Zoë!"), (Words{"it's", " ", "on-site", ",", " ", "Zoë", "!"}));
  EXPECT_EQ(Tokens("don’t -"), (Words{"don’t", " ", "-"}));
  EXPECT_TRUE(Tokens("").empty());
}

// The longest common sequence by the plain table, to hold the difference against.
std::size_t CommonTokens(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      table[i][j] =
          a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    }
  }
  return table[a.size()][b.size()];
}

// White space within a line.
bool IsBlank(std::string_view token) { return token.find_first_not_of(' ') == std::string_view::npos; }

std::vector<std::string_view> Seen(std::vector<std::string_view> tokens) {
  std::erase_if(tokens, IsBlank);
  return tokens;
}

TEST(WordDiffTest, OfAnyTwoTextsBothComeOutAndTheDifferenceIsTheShortest) {
  std::mt19937 random(17);
  const std::vector<std::string> words = {"a", "b", "c", " ", " ", "é", ".", "\n"};
  for (int round = 0; round < 3000; ++round) {
    std::string before;
    std::string after;
    for (std::size_t i = random() % 24; i > 0; --i) before += words[random() % words.size()];
    for (std::size_t i = random() % 24; i > 0; --i) after += words[random() % words.size()];
    const auto parts = DiffWords(before, after);
    ASSERT_EQ(Side(parts, DiffKind::added), before);
    ASSERT_EQ(Side(parts, DiffKind::removed), after);
    const auto old_tokens = Tokens(before);
    const auto new_tokens = Tokens(after);
    const auto match = MatchTokens(old_tokens, new_tokens);
    std::size_t common = 0;  // without white space
    std::ptrdiff_t last = -1;
    for (std::size_t i = 0; i < match.size(); ++i) {
      if (match[i] < 0) continue;
      ASSERT_GT(match[i], last);
      ASSERT_EQ(old_tokens[i], new_tokens[static_cast<std::size_t>(match[i])]);
      last = match[i];
      if (!IsBlank(old_tokens[i])) ++common;
    }
    ASSERT_EQ(common, CommonTokens(Seen(old_tokens), Seen(new_tokens))) << before << " | " << after;
  }
}

TEST(WordDiffTest, GivesUpOnTextsWithNothingInCommon) {
  std::string before;
  std::string after;
  for (int i = 0; i < 5000; ++i) {
    before += 'a' + std::to_string(i) + ' ';
    after += 'b' + std::to_string(i) + ',';
  }
  const auto parts = DiffWords(before, after);
  EXPECT_EQ(Side(parts, DiffKind::added), before);
  EXPECT_EQ(Side(parts, DiffKind::removed), after);
}

}  // namespace
}  // namespace baton::review
