// Branch and bound by itself, without the cheaper searches that Solve tries first: against exhaustive enumeration, and
// where that ends against dynamic programming over sets.
#include "assign/branch.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "assign/random_problem.h"

namespace baton::assign::inner {
namespace {

struct Outcome {
  std::int64_t objective = 0;
  Branched branched;
};

Outcome BranchAlone(const Model& model, std::int64_t node_limit) {
  const std::function<bool()> never;
  Watch watch(never);
  Random random(1);
  Plan best(model);
  Branched branched = Branch(model, NoPrices(model), {}, node_limit, random, watch, best);
  return {best.objective(), std::move(branched)};
}

TEST(BranchTest, EqualsBruteForce) {
  std::mt19937_64 random(17);
  for (const auto& [name, kind] : Kinds()) {
    SCOPED_TRACE(name);
    for (int round = 0; round < 20; ++round) {
      const Problem problem = RandomProblem(random, kind, 7, 3);
      const Model model = Build(problem);
      if (!CanBranch(model)) continue;
      const std::int64_t optimum = BruteForce(problem);
      const Outcome whole = BranchAlone(model, 5'000'000);
      ASSERT_EQ(whole.objective, optimum) << Describe(problem);
      ASSERT_EQ(whole.branched.lowest_open, INT64_MAX) << Describe(problem);
      ASSERT_LE(whole.branched.root_value, optimum * model.grid) << Describe(problem);
      const Outcome part = BranchAlone(model, 50);
      ASSERT_GE(part.objective, optimum);
      ASSERT_LE(std::min(part.branched.lowest_open, part.objective * model.grid), optimum * model.grid)
          << Describe(problem);
    }
  }
}

TEST(BranchTest, EqualsTheProgramOverSetsWhereNodesAreSplit) {
  std::mt19937_64 random(18);
  const std::function<bool()> never;
  for (const Kind& kind : {Kind{.most_cost = 200,
                          .most_load = 20,
                          .most_capacity = 120,
                          .most_revenue = 40,
                          .penalty = 8,
                          .density = 1.0},
                           Kind{.most_cost = 50,
                           .most_load = 20,
                           .most_capacity = 90,
                           .most_revenue = 3'000,
                           .penalty = 1,
                           .locks = true}}) {
    for (int round = 0; round < 12; ++round) {
      const Problem problem = RandomProblem(random, kind, 13, 3);
      const Model model = Build(problem);
      Watch watch(never);
      Plan exact(model);
      SolveBySubsets(model, watch, exact);
      const Outcome outcome = BranchAlone(model, 20'000'000);
      ASSERT_EQ(outcome.objective, exact.objective()) << Describe(problem);
      ASSERT_EQ(outcome.branched.lowest_open, INT64_MAX) << Describe(problem);
    }
  }
}

// A book as a manager has it, large revenue among small: the reason why the share is priced inside the sets.
TEST(BranchTest, TheSetsBoundIsCloseWithAFairShare) {
  std::mt19937_64 random(19);
  Problem problem = RandomProblem(random,
                                  {.most_cost = 900,
                                   .most_load = 60,
                                   .most_capacity = 1,
                                   .unplaced = 20'000,
                                   .most_revenue = 60,
                                   .penalty = 0,
                                   .density = 1.0},
                                  40, 5);
  problem.accounts[3].revenue = 700;
  problem.accounts[4].revenue = 400;
  std::int64_t revenue = 0;
  for (const Account& account : problem.accounts) revenue += account.revenue;
  for (Rep& rep : problem.reps) rep = {.capacity = 350, .fair_target = revenue / 5, .fair_penalty = 5};
  const Model model = Build(problem);
  const Outcome outcome = BranchAlone(model, 3'000'000);
  const double value = static_cast<double>(outcome.objective * model.grid);
  EXPECT_GT(static_cast<double>(outcome.branched.root_value), 0.98 * value);
}

}  // namespace
}  // namespace baton::assign::inner
