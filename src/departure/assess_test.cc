#include "departure/assess.h"

#include <gtest/gtest.h>

namespace baton::departure {
namespace {

// Two clients that hang on one person, and one that is half handed over and has a second thread.
std::vector<AccountFacts> Book() {
  return {{.id = Id{1}, .revenue = 48'200, .share = 0.95, .years_with_person = 6.0, .is_planned = true},
          {.id = Id{2}, .revenue = 88'300, .share = 1.0, .years_with_person = 4.0},
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
  double falls = 0;
  for (const AccountAssessment& account : assessed.accounts) {
    expected += account.expected;
    worst += account.part_of_worst;
    falls += account.falls_by;
  }
  EXPECT_NEAR(expected, assessed.now.expected, 1);
  EXPECT_NEAR(worst, assessed.now.worst, 1);
  std::vector<AccountFacts> all_planned = Book();
  for (AccountFacts& account : all_planned) account.is_planned = true;
  EXPECT_NEAR(assessed.now.expected - falls, Assess(all_planned, {}).after.expected, 1);
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

TEST(AssessTest, AnEmptyBookAndOneWithoutRevenueRiskNothing) {
  EXPECT_EQ(Assess({}, {}).now.expected, 0);
  const AccountFacts unknown[] = {{.id = Id{1}, .share = 1.0}};
  const Assessment assessed = Assess(unknown, {});
  EXPECT_EQ(assessed.now.worst, 0);
  EXPECT_GT(assessed.accounts[0].chance, 0.2);
}

}  // namespace
}  // namespace baton::departure
