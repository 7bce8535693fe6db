#include "win/facts.h"

#include <gtest/gtest.h>

namespace baton::win {
namespace {

constexpr Id kJim{1}, kJada{2}, kTom{3}, kLarmar{9}, kOther{10};

const Day kWon = *ParseDay("2026-11-24");

class FactsTest : public testing::Test {
 protected:
  Win win_{.account_id = kLarmar, .rep_id = kJada, .manager_id = kJim, .won_on = kWon};
  Life life_ = LifeOf(ParseDay("2026-10-01"), kWon);
  std::vector<handoff::Handoff> handoffs_;
  std::vector<coaching::Promise> kept_;
  std::vector<book::Meeting> his_, hers_;

  WinFacts Facts() { return FactsOf(win_, life_, handoffs_, kept_, his_, hers_, "UTC"); }

  void Introduced(std::string_view at, Id to = kJada, Id account = kLarmar) {
    handoff::Handoff one;
    one.account_id = account;
    one.from_id = kJim;
    one.to_id = to;
    one.stage = handoff::Stage::introduced;
    one.introduced_at = *ParseInstant(at);
    handoffs_.push_back(one);
  }
  void Kept(coaching::PromiseKind kind, std::string_view at, Id rep = kJada, std::optional<Id> account = {}) {
    coaching::Promise one;
    one.manager_id = kJim;
    one.rep_id = rep;
    one.kind = kind;
    one.kept_at = *ParseInstant(at);
    one.account_id = account;
    kept_.push_back(one);
  }
  static book::Meeting Met(std::string_view at, book::ActivityKind kind = book::ActivityKind::meeting) {
    return {kind, *ParseInstant(at)};
  }
};

TEST_F(FactsTest, WithoutFactsThereAreNone) {
  const WinFacts facts = Facts();
  EXPECT_FALSE(facts.introduced_on);
  EXPECT_TRUE(facts.kept.empty());
  EXPECT_FALSE(
      facts.is_room_known);  // nobody met anybody: then it is not said that the manager was not there
}

TEST_F(FactsTest, TheIntroductionIsTheOneOfThisRepAndClient) {
  Introduced("2026-11-10T10:00:00Z", kTom);
  Introduced("2026-11-11T10:00:00Z", kJada, kOther);
  Introduced("2026-12-01T10:00:00Z");  // after the win
  EXPECT_FALSE(Facts().introduced_on);
  Introduced("2026-11-03T10:00:00Z");
  EXPECT_EQ(Facts().introduced_on, ParseDay("2026-11-03"));
}

TEST_F(FactsTest, PromisesAreCountedByKindWhileTheDealWasOn) {
  using enum coaching::PromiseKind;
  Kept(ride_along, "2026-11-02T10:00:00Z");
  Kept(letter_review, "2026-11-03T10:00:00Z");
  Kept(letter_review, "2026-11-24T23:59:00Z", kJada, kLarmar);
  Kept(letter_review, "2026-09-30T10:00:00Z");               // before it
  Kept(letter_review, "2026-11-25T00:00:00Z");               // after it
  Kept(letter_review, "2026-11-05T10:00:00Z", kTom);         // to somebody else
  Kept(deal_review, "2026-11-05T10:00:00Z", kJada, kOther);  // about another client
  const WinFacts facts = Facts();
  ASSERT_EQ(facts.kept.size(), 2u);
  EXPECT_EQ(facts.kept[0].kind, letter_review);
  EXPECT_EQ(facts.kept[0].count, 2);
  EXPECT_EQ(facts.kept[1].kind, ride_along);
}

TEST_F(FactsTest, TheRoomIsKnownOnceOneOfThemMetTheClient) {
  hers_ = {Met("2026-11-12T10:00:00Z")};
  EXPECT_TRUE(Facts().is_room_known);
  EXPECT_EQ(Facts().in_the_room, 0);
  his_ = {Met("2026-11-12T10:00:00Z"), Met("2026-11-13T10:00:00Z", book::ActivityKind::visit),
          Met("2026-11-14T10:00:00Z", book::ActivityKind::call), Met("2026-08-01T10:00:00Z")};
  EXPECT_EQ(Facts().in_the_room, 2);
  EXPECT_EQ(Facts().calls, 1);
}

TEST_F(FactsTest, TheRoomIsAboutTheTimeAfterTheIntroduction) {
  Introduced("2026-11-03T10:00:00Z");
  his_ = hers_ = {Met("2026-11-03T10:00:00Z"), Met("2026-10-20T10:00:00Z")};  // and one before it
  EXPECT_FALSE(Facts().is_room_known);
  hers_.push_back(Met("2026-11-12T10:00:00Z"));
  EXPECT_TRUE(Facts().is_room_known);
  EXPECT_EQ(Facts().in_the_room, 0);
}

TEST(LifeTest, HasABeginning) {
  EXPECT_EQ(LifeOf(std::nullopt, kWon).from, kWon - kUnknownDays);
  EXPECT_EQ(LifeOf(kWon + 3, kWon).from, kWon - kUnknownDays);  // opened after it was won
  EXPECT_EQ(LifeOf(kWon - 900, kWon).from, kWon - kLongestDays);
  EXPECT_EQ(LifeOf(kWon - 30, kWon).from, kWon - 30);
}

}  // namespace
}  // namespace baton::win
