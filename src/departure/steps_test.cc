#include "departure/steps.h"

#include <gtest/gtest.h>

#include <random>

namespace baton::departure {
namespace {

struct Case {
  std::vector<AccountAtRisk> accounts;
  std::vector<std::optional<Way>> ways;
};

Case RandomCase(std::mt19937& random, std::size_t count) {
  std::uniform_real_distribution<double> part(0, 1);
  Case made;
  for (std::size_t j = 0; j < count; ++j) {
    const double probability = 0.02 + 0.6 * part(random);
    // What contracts is a whole number, and all fits a grid of single units.
    made.accounts.push_back({static_cast<std::int64_t>(20 * (1 + random() % 7)), probability});
    made.ways.emplace_back();
    if (random() % 5 > 0)
      made.ways.back() = Way{probability * (0.4 + 0.6 * part(random)), 30 + 300 * part(random)};
  }
  return made;
}

// Every one worked out anew at every step.
std::vector<Step> OrderNaively(Case left, const LossModel& model) {
  std::vector<Step> steps;
  for (;;) {
    const Risk now = RiskOf(left.accounts, model);
    std::optional<Step> best;
    double best_expected = 0;
    for (std::size_t j = 0; j < left.accounts.size(); ++j) {
      if (!left.ways[j] || left.ways[j]->probability >= left.accounts[j].probability) continue;
      std::vector<AccountAtRisk> done = left.accounts;
      done[j].probability = left.ways[j]->probability;
      const Risk after = RiskOf(done, model);
      const double minutes = left.ways[j]->minutes;
      const double gain = now.worst - after.worst < 1e-6 ? 0 : now.worst - after.worst;
      const double expected = (now.expected - after.expected) / minutes;
      const double lead = best ? gain / minutes - best->gain / best->minutes : 1;
      if (lead > 1e-12 || (lead > -1e-12 && expected > best_expected + 1e-12)) {
        best = Step{j, gain, minutes, after.worst, after.expected};
        best_expected = expected;
      }
    }
    if (!best) return steps;
    left.accounts[best->account].probability = left.ways[best->account]->probability;
    left.ways[best->account].reset();
    steps.push_back(*best);
  }
}

TEST(StepsTest, AreThoseOfWorkingOutEveryOneEachTime) {
  std::mt19937 random(3);
  for (int round = 0; round < 40; ++round) {
    const Case made = RandomCase(random, 1 + random() % 7);
    const auto steps = OrderSteps(made.accounts, made.ways, {});
    const auto naive = OrderNaively(made, {});
    ASSERT_EQ(steps.size(), naive.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
      ASSERT_EQ(steps[i].account, naive[i].account) << round << " " << i;
      EXPECT_NEAR(steps[i].gain, naive[i].gain, 1e-6);
      EXPECT_NEAR(steps[i].worst_after, naive[i].worst_after, 1e-5);
      EXPECT_NEAR(steps[i].expected_after, naive[i].expected_after, 1e-6);
    }
  }
}

// With many it is lazy: what is left after each hour is what the naive one leaves, or hardly more.
TEST(StepsTest, AreHardlyWorseWithMany) {
  std::mt19937 random(5);
  const Case made = RandomCase(random, 45);
  const auto steps = OrderSteps(made.accounts, made.ways, {});
  const auto naive = OrderNaively(made, {});
  ASSERT_EQ(steps.size(), naive.size());
  const double worst = RiskOf(made.accounts, {}).worst;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_NEAR(steps[i].worst_after, naive[i].worst_after, 0.01 * worst) << i;
  }
}

TEST(StepsTest, GoDownAndLeaveOutWhatChangesNothing) {
  std::mt19937 random(4);
  Case made = RandomCase(random, 60);
  made.accounts[0].value = 0;
  made.ways[1] = Way{made.accounts[1].probability, 60};
  double before = RiskOf(made.accounts, {}).worst;
  for (const Step& step : OrderSteps(made.accounts, made.ways, {})) {
    EXPECT_GE(step.gain, 0);
    EXPECT_TRUE(made.ways[step.account]);
    EXPECT_GT(step.account, 1u);
    EXPECT_LE(step.worst_after, before * (1 + 2e-3));
    before = step.worst_after;
  }
}

// Both are lost in every one of the worst years: one alone takes nothing off them, both do.
TEST(StepsTest, SeeWhatOnlyTwoTogetherTakeOff) {
  const AccountAtRisk accounts[] = {{1'000, 0.6}, {1'000, 0.6}};
  const std::optional<Way> ways[] = {Way{0.02, 60}, Way{0.02, 60}};
  const auto steps = OrderSteps(accounts, ways, {.contraction = 0, .correlation = 0});
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_GT(steps[0].gain + steps[1].gain, 0);
  EXPECT_LT(steps[1].worst_after, 1'000);
}

TEST(StepsTest, AreNoneWhereThereIsNothingToDo) {
  EXPECT_TRUE(OrderSteps({}, {}, {}).empty());
  const AccountAtRisk accounts[] = {{100, 0.3}};
  const std::optional<Way> ways[] = {std::nullopt};
  EXPECT_TRUE(OrderSteps(accounts, ways, {}).empty());
}

}  // namespace
}  // namespace baton::departure
