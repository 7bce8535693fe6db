#include "assign/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assign/random_problem.h"

namespace baton::assign {
namespace {

TEST(ExplainTest, SecondChoiceIsTheBestPlanWithoutThePair) {
  std::mt19937_64 random(5);
  for (const auto& [name, kind] : Kinds()) {
    SCOPED_TRACE(name);
    for (int round = 0; round < 20; ++round) {
      Problem problem = RandomProblem(random, kind, 5, 3);
      const Solution solution = Solve(problem);
      const Explanation why = Explain(problem, solution);
      ASSERT_EQ(why.accounts.size(), problem.accounts.size());
      for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
        const AccountReason& reason = why.accounts[static_cast<std::size_t>(j)];
        ASSERT_EQ(reason.rep, solution.assignment[static_cast<std::size_t>(j)]);
        ASSERT_EQ(reason.unplaced == WhyUnplaced::placed, reason.rep != kUnplaced);
        if (reason.rep == kUnplaced || reason.only_choice) continue;
        ASSERT_EQ(reason.basis, Basis::exact);
        problem.forbidden.push_back({j, reason.rep});
        ASSERT_EQ(reason.extra_cost, BruteForce(problem) - solution.objective) << Describe(problem);
        problem.forbidden.pop_back();
      }
    }
  }
}

TEST(ExplainTest, PricedWhenThereIsNoTime) {
  std::mt19937_64 random(6);
  const Problem problem = RandomProblem(random, {.density = 1.0}, 8, 3);
  const Solution solution = Solve(problem);
  for (const AccountReason& reason : Explain(problem, solution, {.total_node_limit = 0}).accounts) {
    EXPECT_EQ(reason.basis, Basis::priced);
    EXPECT_GE(reason.extra_cost, 0);
    if (reason.rep != kUnplaced) {
      EXPECT_NE(reason.second_rep, reason.rep);
    }
  }
  for (const AccountReason& reason :
       Explain(problem, solution, {.should_stop = [] { return true; }}).accounts) {
    EXPECT_EQ(reason.basis, Basis::priced);
  }
}

TEST(ExplainTest, OnlyTheAccountsAskedFor) {
  Problem problem;
  problem.reps = {{.capacity = 10}, {.capacity = 10}};
  for (int j = 0; j < 3; ++j) AddAccount(problem, {.unplaced_cost = 50}, {{0, 1, 5}, {1, 2, 5}});
  const Explanation why = Explain(problem, Solve(problem), {.only = {1, 77, -3}});
  EXPECT_EQ(why.accounts[0].basis, Basis::priced);
  EXPECT_EQ(why.accounts[1].basis, Basis::exact);
  EXPECT_EQ(why.accounts[2].basis, Basis::priced);
}

TEST(ExplainTest, WhyUnplaced) {
  Problem problem;
  problem.reps = {{.capacity = 10}, {.capacity = 4}};
  AddAccount(problem, {.unplaced_cost = 100}, {});
  AddAccount(problem, {.unplaced_cost = 100}, {{0, 1, 12}, {1, 1, 9}});
  AddAccount(problem, {.unplaced_cost = 900}, {{0, 1, 8}});
  AddAccount(problem, {.unplaced_cost = 100}, {{0, 1, 5}});
  AddAccount(problem, {.unplaced_cost = 1}, {{1, 7, 2}});
  AddAccount(problem, {.unplaced_cost = 1},
             {{0, 7, 11}});  // no room, and not worth it with all the room there is
  const Solution solution = Solve(problem);
  const Explanation why = Explain(problem, solution);
  EXPECT_EQ(why.accounts[0].unplaced, WhyUnplaced::no_candidate);
  EXPECT_EQ(why.accounts[1].unplaced, WhyUnplaced::too_large);
  EXPECT_EQ(why.accounts[1].missing_rep, 1);
  EXPECT_EQ(why.accounts[1].missing_capacity, 5);
  EXPECT_EQ(why.accounts[2].rep, 0);
  EXPECT_TRUE(why.accounts[2].only_choice);
  EXPECT_EQ(why.accounts[3].unplaced, WhyUnplaced::no_room);
  EXPECT_EQ(why.accounts[3].missing_rep, 0);
  EXPECT_EQ(why.accounts[3].missing_capacity, 3);
  EXPECT_EQ(why.accounts[4].unplaced, WhyUnplaced::cheaper_unplaced);
  EXPECT_EQ(why.accounts[5].unplaced, WhyUnplaced::cheaper_unplaced);
  EXPECT_EQ(why.accounts[5].missing_rep, kUnplaced);
  EXPECT_EQ(why.reps[0].used, 8);
  EXPECT_EQ(why.reps[0].capacity, 10);
}

TEST(ExplainTest, AFullRepHasAPrice) {
  Problem problem;
  problem.reps = {{.capacity = 10}, {.capacity = 1000}};
  for (int j = 0; j < 10; ++j) AddAccount(problem, {.unplaced_cost = 5000}, {{0, 0, 2}, {1, 60, 2}});
  const Explanation why = Explain(problem, Solve(problem));
  EXPECT_TRUE(why.reps[0].full);
  EXPECT_NEAR(why.reps[0].PricePerUnit(), 30, 3);  // two units more would save 60
  EXPECT_FALSE(why.reps[1].full);
  EXPECT_EQ(why.reps[1].price, 0);
}

TEST(ExplainTest, MoreCapacityIsWorthWhatTheBestPlanWithItSaves) {
  std::mt19937_64 random(23);
  int improved = 0;
  for (int round = 0; round < 300; ++round) {
    const Kind kind{.most_revenue = round % 3 ? 0 : 9, .penalty = round % 3 ? 0 : 2};
    const Problem problem = RandomProblem(random, kind, 1 + static_cast<int>(random() % 6), 3);
    const Solution solution = Solve(problem);
    const Explanation why = Explain(problem, solution, {.more_capacity = {4, 0, 7}});
    for (const auto& [rep, more] : {std::pair<std::size_t, std::int64_t>{0, 4}, {2, 7}}) {
      Problem larger = problem;
      larger.reps[rep].capacity += more;
      EXPECT_EQ(why.reps[rep].worth, BruteForce(problem) - BruteForce(larger)) << round;
      EXPECT_EQ(why.reps[rep].worth_basis, Basis::exact);
      improved += why.reps[rep].worth > 0;
    }
    EXPECT_EQ(why.reps[1].worth, 0);
  }
  EXPECT_GT(improved, 30);
}

TEST(ExplainTest, MoreCapacityGivesWhatIsLeftAPlace) {
  Problem problem;
  problem.reps = {{.capacity = 10}, {.capacity = 4}};
  AddAccount(problem, {.unplaced_cost = 900}, {{0, 1, 8}});
  AddAccount(problem, {.unplaced_cost = 100}, {{0, 1, 5}});
  const Explanation why = Explain(problem, Solve(problem), {.more_capacity = {3, 3}});
  EXPECT_EQ(why.reps[0].worth, 99);
  EXPECT_EQ(why.reps[0].placed_more, 1);
  EXPECT_EQ(why.reps[1].worth, 0);
  EXPECT_EQ(why.reps[1].placed_more, 0);
}

}  // namespace
}  // namespace baton::assign
