#include "cover/cover_rules.h"

#include <gtest/gtest.h>

namespace baton::cover {
namespace {

constexpr Id kJim{1}, kTom{2}, kLena{3}, kStranger{9};
constexpr Id kLarmar{11}, kBexley{12}, kForeign{19};

Day On(const char* text) { return *ParseDay(text); }

// Jim is away in the week of Monday 2026-11-30.
CoverFacts Facts() {
  return {.person_id = kJim,
          .today = On("2026-11-24"),
          .owned = {kLarmar, kBexley},
          .helpers = {{.id = kTom, .name = "Tom"}, {.id = kLena, .name = "Lena"}}};
}
CoverInput Week(std::vector<CoverLineInput> lines) {
  return {On("2026-11-30"), On("2026-12-04"), std::nullopt, std::move(lines)};
}
std::vector<std::string> Said(const CoverInput& input, const CoverFacts& facts) {
  std::vector<std::string> said;
  for (const FieldFault& fault : FaultsOf(input, facts)) said.push_back(fault.path + " " + fault.message.key);
  return said;
}
using Faults = std::vector<std::string>;

TEST(CoverRulesTest, SeveralMayCoverOne) {
  EXPECT_EQ(Said(Week({{kLarmar, kTom}, {kLarmar, kLena}, {kBexley, kTom}}), Facts()), Faults{});
}

TEST(CoverRulesTest, DaysThatCannotBe) {
  CoverInput input = Week({{kLarmar, kTom}});
  input.to_on = On("2026-11-29");
  EXPECT_EQ(Said(input, Facts()), Faults{"to_on problem.cover.ends_before"});
  input = Week({{kLarmar, kTom}});
  input.from_on = On("2026-11-01");
  input.to_on = On("2026-11-23");
  EXPECT_EQ(Said(input, Facts()), Faults{"to_on problem.cover.is_over"});
  input = Week({{kLarmar, kTom}});
  input.to_on = input.from_on + kLongestDays;
  EXPECT_EQ(Said(input, Facts()), Faults{"to_on problem.cover.too_long"});
  input.to_on = input.from_on + (kLongestDays - 1);
  EXPECT_EQ(Said(input, Facts()), Faults{});
}

TEST(CoverRulesTest, TwoAtOnceOfOnePerson) {
  CoverFacts facts = Facts();
  facts.others = {{On("2026-12-04"), On("2026-12-11")}};
  EXPECT_EQ(Said(Week({{kLarmar, kTom}}), facts), Faults{"from_on problem.cover.overlaps"});
  facts.others = {{On("2026-12-05"), On("2026-12-11")}, {On("2026-11-20"), On("2026-11-29")}};
  EXPECT_EQ(Said(Week({{kLarmar, kTom}}), facts), Faults{});
}

TEST(CoverRulesTest, LinesThatCannotBe) {
  EXPECT_EQ(Said(Week({}), Facts()), Faults{"lines problem.field.required"});
  EXPECT_EQ(Said(Week({{kLarmar, kJim}}), Facts()),
            Faults{"lines[0].person_id problem.cover.is_the_one_away"});
  EXPECT_EQ(Said(Week({{kForeign, kTom}}), Facts()), Faults{"lines[0].account_id problem.cover.not_owned"});
  EXPECT_EQ(Said(Week({{kLarmar, kStranger}}), Facts()),
            Faults{"lines[0].person_id problem.cover.not_there"});
  EXPECT_EQ(Said(Week({{kLarmar, kTom}, {kLarmar, kTom}}), Facts()),
            Faults{"lines[1].person_id problem.cover.twice"});
}

TEST(CoverRulesTest, WhoCoversIsThere) {
  CoverFacts facts = Facts();
  facts.helpers[0].away = {{On("2026-12-03"), On("2026-12-10")}};
  const auto faults = FaultsOf(Week({{kBexley, kLena}, {kLarmar, kTom}}), facts);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].path, "lines[1].person_id");
  EXPECT_EQ(faults[0].message.key, "problem.cover.away_too");
  // A second one closes the gap, unless that one is away on a day of it as well.
  EXPECT_EQ(Said(Week({{kLarmar, kTom}, {kLarmar, kLena}}), facts), Faults{});
  facts.helpers[1].away = {{On("2026-12-04"), On("2026-12-04")}};
  EXPECT_EQ(Said(Week({{kLarmar, kTom}, {kLarmar, kLena}}), facts),
            Faults{"lines[0].person_id problem.cover.away_too"});
}

TEST(CoverRulesTest, GapsAreWorkingDaysOnly) {
  Helper tom{.id = kTom, .name = "Tom", .away = {{On("2026-12-04"), On("2026-12-07")}}};
  const Helper* const one[] = {&tom};
  const auto gap = FirstGap(one, On("2026-11-30"), On("2026-12-11"));
  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->from, On("2026-12-04"));  // Friday, over the week-end, to Monday
  EXPECT_EQ(gap->to, On("2026-12-07"));
  EXPECT_FALSE(FirstGap(one, On("2026-12-05"), On("2026-12-06")));
  tom.weekdays = 0b0000111;  // Monday to Wednesday
  const auto monday = FirstGap(one, On("2026-11-30"), On("2026-12-11"));
  ASSERT_TRUE(monday);
  EXPECT_EQ(monday->from, On("2026-12-07"));
  EXPECT_EQ(monday->to, On("2026-12-07"));
}

TEST(CoverRulesTest, OneThatRunsKeepsItsFirstDay) {
  CoverFacts facts = Facts();
  facts.today = On("2026-12-01");
  facts.has_started = true;
  facts.from_on = On("2026-11-30");
  CoverInput input = Week({{kLarmar, kTom}});
  input.to_on = On("2026-12-11");
  EXPECT_EQ(Said(input, facts), Faults{});
  input.from_on = On("2026-12-02");
  EXPECT_EQ(Said(input, facts), Faults{"from_on problem.cover.has_started"});
}

TEST(CoverRulesTest, TurnsWithTheDay) {
  Cover cover{.from_on = On("2026-11-30"), .to_on = On("2026-12-04")};
  EXPECT_FALSE(IsToStart(cover, On("2026-11-29")));
  EXPECT_TRUE(IsToStart(cover, On("2026-11-30")));
  cover.started_at = Instant{1};
  EXPECT_FALSE(IsToStart(cover, On("2026-12-01")));
  EXPECT_FALSE(IsToEnd(cover, On("2026-12-04")));
  EXPECT_TRUE(IsToEnd(cover, On("2026-12-05")));
  EXPECT_EQ(StateOf(cover), CoverState::running);
  cover.ended_at = Instant{2};
  EXPECT_FALSE(IsToEnd(cover, On("2026-12-05")));
  EXPECT_EQ(StateOf(cover), CoverState::over);
}

}  // namespace
}  // namespace baton::cover
