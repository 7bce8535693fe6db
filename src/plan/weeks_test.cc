// Who is there in which week, and what a plan makes of it.
#include "plan/weeks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "plan/draft_for_test.h"

namespace baton::plan {
namespace {

std::vector<std::int32_t> WeeksOf(const Draft& draft) {
  std::vector<std::int32_t> weeks;
  for (const DraftLine& line : draft.lines) {
    weeks.push_back(line.week_on ? (*line.week_on - kMonday) / 7 : -1);
  }
  std::ranges::sort(weeks);
  return weeks;
}

TEST(Presence, ARepWhoIsAwayIsIntroducedAfterThat) {
  Facts facts = SomeFacts(1, 1);
  facts.away = {{Id{10}, kMonday, kMonday + 13}, {Id{99}, kMonday, kMonday + 60}};
  EXPECT_EQ(Planned(facts).lines[0].week_on, kMonday + 14);
}

TEST(Presence, TheManagersHolidayIsNoWeekEither) {
  Facts facts = SomeFacts(2, 2);
  facts.away = {{Id{1}, kMonday - 3, kMonday + 4}};
  EXPECT_EQ(WeeksOf(Planned(facts)), (std::vector<std::int32_t>{1, 1}));
}

TEST(Presence, FewerIntroductionsInAShortWeek) {
  Facts facts = SomeFacts(8, 1);
  facts.away = {{Id{10}, kMonday + 1, kMonday + 4}};  // there on the Monday: one of five days, one of four
  const PlanRules rules{.introductions_per_manager = 4, .introductions_per_rep = 4};
  EXPECT_EQ(WeeksOf(Planned(facts, rules)), (std::vector<std::int32_t>{0, 1, 1, 1, 1, 2, 2, 2}));
}

TEST(Presence, OneDayIsEnoughOnlyIfBothAreThere) {
  Facts facts = SomeFacts(1, 1);
  facts.away = {{Id{1}, kMonday, kMonday + 2}, {Id{10}, kMonday + 3, kMonday + 6}};
  EXPECT_EQ(Planned(facts).lines[0].week_on, kMonday + 7);
  facts.away[0].to = kMonday + 1;  // both on Wednesday
  EXPECT_EQ(Planned(facts).lines[0].week_on, kMonday);
}

TEST(Presence, WhoNeverMeetIsSaid) {
  Facts facts = SomeFacts(1, 1);
  facts.weekdays = {{Id{1}, 0b00011}, {Id{10}, 0b11100}};
  const Draft draft = Planned(facts);
  EXPECT_FALSE(draft.lines[0].week_on);
  EXPECT_EQ(draft.lines[0].hold_text->key, "plan.week.no_common_week");
}

TEST(Urgency, WhomNobodyElseKnowsComesFirstAndNotKnownIsBetween) {
  AccountFacts account{.id = Id{1}, .known_by = 1};
  EXPECT_EQ(UrgencyOf(account, 0), 1);
  account.known_by = 0;
  EXPECT_EQ(UrgencyOf(account, 0), 5);
  account.ties_are_known = false;
  EXPECT_EQ(UrgencyOf(account, 0), 3);
}

TEST(Presence, WorkingDaysAreTheUsualWeek) {
  Facts facts = SomeFacts(2, 1);
  facts.weekdays = {{Id{10}, 0b00011}};  // Mondays and Tuesdays: that is the whole week of this rep
  EXPECT_EQ(WeeksOf(Planned(facts)), (std::vector<std::int32_t>{0, 0}));
  facts.away = {{Id{10}, kMonday, kMonday + 1}};
  EXPECT_EQ(WeeksOf(Planned(facts)), (std::vector<std::int32_t>{1, 1}));
}

TEST(Presence, WhoStartsInWeekSixTakesNoIntroductionBefore) {
  Facts facts = SomeFacts(3, 1);
  facts.reps[0].starts_on = kMonday + 5 * 7;  // a Monday: there from that week on
  const Draft draft = Planned(facts);
  EXPECT_EQ(WeeksOf(draft), (std::vector<std::int32_t>{5, 5, 6}));
  const auto says = [](const DraftLine& line, const char* key) {
    return std::ranges::any_of(line.reasons, [&](const Reason& reason) { return reason.text.key == key; });
  };
  EXPECT_TRUE(says(draft.lines[0], "plan.reason.starts_on")) << "who is not there yet has not just started";
  EXPECT_FALSE(says(draft.lines[0], "plan.reason.new_here"));
  // The hours are those of the usual week, which the clients take from then on.
  EXPECT_EQ(draft.loads[0].capacity_minutes, 600);
  EXPECT_EQ(draft.loads[0].minutes_then, 180);

  facts.reps[0].starts_on = kMonday + 5 * 7 + 2;  // a Wednesday: the week after is the first whole one
  EXPECT_EQ(WeeksOf(Planned(facts)), (std::vector<std::int32_t>{6, 6, 7}));
  facts.reps[0].starts_on = kToday - 3;
  EXPECT_TRUE(says(Planned(facts).lines[0], "plan.reason.new_here"));
}

TEST(Presence, WhoLeavesOrIsNeverThereTakesNothing) {
  Facts facts = SomeFacts(1, 2);
  facts.reps[0].industries = {{"retail", 30}};  // would fit better
  const PlanRules rules{.horizon_weeks = 12};
  EXPECT_EQ(Planned(facts, rules).lines[0].successor, Id{10});
  facts.reps[0].ends_on = kToday + 40;
  EXPECT_EQ(PresenceOf(facts, rules, 0), Presence::leaving);
  EXPECT_EQ(Planned(facts, rules).lines[0].successor, Id{11});
  facts.reps[0].ends_on = kToday + 400;
  EXPECT_EQ(Planned(facts, rules).lines[0].successor, Id{10});
  facts.reps[0].ends_on.reset();
  facts.reps[0].starts_on = kToday + 200;
  EXPECT_EQ(PresenceOf(facts, rules, 0), Presence::away);
  EXPECT_EQ(Planned(facts, rules).lines[0].successor, Id{11});
  facts.reps[0].starts_on.reset();
  facts.away = {{Id{10}, kToday, kToday + 300}};
  EXPECT_EQ(PresenceOf(facts, rules, 0), Presence::away);
  EXPECT_EQ(Planned(facts, rules).lines[0].successor, Id{11});
  // The manager's own absence is no fault of theirs.
  facts.away = {{Id{1}, kToday, kToday + 300}};
  const Draft draft = Planned(facts, rules);
  EXPECT_EQ(draft.lines[0].successor, Id{10});
  EXPECT_EQ(draft.lines[0].hold_text->key, "plan.week.manager_away");
}

}  // namespace
}  // namespace baton::plan
