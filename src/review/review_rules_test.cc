#include "review/review_rules.h"

#include <gtest/gtest.h>

namespace baton::review {
namespace {

constexpr Id kRep{1};
constexpr Id kManager{2};
constexpr Id kOther{3};

Review In(ReviewState state) {
  Review review;
  review.rep_id = kRep;
  review.manager_id = kManager;
  review.state = state;
  return review;
}

TEST(ReviewRulesTest, WhoseTurnItIs) {
  EXPECT_TRUE(MayDo(In(ReviewState::draft), ReviewDeed::hand_in, kRep));
  EXPECT_FALSE(MayDo(In(ReviewState::waiting), ReviewDeed::hand_in, kRep));
  EXPECT_TRUE(MayDo(In(ReviewState::waiting), ReviewDeed::verdict, kManager));
  EXPECT_FALSE(MayDo(In(ReviewState::returned), ReviewDeed::verdict, kManager));
  EXPECT_FALSE(MayDo(In(ReviewState::ready), ReviewDeed::revise, kRep));
  for (const ReviewState state :
       {ReviewState::draft, ReviewState::waiting, ReviewState::returned, ReviewState::ready})
    EXPECT_TRUE(DeedsOf(In(state), kOther).empty());
  EXPECT_EQ(CheckDeed(In(ReviewState::waiting), ReviewDeed::verdict, kRep).error().kind, Kind::forbidden);
  EXPECT_EQ(CheckDeed(In(ReviewState::ready), ReviewDeed::verdict, kManager).error().kind, Kind::conflict);
}

TEST(ReviewRulesTest, ThanksComeOnceAVerdict) {
  Review review = In(ReviewState::ready);
  EXPECT_FALSE(MayDo(review, ReviewDeed::thank, kRep));
  review.verdict = Verdict::ready;
  EXPECT_TRUE(MayDo(review, ReviewDeed::thank, kRep));
  review.thanked_at = Instant{1};
  EXPECT_FALSE(MayDo(review, ReviewDeed::thank, kRep));
}

TEST(ReviewRulesTest, PassagesAreReplacedTogether) {
  const std::string text = "größer ist besser, Bill";
  EXPECT_EQ(Replace(text, {{{0, 6}, "kleiner"}, {{19, 23}, "Zoë"}}), "kleiner ist besser, Zoë");
  EXPECT_EQ(Replace(text, {{{6, 17}, ""}}), "größer, Bill");
  EXPECT_TRUE(DoOverlap({{0, 6}, {5, 9}}));
  EXPECT_FALSE(DoOverlap({{6, 9}, {0, 6}}));
}

TEST(ReviewRulesTest, HalfOfTheLettersWereAnsweredWithinTheMedian) {
  std::vector<Round> rounds;
  const auto asked = [&](std::int64_t minutes, bool is_answered = true) {
    Round round;
    round.asked_at = Instant{0};
    if (is_answered) round.answered_at = Instant{minutes * kMillisecondsPerMinute};
    rounds.push_back(round);
  };
  const Instant now{10'000 * kMillisecondsPerMinute};
  for (const int minutes : {10, 2000, 30, 40}) asked(minutes);
  EXPECT_FALSE(CountTurnaround(rounds, now).median_minutes);
  EXPECT_EQ(CountTurnaround(rounds, now).within_day, 3);
  asked(50);
  EXPECT_EQ(CountTurnaround(rounds, now).median_minutes, 40);
  asked(60);
  EXPECT_EQ(CountTurnaround(rounds, now).median_minutes, 45);
  asked(0, false);
  const Turnaround with_open = CountTurnaround(rounds, now);
  EXPECT_EQ(with_open.answered, 6);
  EXPECT_EQ(with_open.waiting, 1);
  EXPECT_EQ(with_open.longest_wait_minutes, 10'000);
}

TEST(ReviewRulesTest, LettersAreTidied) {
  EXPECT_EQ(TidyLetter(" \r\n\r\nDear Bill, \r\n\r\n\r\nwe met.\r\n"), "Dear Bill,\n\nwe met.");
  EXPECT_TRUE(FaultOfLetter(TidyLetter(" \n")));
  EXPECT_TRUE(FaultOfLetter(std::string(kMaxLetterCharacters + 1, 'a')));
  EXPECT_FALSE(FaultOfLetter("Dear Bill,"));
  EXPECT_TRUE(FaultOfLanguage("English"));
  EXPECT_FALSE(FaultOfLanguage("de"));
}

}  // namespace
}  // namespace baton::review
