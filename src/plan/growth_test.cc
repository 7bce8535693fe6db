// The fair share of what clients bring now and of what they may bring more.

#include "plan/draft_for_test.h"
#include "plan/effects.h"

namespace baton::plan {
namespace {

// Two reps alike, four accounts with the same revenue; two of the accounts have open deals.
Facts TwoThatGrow() {
  Facts facts = SomeFacts(4, 2);
  facts.accounts[0].growth_minor = facts.accounts[1].growth_minor = 400'000;
  return facts;
}

TEST(Growth, IsSpreadAsRevenueIs) {
  const PlanRules rules{.revenue_spread_weight = 1, .growth_share = 0.5};
  Facts facts = TwoThatGrow();
  const Draft draft = Planned(facts, rules);
  ExpectKeepsTheRules(facts, rules, NoChoices(facts), draft);
  EXPECT_NE(draft.lines[0].successor, draft.lines[1].successor);
  for (const DraftLoad& load : draft.loads) EXPECT_EQ(load.growth_then_minor, 400'000);

  // What a rep has already counts.
  facts.reps[0].growth_now_minor = 800'000;
  const Draft uneven = Planned(facts, {.revenue_spread_weight = 1, .growth_share = 1});
  EXPECT_EQ(uneven.lines[0].successor, Id{11});
  EXPECT_EQ(uneven.lines[1].successor, Id{11});
  EXPECT_EQ(uneven.loads[0].growth_then_minor, 800'000);
  EXPECT_EQ(uneven.loads[1].growth_then_minor, 800'000);
}

TEST(Growth, OfARuleFromBeforeCountsNothing) {
  const Facts facts = TwoThatGrow();
  const auto targets = [&](const PlanRules& rules) {
    std::vector<std::int64_t> revenue;
    for (const assign::Account& account : Planned(facts, rules).problem.accounts)
      revenue.push_back(account.revenue);
    return revenue;
  };
  EXPECT_EQ(targets({}), (std::vector<std::int64_t>{20, 20, 20, 20}));
  EXPECT_EQ(targets({.growth_share = 0.5}), (std::vector<std::int64_t>{30, 30, 10, 10}))
      << "the mean stays, so that the weight means the same";
}

TEST(Growth, CountsAloneWhereNoRevenueIsKnownAndNotWhereThereIsNone) {
  Facts facts = TwoThatGrow();
  for (AccountFacts& account : facts.accounts) account.revenue_minor.reset();
  EXPECT_EQ(Planned(facts, {.growth_share = 0.25}).problem.accounts[0].revenue, 40);
  facts = SomeFacts(2, 2);
  EXPECT_EQ(Planned(facts, {.growth_share = 0.75}).problem.accounts[0].revenue, 20);
}

TEST(Growth, NextToNothingBesideARepWhoHasEverythingStaysWithinTheEngine) {
  Facts facts = SomeFacts(3, 2);
  facts.accounts[0].growth_minor = 1;
  facts.reps[0].growth_now_minor = INT64_MAX / 4;
  facts.reps[1].revenue_now_minor = INT64_MAX / 4;
  const PlanRules rules{.revenue_spread_weight = 10, .growth_share = 1};
  const Draft draft = Planned(facts, rules);
  ExpectKeepsTheRules(facts, rules, NoChoices(facts), draft);
}

TEST(Growth, IsKeptWithThePlan) {
  const Draft draft = Planned(TwoThatGrow(), {.growth_share = 0.5});
  const auto kept = ParseEffects(ToText(Effects{draft.change, draft.loads, draft.seen}));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->seen, draft.seen);
  ASSERT_EQ(kept->loads.size(), 2u);
  EXPECT_EQ(kept->loads[0].growth_then_minor + kept->loads[1].growth_then_minor, 800'000);
}

}  // namespace
}  // namespace baton::plan
