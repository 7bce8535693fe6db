#include "assign/dual.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "assign/solve.h"

namespace baton::assign::inner {
namespace {

struct Pass {
  Relaxed relaxed;
  std::vector<double> shifts;
};

Pass RelaxWith(const Problem& problem, int threads, const std::function<bool()>& should_stop, bool* ended) {
  const Model model = Build(problem, threads);
  Prices prices = NoPrices(model);
  for (std::size_t r = 0; r < prices.capacity.size(); ++r)
    prices.capacity[r] = static_cast<std::int64_t>(r * 7919 % 97);
  Watch watch(should_stop);
  Pass pass;
  Thresholds thresholds(model);
  *ended = Relax(model, prices, watch, pass.relaxed, &thresholds);
  for (std::int32_t r = 0; r < model.rep_count; ++r) {
    for (const std::int64_t excess : {1'000, -1'000}) pass.shifts.push_back(thresholds.Shift(r, excess));
  }
  return pass;
}

Problem LargeProblem() {
  Problem problem;
  problem.reps.assign(50, {.capacity = 900'000});
  std::uint64_t random = 1;
  const auto below = [&](std::uint64_t end) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>((random >> 33) % end);
  };
  std::vector<Candidate> candidates(20);
  for (int j = 0; j < 75'000; ++j) {
    const std::int64_t first = below(50);
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      const auto rep = static_cast<std::int32_t>((first + static_cast<std::int64_t>(k)) % 50);
      candidates[k] = {rep, below(1000), below(100)};
    }
    AddAccount(problem, {.unplaced_cost = 10'000, .revenue = below(500)}, candidates);
  }
  return problem;
}

// A million and a half candidates: three threads have a part each.
TEST(RelaxTest, IsTheSameForAnyNumberOfThreads) {
  const Problem problem = LargeProblem();
  const std::function<bool()> never;
  bool ended = false;
  const Pass one = RelaxWith(problem, 1, never, &ended);
  ASSERT_TRUE(ended);
  for (const int threads : {2, 3, 8}) {
    const Pass other = RelaxWith(problem, threads, never, &ended);
    ASSERT_TRUE(ended);
    EXPECT_EQ(other.relaxed.value, one.relaxed.value);
    EXPECT_EQ(other.relaxed.regret, one.relaxed.regret);
    EXPECT_EQ(other.shifts, one.shifts);
    EXPECT_EQ(other.relaxed.load, one.relaxed.load);
    EXPECT_EQ(other.relaxed.revenue, one.relaxed.revenue);
  }
}

// From the prices and the plan of before, which has nothing to gain: the whole way takes half a minute unoptimised.
TEST(SolveTest, IsTheSameForAnyNumberOfThreads) {
  Problem problem = LargeProblem();
  SolveOptions options{.node_limit = 0, .keep_prices = true};
  for (const Account& account : problem.accounts) {
    const auto candidates =
        problem.CandidatesOf(static_cast<std::int32_t>(&account - problem.accounts.data()));
    options.start.push_back(std::ranges::min_element(candidates, {}, &Candidate::cost)->rep);
  }
  for (std::int64_t r = 0; r < problem.RepCount(); ++r)
    options.start_prices.capacity_prices.push_back(r * 7919 % 97);
  options.start_prices.fair_prices.assign(problem.reps.size(), 0);
  const Solution one = Solve(problem, options);
  options.threads = 3;
  const Solution three = Solve(problem, options);
  EXPECT_LT(one.bound, one.objective);
  EXPECT_EQ(three.assignment, one.assignment);
  EXPECT_EQ(three.objective, one.objective);
  EXPECT_EQ(three.bound, one.bound);
  EXPECT_EQ(three.certificate.capacity_prices, one.certificate.capacity_prices);
}

TEST(RelaxTest, EndsAllThreadsWhenTold) {
  bool ended = true;
  RelaxWith(
      LargeProblem(), 3, [] { return true; }, &ended);
  EXPECT_FALSE(ended);
}

TEST(IsTiedTest, WhereMostAccountsHaveARepWhoIsAsGoodAsTheBest) {
  Problem alike;
  alike.reps.assign(4, {.capacity = 100});
  for (int j = 0; j < 10; ++j) {
    const std::int64_t second = j < 6 ? 10 : 30;  // of six the same as the first
    AddAccount(alike, {.unplaced_cost = 1'000}, {{0, 50, 1}, {1, 10, 1}, {2, second, 1}, {3, 90, 1}});
  }
  EXPECT_TRUE(IsTied(Build(alike)));
  Problem different = alike;
  for (int j = 4; j < 6; ++j) different.candidates[At(4 * j + 2)].cost = 30;
  EXPECT_FALSE(IsTied(Build(different)));
  EXPECT_FALSE(IsTied(Build(LargeProblem())));
  EXPECT_FALSE(IsTied(Build(Problem())));
}

}  // namespace
}  // namespace baton::assign::inner
