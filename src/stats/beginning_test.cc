#include "stats/beginning.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace baton::stats {
namespace {

constexpr int kBeginningWeeks = 12;

// Wins by week; coached an hour in each week from `began` on, none: never.
void AddRep(std::vector<RepWeek>& weeks, std::uint32_t rep, std::optional<int> began, double before,
            double after, double trend = 0) {
  for (int week = 0; week < kBeginningWeeks; ++week) {
    const bool is_coached = began && week >= *began;
    weeks.push_back({.rep = rep,
                     .week = week,
                     .wins = (is_coached ? after : before) + trend * (week / kWindowWeeks),
                     .hours = is_coached ? 1.0 : 0.0});
  }
}

TEST(BeginningTest, WhatBeganAgainstWhatHadNot) {
  std::vector<RepWeek> weeks;
  AddRep(weeks, 1, 4, 1, 3, 0.5);  // 2 more since the second block
  AddRep(weeks, 2, 8, 2, 5, 0.5);  // 3 more since the third
  AddRep(weeks, 3, {}, 4, 4, 0.5);
  const auto found = EffectOfBeginning(weeks);
  ASSERT_TRUE(found);
  // Cells by hand: rep 1 in blocks 1 and 2, rep 2 in block 2; everybody's trend is out.
  EXPECT_NEAR(found->effect, (2 + 2 + 3) / 3.0, 1e-12);
  EXPECT_EQ(found->began, 2);
  EXPECT_EQ(found->others, 1);
  EXPECT_EQ(found->left_out, 0);
  EXPECT_FALSE(found->standard_error) << "of one rep on a side";
}

TEST(BeginningTest, WhoIsNotKnownToHaveBeenWithoutIsLeftOut) {
  std::vector<RepWeek> weeks;
  AddRep(weeks, 1, 4, 1, 3);
  AddRep(weeks, 2, {}, 4, 4);
  AddRep(weeks, 3, 0, 9, 9);  // there is no before
  AddRep(weeks, 4, 8, 1, 9);
  for (RepWeek& week : weeks) {
    if (week.rep == 4 && week.week < 5) week.hours.reset();  // 3 of 8 weeks known
  }
  weeks.push_back({.rep = 5, .week = 11, .wins = 50, .hours = 1});  // came late
  const auto found = EffectOfBeginning(weeks);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->effect, 2, 1e-12);
  EXPECT_EQ(found->began, 1);
  EXPECT_EQ(found->left_out, 3);
}

TEST(BeginningTest, NoAnswerIsAReason) {
  EXPECT_EQ(EffectOfBeginning({}).error(), NoAnswer::empty);
  std::vector<RepWeek> few;
  for (int week = 0; week < 7; ++week) few.push_back({.rep = 1, .week = week, .wins = 1, .hours = 0.0});
  EXPECT_EQ(EffectOfBeginning(few).error(), NoAnswer::too_few);
  std::vector<RepWeek> twice;
  AddRep(twice, 1, 4, 1, 3);
  AddRep(twice, 1, 4, 1, 3);
  EXPECT_EQ(EffectOfBeginning(twice).error(), NoAnswer::out_of_range);
  std::vector<RepWeek> nobody;
  AddRep(nobody, 1, {}, 1, 1);
  AddRep(nobody, 2, {}, 2, 2);
  EXPECT_EQ(EffectOfBeginning(nobody).error(), NoAnswer::no_variation);
  std::vector<RepWeek> all;  // at once: nobody is left to compare with
  AddRep(all, 1, 4, 1, 3);
  AddRep(all, 2, 4, 1, 3);
  EXPECT_EQ(EffectOfBeginning(all).error(), NoAnswer::no_control);
  std::vector<RepWeek> broken;
  AddRep(broken, 1, 4, 1, std::numeric_limits<double>::quiet_NaN());
  AddRep(broken, 2, {}, 1, 1);
  EXPECT_EQ(EffectOfBeginning(broken).error(), NoAnswer::not_finite);
}

}  // namespace
}  // namespace baton::stats
