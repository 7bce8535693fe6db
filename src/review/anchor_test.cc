#include "review/anchor.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "base/text.h"

namespace baton::review {
namespace {

constexpr std::string_view kLetter =
    "Dear Bill,\n\nwe are the leading maker of terminals. Our terminals never stop.\n\nI look forward to "
    "hearing from "
    "you.";

Range RangeOfWords(std::string_view text, std::string_view words) {
  const auto begin = static_cast<std::int32_t>(CountCharacters(text.substr(0, text.find(words))));
  return {begin, begin + static_cast<std::int32_t>(CountCharacters(words))};
}

// What is left of the words after the change: empty when the passage is gone.
std::string After(std::string_view words, std::string_view changed, std::string_view before = kLetter) {
  const Range range = RangeOfWords(before, words);
  const auto found = Reanchor({before, changed}, range, AnchorAt(before, range));
  return found ? Slice(changed, *found) : "";
}

TEST(AnchorTest, QuotesThePassageAndItsSurroundings) {
  const std::string text = "Zoë says: größer is better.";
  const Anchor anchor = AnchorAt(text, {10, 16});
  EXPECT_EQ(anchor.quote, "größer");
  EXPECT_EQ(anchor.prefix, "Zoë says: ");
  EXPECT_EQ(anchor.suffix, " is better.");
  EXPECT_TRUE(IsWithin(text, {0, 27}));
  EXPECT_FALSE(IsWithin(text, {0, 28}));
  EXPECT_FALSE(IsWithin(text, {3, 3}));
  EXPECT_FALSE(IsWithin(text, {-1, 3}));
}

TEST(AnchorTest, StaysWhereItIsWhenSomethingElseChanges) {
  EXPECT_EQ(After("leading maker", "Hello Bill,\n\nwe met in May. We are the leading maker of terminals."),
            "leading maker");
  EXPECT_EQ(After("Our terminals never stop.", std::string(kLetter) + "\n\nJada"),
            "Our terminals never stop.");
}

TEST(AnchorTest, FollowsAPassageThatIsRevised) {
  EXPECT_EQ(After("we are the leading maker of terminals",
                  "Dear Bill,\n\nwe are the only maker of terminals. Our terminals never stop."),
            "we are the only maker of terminals");
  EXPECT_EQ(After("never stop",
                  "Dear Bill,\n\nwe are the leading maker of terminals. Our terminals never, ever stop."),
            "never, ever stop");
}

TEST(AnchorTest, FindsAPassageThatMoved) {
  EXPECT_EQ(After("Our terminals never stop.",
                  "Dear Bill,\n\nI look forward to hearing from you.\n\nPS: Our terminals never stop."),
            "Our terminals never stop.");
}

TEST(AnchorTest, OfSeveralPlacesTakesTheOneWithTheSameSurroundings) {
  const std::string before = "one terminal here. two terminal there.";
  const Range range{22, 30};
  ASSERT_EQ(Slice(before, range), " termina");
  const auto found = Find(AnchorAt(before, {23, 31}), "two terminal there. one terminal here. x terminal y");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->begin, 4);
}

TEST(AnchorTest, FindsWhatWasPutInOtherWords) {
  const Anchor anchor = AnchorAt(kLetter, RangeOfWords(kLetter, "I look forward to hearing from you"));
  const auto found = Find(anchor, "Bill, may I call? I do look forward to hearing soon from you!");
  ASSERT_TRUE(found);
}

TEST(AnchorTest, SaysThatAPassageIsGone) {
  EXPECT_EQ(
      After("we are the leading maker of terminals", "Dear Bill,\n\nmay I show you something on Tuesday?"),
      "");
  EXPECT_EQ(After("leading", "Dear Bill,\n\nwe are the maker of terminals. Our terminals never stop."), "");
  EXPECT_FALSE(Find(AnchorAt("to be", {0, 2}), "nothing"));
}

TEST(AnchorTest, ComesBackWhenTheWordsComeBack) {
  const Range range = RangeOfWords(kLetter, "Our terminals never stop.");
  const Anchor anchor = AnchorAt(kLetter, range);
  EXPECT_FALSE(Reanchor({kLetter, "Dear Bill,"}, range, anchor));
  const auto back = Reanchor({"Dear Bill,", kLetter}, std::nullopt, anchor);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, range);
}

// Whatever stands before and behind: the passage is found, and it says the same.
TEST(AnchorTest, AnUntouchedPassageIsAlwaysFound) {
  std::mt19937 random(23);
  const std::vector<std::string> words = {"we ", "you ", "terminal ", "größer ", ". ", "\n\n", "Bill "};
  const auto some = [&] {
    std::string text;
    for (std::size_t i = random() % 30; i > 0; --i) text += words[random() % words.size()];
    return text;
  };
  for (int round = 0; round < 500; ++round) {
    const std::string passage = "a passage of its own";
    const std::string head = some();
    const std::string before = head + passage + some();
    const std::string after = some() + passage + some();
    const auto begin = static_cast<std::int32_t>(CountCharacters(head));
    const Range range{begin, begin + static_cast<std::int32_t>(passage.size())};
    const auto found = Reanchor({before, after}, range, AnchorAt(before, range));
    ASSERT_TRUE(found) << before << " | " << after;
    ASSERT_TRUE(IsWithin(after, *found));
    ASSERT_NE(Slice(after, *found).find(passage), std::string::npos);
  }
}

}  // namespace
}  // namespace baton::review
