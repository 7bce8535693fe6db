#include "departure/assess.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace baton::departure {
namespace {

// Two clients that hang on one person, and one that is half handed over and has a second thread.
std::vector<AccountFacts> Book() {
  return {{.id = Id{1},
           .revenue = 48'200,
           .share = 0.95,
           .hangs_on_person = true,
           .years_with_person = 6.0,
           .is_planned = true},
          {.id = Id{2}, .revenue = 88'300, .share = 1.0, .hangs_on_person = true, .years_with_person = 4.0},
          {.id = Id{3},
           .revenue = 61'800,
           .share = 0.4,
           .has_second = true,
           .completion = 0.5,
           .is_planned = true}};
}

TEST(AssessTest, FallsWithWhatIsHandedOver) {
  const Assessment assessed = Assess(Book(), {});
  EXPECT_GT(assessed.before.expected, assessed.now.expected);
  EXPECT_GT(assessed.now.expected, assessed.after.expected);
  EXPECT_GT(assessed.before.worst, assessed.after.worst);
  EXPECT_DOUBLE_EQ(assessed.now.at_stake, 198'300);
  ASSERT_EQ(assessed.accounts.size(), 3u);
  EXPECT_GT(assessed.accounts[0].chance, assessed.accounts[2].chance);
}

TEST(AssessTest, ItsPartsAddUp) {
  const Assessment assessed = Assess(Book(), {});
  double expected = 0;
  double worst = 0;
  for (const AccountAssessment& account : assessed.accounts) {
    expected += account.expected;
    worst += account.part_of_worst;
  }
  EXPECT_NEAR(expected, assessed.now.expected, 1);
  EXPECT_NEAR(worst, assessed.now.worst, 1);
}

TEST(AssessTest, UnknownIsARangeAndNotWeak) {
  std::vector<AccountFacts> book{{.id = Id{1}, .revenue = 1'000}};
  const AccountAssessment unknown = Assess(book, {}).accounts[0];
  EXPECT_LT(unknown.chance_low, unknown.chance);
  EXPECT_GT(unknown.chance_high, unknown.chance);
  book[0].share = 0.5;
  const Assessment known = Assess(book, {});
  EXPECT_DOUBLE_EQ(known.accounts[0].chance, unknown.chance);
  EXPECT_DOUBLE_EQ(known.accounts[0].chance_low, known.accounts[0].chance_high);
  EXPECT_DOUBLE_EQ(known.expected_low, known.expected_high);
}

TEST(AssessTest, UnknownReachesFromNothingHisToAllHis) {
  std::vector<AccountFacts> book{{.id = Id{1}, .revenue = 1'000}};
  const AccountAssessment unknown = Assess(book, {}).accounts[0];
  book[0].share = 0;
  book[0].has_second = true;
  EXPECT_DOUBLE_EQ(Assess(book, {}).accounts[0].chance, unknown.chance_low);
  book[0] = {.id = Id{1}, .revenue = 1'000, .share = 1.0};
  EXPECT_DOUBLE_EQ(Assess(book, {}).accounts[0].chance, unknown.chance_high);
}

TEST(AssessTest, SaysWhatItDependsOn) {
  const std::vector<Sensitivity> all = Assess(Book(), {}).sensitivities;
  ASSERT_EQ(all.size(), 5u);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_LT(all[i].low, all[i].high);
    if (i > 0) {
      EXPECT_GE(all[i - 1].high - all[i - 1].low, all[i].high - all[i].low);
    }
  }
}

TEST(AssessTest, AStepCostsWhatIsLeftOfItsHandoff) {
  const Assessment assessed = Assess(Book(), {.handoff_minutes = 300});
  ASSERT_EQ(assessed.steps.size(), 3u);
  std::vector<AccountFacts> all_planned = Book();
  for (AccountFacts& account : all_planned) account.is_planned = true;
  const Assessment done = Assess(all_planned, {});
  EXPECT_NEAR(assessed.steps.back().worst_after, done.after.worst, 1e-3 * assessed.now.at_stake);
  EXPECT_NEAR(assessed.steps.back().expected_after, done.after.expected, 1);
  for (const Step& step : assessed.steps) EXPECT_DOUBLE_EQ(step.minutes, step.account == 2 ? 150 : 300);
}

TEST(AssessTest, MoreGoesToACompetitor) {
  EXPECT_GT(Assess(Book(), {.to_competitor = true}).now.expected, Assess(Book(), {}).now.expected);
}

TEST(AssessTest, AnOutlineSaysTheSame) {
  const Assessment assessed = Assess(Book(), {});
  const Outline outline = OutlineOf(Book(), {});
  EXPECT_NEAR(outline.now.expected, assessed.now.expected, 1e-6);
  EXPECT_NEAR(outline.now.worst, assessed.now.worst, 2e-3 * assessed.now.at_stake);
  EXPECT_DOUBLE_EQ(outline.after.worst, assessed.after.worst);
  EXPECT_EQ(outline.single_thread, 2);
  EXPECT_DOUBLE_EQ(outline.expected_low, assessed.expected_low);
  EXPECT_DOUBLE_EQ(outline.expected_high, assessed.expected_high);
}

// The list names what moves the page's figure most, and reaches as far as all of the page's ranges together.
TEST(AssessTest, AnOutlineReachesAsFarAsAllThatIsAssumed) {
  const std::vector<Sensitivity> all = Assess(Book(), {}).sensitivities;
  const Sensitivity assumed = OutlineOf(Book(), {}).assumed;
  const double low = std::ranges::min(all, {}, &Sensitivity::low).low;
  const double high = std::ranges::max(all, {}, &Sensitivity::high).high;
  EXPECT_EQ(assumed.assumption, all.front().assumption);
  EXPECT_NEAR(assumed.low, low, 1e-3 * 198'300);
  EXPECT_NEAR(assumed.high, high, 1e-3 * 198'300);
}

// What those who stay buy less is told from the distribution that is there: a convolution of that book says the same.
TEST(AssessTest, WhatIsBoughtLessIsAsOfABookOfItsOwn) {
  for (const double set : {0.05, -0.02}) {
    Question question;
    question.model.contraction = set;
    const std::vector<Sensitivity> all = Assess(Book(), question).sensitivities;
    const auto seen = std::ranges::find(all, Assumption::contraction, &Sensitivity::assumption);
    ASSERT_NE(seen, all.end());
    const LossModel model = question.model;
    question.model = WithContraction(model, std::min(set, 0.0));
    EXPECT_NEAR(seen->low, Assess(Book(), question).now.worst, 1e-3 * 198'300);
    question.model = WithContraction(model, 0.1);
    EXPECT_NEAR(seen->high, Assess(Book(), question).now.worst, 1e-3 * 198'300);
  }
}

TEST(AssessTest, WhatIsExpectedOfEachIsAsOnThePage) {
  const Assessment assessed = Assess(Book(), {});
  const std::vector<double> expected = ExpectedOf(Book(), {});
  ASSERT_EQ(expected.size(), assessed.accounts.size());
  for (std::size_t j = 0; j < expected.size(); ++j)
    EXPECT_DOUBLE_EQ(expected[j], assessed.accounts[j].expected);
}

TEST(AssessTest, AnEmptyBookAndOneWithoutRevenueRiskNothing) {
  EXPECT_EQ(Assess({}, {}).now.expected, 0);
  const AccountFacts unknown[] = {{.id = Id{1}, .share = 1.0}};
  const Assessment assessed = Assess(unknown, {});
  EXPECT_EQ(assessed.now.worst, 0);
  EXPECT_GT(assessed.accounts[0].chance, 0.2);
}

}  // namespace
}  // namespace baton::departure
