#include "scoreboard/period.h"

#include <gtest/gtest.h>

namespace baton::scoreboard {
namespace {

Day On(std::string_view text) { return *ParseDay(text); }

TEST(PeriodTest, ThirteenWeeksEndToday) {
  const auto period = ParsePeriod("13w", On("2026-11-24"));  // a Tuesday
  ASSERT_TRUE(period);
  EXPECT_EQ(ToString(period->span.from), "2026-08-31");
  EXPECT_EQ(ToString(period->span.to), "2026-11-24");
  EXPECT_EQ(ToString(period->YearAgo().from), "2025-09-01");
  EXPECT_EQ(Weekday(period->YearAgo().from), 1);
  EXPECT_EQ(ToString(period->YearAgo().to), "2025-11-25");
  EXPECT_EQ(period->WeeksBefore().to, period->span.from - 1);
  EXPECT_EQ(period->WeeksBefore().to - period->WeeksBefore().from, period->span.to - period->span.from);
}

TEST(PeriodTest, QuartersAreOfIsoWeeks) {
  const Day late = On("2027-06-01");
  EXPECT_EQ(ToString(ParsePeriod("2026-Q1", late)->span.from), "2025-12-29");
  EXPECT_EQ(ToString(ParsePeriod("2026-Q3", late)->span.to), "2026-09-27");
  // 2026 has 53 weeks.
  EXPECT_EQ(ToString(ParsePeriod("2026-Q4", late)->span.to), "2027-01-03");
  EXPECT_EQ(ParsePeriod("2026-Q4", late)->span.to - ParsePeriod("2026-Q4", late)->span.from + 1, 14 * 7);
  EXPECT_EQ(ParsePeriod("2027-Q1", late)->span.from, ParsePeriod("2026-Q4", late)->span.to + 1);
  EXPECT_EQ(ToString(ParsePeriod("2026-Q4", On("2026-11-24"))->span.to), "2026-11-24");
}

TEST(PeriodTest, WhatIsNoneIsSaid) {
  const Day today = On("2026-11-24");
  for (const std::string_view name :
       {"", "13", "2027-Q1", "2026-Q5", "2026-Q0", "2026-q4", "20x6-Q1", "-026-Q1", "0000-Q1"}) {
    EXPECT_FALSE(ParsePeriod(name, today)) << name;
  }
}

TEST(PeriodTest, TheChoicesAreTheLatestFirst) {
  std::vector<std::string> names;
  for (const Period& one : PeriodChoices(On("2026-11-24"))) names.push_back(one.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"13w", "52w", "2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"}));
  // The first of January 2027 lies in the last week of 2026.
  EXPECT_EQ(PeriodChoices(On("2027-01-01"))[2].name, "2026-Q4");
  // The last days of 2025 lie in the first week of 2026.
  EXPECT_EQ(PeriodChoices(On("2025-12-30"))[2].name, "2026-Q1");
}

// Leap days, years of 53 weeks and years whose last days are of another one's weeks: no day is counted twice, and none is lost.
TEST(PeriodTest, EachDayOfThirtyYearsIsInOneQuarter) {
  std::optional<Span> last;
  for (Day day = On("2015-12-20"); day < On("2045-01-10"); day = day + 1) {
    const auto quarters = LastQuarters(day, 1);
    ASSERT_EQ(quarters.size(), 1U) << ToString(day);
    const Span whole = *quarters.front().quarter;
    ASSERT_TRUE(whole.from <= day && day <= whole.to) << ToString(day) << " in " << quarters.front().name;
    ASSERT_EQ(quarters.front().span.to, day);
    ASSERT_EQ(Weekday(whole.from), 1);
    if (last && whole.from != last->from) {
      ASSERT_EQ(whole.from, last->to + 1) << quarters.front().name;
    }
    last = whole;
  }
  EXPECT_EQ(LastQuarters(On("2028-02-29"), 1).front().name, "2028-Q1");
  EXPECT_EQ(LastQuarters(On("2021-01-03"), 1).front().name, "2020-Q4") << "week 53";
  EXPECT_EQ(ParsePeriod("13w", On("2028-02-29"))->YearAgo().to, On("2027-03-02")) << "the same weekday";
}

}  // namespace
}  // namespace baton::scoreboard
