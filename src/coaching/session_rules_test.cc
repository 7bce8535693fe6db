#include "coaching/session_rules.h"

#include <gtest/gtest.h>

namespace baton::coaching {
namespace {

constexpr Day kMonday{20'783};  // 2026-11-26 is a Thursday; what matters is that weeks are seven days apart
constexpr Id kJim{1};
constexpr Id kJada{2};
constexpr Id kTom{3};
constexpr Id kLena{4};
constexpr Instant kNow{1'700'000'000'000};

Day Week(int weeks_ago) { return kMonday - weeks_ago * 7; }

TEST(SessionAnswersTest, FewerThanThreeRepsAreShownToNobody) {
  const std::vector<GivenAnswer> two = {{kJada, Happened::yes, Week(2)}, {kTom, Happened::no, Week(2)}};
  EXPECT_FALSE(TotalsOf(two, kMonday));
  const std::vector<GivenAnswer> often = {{kJada, Happened::yes, Week(3)},
                                          {kJada, Happened::no, Week(2)},
                                          {kTom, Happened::yes, Week(2)},
                                          {kTom, Happened::yes, Week(1)}};
  EXPECT_FALSE(TotalsOf(often, kMonday));
}

TEST(SessionAnswersTest, ThreeRepsComeOutTogetherWhenTheWeekIsOver) {
  const std::vector<GivenAnswer> three = {{kJada, Happened::yes, Week(1)},
                                          {kTom, Happened::differently, Week(1)},
                                          {kLena, Happened::no, Week(1)}};
  EXPECT_FALSE(TotalsOf(three, Week(1)));  // during the week
  const auto totals = TotalsOf(three, kMonday);
  ASSERT_TRUE(totals);
  EXPECT_EQ(totals->yes, 1);
  EXPECT_EQ(totals->differently, 1);
  EXPECT_EQ(totals->no, 1);
}

// A week with one answer would show it by the difference between two totals: it waits until three are together.
TEST(SessionAnswersTest, WhatIsAddedIsNeverFewerPeoplesEither) {
  std::vector<GivenAnswer> given = {{kJada, Happened::yes, Week(4)},
                                    {kTom, Happened::yes, Week(4)},
                                    {kLena, Happened::yes, Week(4)},
                                    {kJada, Happened::no, Week(3)}};
  EXPECT_EQ(TotalsOf(given, kMonday)->no, 0);
  given.push_back({kTom, Happened::yes, Week(2)});
  EXPECT_EQ(TotalsOf(given, kMonday)->yes, 3);
  given.push_back({kLena, Happened::yes, Week(1)});
  const auto totals = TotalsOf(given, kMonday);
  EXPECT_EQ(totals->yes, 5);
  EXPECT_EQ(totals->no, 1);
}

TEST(SessionAnswersTest, OldOnesLeaveTogetherToo) {
  std::vector<GivenAnswer> given;
  for (const Id rep : {kJada, kTom, kLena}) given.push_back({rep, Happened::yes, Week(kAnswerWeeks + 1)});
  EXPECT_FALSE(TotalsOf(given, kMonday));
  for (const Id rep : {kJada, kTom, kLena}) given.push_back({rep, Happened::yes, Week(1)});
  EXPECT_EQ(TotalsOf(given, kMonday)->yes, 3);
}

TEST(SessionHoursTest, SkillAndDealAreCountedApart) {
  const std::vector<Session> held = {
      {.purpose = Purpose::skill, .state = SessionState::held, .minutes = 60, .held_minutes = 45},
      {.purpose = Purpose::deal, .state = SessionState::held, .minutes = 30, .held_minutes = 30},
      {.purpose = Purpose::skill, .state = SessionState::planned, .minutes = 60}};
  const Hours hours = HoursOf(held);
  EXPECT_EQ(hours.skill_minutes, 45);
  EXPECT_EQ(hours.deal_minutes, 30);
}

TEST(SessionPlanTest, AGroupIsTwoToFive) {
  const auto faults = [](SessionKind kind, std::size_t reps) {
    return FaultsOf(SessionPlan{kind, reps, kNow, 30}, kNow).size();
  };
  EXPECT_EQ(faults(SessionKind::group, 1), 1u);
  EXPECT_EQ(faults(SessionKind::group, 2), 0u);
  EXPECT_EQ(faults(SessionKind::group, 6), 1u);
  EXPECT_EQ(faults(SessionKind::one_to_one, 2), 1u);
  EXPECT_EQ(FaultsOf(SessionPlan{SessionKind::one_to_one, 1, kNow, 4}, kNow).front().path, "minutes");
}

Note NoteOf(Id author, Visibility visibility, std::optional<Id> shared_by = {}) {
  return {.manager_id = kJim,
          .rep_id = kJada,
          .author_id = author,
          .visibility = visibility,
          .shared_by = shared_by};
}

TEST(NoteRulesTest, ReadersAreWhomItSays) {
  EXPECT_TRUE(MayReadNote(NoteOf(kJim, Visibility::author_only), {kJim}));
  EXPECT_FALSE(MayReadNote(NoteOf(kJim, Visibility::author_only), {kJada}));
  EXPECT_TRUE(MayReadNote(NoteOf(kJim, Visibility::the_two), {kJada}));
  EXPECT_FALSE(MayReadNote(NoteOf(kJim, Visibility::the_two), {kLena, true, true}));
  const Note by_manager = NoteOf(kJim, Visibility::shared_upward, kJim);
  EXPECT_TRUE(MayReadNote(by_manager, {kLena, true, true}));
  EXPECT_FALSE(MayReadNote(by_manager, {kTom, false, true}));  // the rep's next manager
  EXPECT_TRUE(MayReadNote(NoteOf(kJim, Visibility::shared_upward, kJada), {kTom, false, true}));
}

TEST(NoteRulesTest, TheTwosGoesUpwardByTheRepsChoice) {
  const Note of_both = NoteOf(kJim, Visibility::the_two);
  EXPECT_EQ(DeedsOf(of_both, kJim), (std::vector{NoteDeed::change, NoteDeed::remove}));
  EXPECT_EQ(DeedsOf(of_both, kJada), std::vector{NoteDeed::share});
  EXPECT_TRUE(FaultOfVisibility(of_both, Visibility::shared_upward, true));
  EXPECT_TRUE(FaultOfVisibility(of_both, Visibility::author_only, true));
  EXPECT_FALSE(FaultOfVisibility(NoteOf(kJim, Visibility::author_only), Visibility::shared_upward, true));
  EXPECT_TRUE(FaultOfVisibility(NoteOf(kJim, Visibility::author_only), Visibility::the_two, false));
  EXPECT_EQ(DeedsOf(NoteOf(kJim, Visibility::shared_upward, kJada), kJada), std::vector{NoteDeed::unshare});
}

}  // namespace
}  // namespace baton::coaching
