#include "ninety_days/path.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace baton::ninety_days {
namespace {

const Day kFirst = *ParseDay("2026-11-02");

Facts Day40() {
  return {
      .starts_on = kFirst, .today = kFirst + 39, .clients = {Id{1}, Id{2}, Id{3}}, .reps = {Id{10}, Id{11}}};
}

Step Of(StepKey key, const Facts& facts) {
  const auto steps = StepsOf(facts, UsualPath());
  return *std::ranges::find(steps, key, &Step::key);
}

TEST(PathTest, EachStepStandsOnceAndInOrderOfItsDay) {
  const auto steps = StepsOf(Day40(), UsualPath());
  EXPECT_EQ(steps.size(), 16U);
  EXPECT_TRUE(std::ranges::is_sorted(steps, {}, &Step::until_on));
  EXPECT_EQ(steps.front().until_on, kFirst + 9) << "day 10";
  EXPECT_EQ(steps.back().until_on, kFirst + 89);
  auto path = UsualPath();
  path[0].is_on = false;
  path[1].until_day = 90;
  path[1].title = "No new ones";
  const auto changed = StepsOf(Day40(), path);
  EXPECT_EQ(changed.size(), 15U);
  EXPECT_EQ(std::ranges::find(changed, StepKey::no_new_deals, &Step::key)->title, "No new ones");
}

// A leap day is a day, and a year ends in the middle of them.
TEST(PathTest, DaysAreThoseOfTheCalendar) {
  const Day leap = *ParseDay("2028-02-29");
  EXPECT_EQ(DayNumber(leap, leap), 1);
  EXPECT_EQ(DayNumber(leap, *ParseDay("2028-03-01")), 2);
  EXPECT_EQ(DayNumber(leap, *ParseDay("2028-05-28")), 90);
  EXPECT_EQ(DayNumber(*ParseDay("2027-12-05"), *ParseDay("2028-03-03")), 90);
  EXPECT_EQ(DayNumber(*ParseDay("2026-12-05"), *ParseDay("2027-03-04")), 90) << "no leap day";
  Facts facts = Day40();
  facts.starts_on = *ParseDay("2027-12-05");
  facts.today = leap;
  EXPECT_EQ(StepsOf(facts, UsualPath()).back().until_on, *ParseDay("2028-03-03"));
}

TEST(PathTest, AClientIsDecidedOrNamed) {
  Facts facts = Day40();
  facts.undecided = {Id{2}};
  Step step = Of(StepKey::decided, facts);
  EXPECT_EQ(step.state, StepState::open);
  EXPECT_TRUE(step.is_late);
  EXPECT_EQ(step.done, 2);
  EXPECT_EQ(step.of, 3);
  EXPECT_EQ(step.waiting, std::vector{Id{2}});
  facts.undecided.clear();
  EXPECT_EQ(Of(StepKey::decided, facts).state, StepState::done);
  facts.clients.clear();
  EXPECT_EQ(Of(StepKey::decided, facts).state, StepState::done) << "nothing is held any more";
}

TEST(PathTest, NoNewDealsHoldsUntilItsTimeIsOver) {
  Facts facts = Day40();
  facts.today = kFirst + 3;
  EXPECT_EQ(Of(StepKey::no_new_deals, facts).state, StepState::ahead);
  facts.today = kFirst + 10;
  EXPECT_EQ(Of(StepKey::no_new_deals, facts).state, StepState::done);
  facts.new_deals = 1;
  EXPECT_EQ(Of(StepKey::no_new_deals, facts).state, StepState::open);
}

TEST(PathTest, RepsWhoAreStillToComeAreNamed) {
  Facts facts = Day40();
  facts.talked_to = {Id{10}, Id{99}};
  const Step step = Of(StepKey::one_to_ones, facts);
  EXPECT_EQ(step.done, 1);
  EXPECT_EQ(step.waiting, std::vector{Id{11}});
  EXPECT_TRUE(step.are_people);
  facts.reps.clear();
  EXPECT_EQ(Of(StepKey::one_to_ones, facts).state, StepState::unknown) << "there is nobody";
}

TEST(PathTest, TheShareIsHalvedAsAShareAndFromEnough) {
  Facts facts = Day40();
  facts.won_before = 10;
  facts.own_before = 6;
  facts.won_now = 20;
  facts.own_now = 6;  // 30% of 60%
  EXPECT_EQ(Of(StepKey::half_share, facts).state, StepState::done);
  facts.own_now = 7;
  EXPECT_EQ(Of(StepKey::half_share, facts).state, StepState::open);
  EXPECT_FALSE(Of(StepKey::half_share, facts).is_late);
  facts.won_now = 4;
  EXPECT_EQ(Of(StepKey::half_share, facts).state, StepState::unknown);
}

TEST(PathTest, UnknownIsNotOpen) {
  Facts facts = Day40();
  EXPECT_EQ(Of(StepKey::second_tie, facts).state, StepState::unknown);
  facts.single.emplace();
  EXPECT_EQ(Of(StepKey::second_tie, facts).state, StepState::done);
  facts.single->push_back(Id{3});
  EXPECT_EQ(Of(StepKey::second_tie, facts).done, 2);
}

TEST(PathTest, OnlyOneAfterTwoMonthsIsTheSecond) {
  Facts facts = Day40();
  facts.assessed = {kFirst, kFirst + 51};
  EXPECT_EQ(Of(StepKey::assessed, facts).state, StepState::done);
  EXPECT_EQ(Of(StepKey::assessed_again, facts).state, StepState::open);
  facts.assessed.push_back(kFirst + 52);
  EXPECT_EQ(Of(StepKey::assessed_again, facts).state, StepState::done);
}

TEST(PathTest, PromisesAreKeptAndNoneIsLate) {
  Facts facts = Day40();
  EXPECT_EQ(Of(StepKey::promises, facts).state, StepState::open) << "none was made";
  facts.promises_kept = 3;
  EXPECT_EQ(Of(StepKey::promises, facts).state, StepState::done);
  facts.promises_late = 1;
  EXPECT_EQ(Of(StepKey::promises, facts).state, StepState::open);
}

}  // namespace
}  // namespace baton::ninety_days
