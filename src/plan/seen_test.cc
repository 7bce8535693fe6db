#include "plan/seen.h"

#include <gmock/gmock.h>

#include "json/json.h"
#include "plan/facts_for_test.h"

namespace baton::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const DayRange kPlanDays{kToday, kToday + 7 * 12};

std::string NameOf(Id id) { return "Person " + std::to_string(id.value); }

std::vector<SinceKind> KindsSince(const Facts& then, const Facts& now, DayRange days = kPlanDays) {
  std::vector<SinceKind> kinds;
  for (const Since& since : PeopleSince(SeenOf(then), SeenOf(now), days, NameOf)) kinds.push_back(since.kind);
  return kinds;
}

TEST(Seen, TellsWhoCameWhoLeftAndWhoseHoursChanged) {
  const Facts then = SomeFacts(1, 3);
  Facts now = SomeFacts(1, 3);
  EXPECT_THAT(KindsSince(then, now), IsEmpty());
  now.reps.erase(now.reps.begin());
  now.reps.push_back(ARep(19));
  now.reps[0].capacity_minutes = 480;
  now.reps[1].starts_on = kToday + 14;
  EXPECT_THAT(KindsSince(then, now), ElementsAre(SinceKind::person_left, SinceKind::hours, SinceKind::dates,
                                                 SinceKind::person_came));
  const auto since = PeopleSince(SeenOf(then), SeenOf(now), kPlanDays, NameOf);
  EXPECT_EQ(since[0].text, (Message{"plan.since.person_left", {{"person", std::string("Person 10")}}}));
  EXPECT_EQ(since[1].text,
            (Message{"plan.since.hours",
                     {{"person", std::string("Person 11")}, {"hours", 8.0}, {"before", 10.0}}}));
  EXPECT_EQ(since[3].person_id, Id{19});
}

TEST(Seen, AnotherDayOffIsOneOfTheRepAndOfTheManager) {
  const Facts then = SomeFacts(1, 2);
  Facts now = SomeFacts(1, 2);
  now.away = {{Id{10}, kMonday, kMonday + 4}, {Id{1}, kMonday, kMonday}};
  EXPECT_THAT(KindsSince(then, now), ElementsAre(SinceKind::days_off, SinceKind::days_off));
  now.away.clear();
  now.weekdays[Id{11}] = 0b01111;  // no Fridays
  EXPECT_THAT(KindsSince(then, now), ElementsAre(SinceKind::days_off));
}

TEST(Seen, WhatMakesNoDifferenceIsNotTold) {
  Facts then = SomeFacts(1, 2);
  Facts now = SomeFacts(1, 2);
  // Past absences are not read any more, one may be written as two, and a weekend is free anyhow.
  then.away = {{Id{10}, kToday - 9, kToday - 5}, {Id{10}, kMonday, kMonday + 4}};
  now.away = {{Id{10}, kMonday + 3, kMonday + 6}, {Id{10}, kMonday, kMonday + 2}};
  now.away.push_back({Id{11}, kPlanDays.to + 1, kPlanDays.to + 9});  // after the plan
  now.weekdays[Id{11}] = kMondayToFriday;                            // said what was taken for granted
  now.reps[1].ends_on = kPlanDays.to + 30;
  EXPECT_THAT(KindsSince(then, now), IsEmpty());
  now.reps[1].ends_on = kPlanDays.to;
  EXPECT_THAT(KindsSince(then, now), ElementsAre(SinceKind::dates));
}

TEST(Seen, AccountsThatCameAreTheWholeBooksOnly) {
  const auto since = AccountsSince({Id{3}, Id{1}, Id{2}}, {Id{2}, Id{5}, Id{4}}, true, NameOf);
  ASSERT_EQ(since.size(), 2u);
  EXPECT_EQ(since[0].kind, SinceKind::accounts_left);
  EXPECT_EQ(since[0].count, 2);
  EXPECT_EQ(since[0].account_id, Id{1});
  EXPECT_EQ(since[1].kind, SinceKind::accounts_came);
  EXPECT_EQ(since[1].count, 2);
  EXPECT_THAT(AccountsSince({Id{2}}, {Id{2}, Id{5}}, false, NameOf), IsEmpty());
  EXPECT_THAT(AccountsSince({Id{2}, Id{5}}, {Id{5}, Id{2}}, true, NameOf), IsEmpty());
}

TEST(Seen, IsKeptAsText) {
  Facts facts = SomeFacts(1, 2);
  facts.is_whole = true;
  facts.away = {{Id{10}, kMonday, kMonday + 4}};
  facts.reps[1].starts_on = kToday;
  const Seen seen = SeenOf(facts);
  EXPECT_EQ(json::FromText<Seen>(json::ToText(seen)).value(), seen);
}

}  // namespace
}  // namespace baton::plan
