#include "assign/dual.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "assign/improve.h"
#include "assign/solve.h"

namespace baton::assign::inner {
namespace {

Relaxed RelaxWith(const Problem& problem, int threads, const std::function<bool()>& should_stop,
                  bool* ended) {
  const Model model = Build(problem, threads);
  Prices prices = NoPrices(model);
  for (std::size_t r = 0; r < prices.capacity.size(); ++r)
    prices.capacity[r] = static_cast<std::int64_t>(r * 7919 % 97);
  Watch watch(should_stop);
  Relaxed relaxed;
  *ended = Relax(model, prices, watch, relaxed);
  return relaxed;
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
  const Relaxed one = RelaxWith(problem, 1, never, &ended);
  ASSERT_TRUE(ended);
  for (const int threads : {2, 3, 8}) {
    const Relaxed other = RelaxWith(problem, threads, never, &ended);
    ASSERT_TRUE(ended);
    EXPECT_EQ(other.value, one.value);
    EXPECT_EQ(other.regret, one.regret);
    EXPECT_EQ(other.arc, one.arc);
    EXPECT_EQ(other.load, one.load);
    EXPECT_EQ(other.revenue, one.revenue);
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

// A fifth of the accounts are eight times as large as the others, and cheaper with the fifth of the reps who know them: these are far too
// full until their prices have risen.
Problem CrowdedProblem() {
  constexpr int kReps = 40;
  std::mt19937_64 random(1);
  const auto below = [&](std::uint64_t end) { return static_cast<std::int64_t>(random() % end); };
  Problem problem;
  std::int64_t loads = 0;
  std::vector<Candidate> candidates(20);
  for (int j = 0; j < 4'000; ++j) {
    const std::int64_t size = j % 5 == 0 ? 8 : 1;
    const std::int64_t first = below(kReps);
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      const auto rep = static_cast<std::int32_t>((first + static_cast<std::int64_t>(k)) % kReps);
      const std::int64_t fit = below(1000) + (rep % 5 == j % 5 ? 0 : 500);
      candidates[k] = {rep, fit * size, size * (90 + below(30))};
    }
    loads += size * 105;
    AddAccount(problem, {.unplaced_cost = 1'000'000}, candidates);
  }
  problem.reps.assign(kReps, {.capacity = loads * 20 / 17 / kReps});
  return problem;
}

std::int64_t ValueAfter(const Model& model, int passes, Pace pace) {
  const std::function<bool()> never;
  Watch watch(never);
  Prices prices = NoPrices(model);
  Relaxed relaxed;
  EXPECT_TRUE(Relax(model, prices, watch, relaxed));
  std::int64_t value = relaxed.value;
  Plan plan(model);
  Fill(model, prices, watch, plan);
  Ascend(model, plan.objective(), passes, pace, watch, prices, value);
  return value;
}

TEST(AscendTest, LosesFewPassesWhereThePlanIsFarFromTheBest) {
  const Problem problem = CrowdedProblem();
  const Model model = Build(problem);
  const std::int64_t best = ValueAfter(model, 500, Pace::patient);
  const std::int64_t patient = ValueAfter(model, 25, Pace::patient);
  const std::int64_t brisk = ValueAfter(model, 25, Pace::brisk);
  ASSERT_LT(patient, best);
  EXPECT_LT(best - brisk, (best - patient) / 10);
}

}  // namespace
}  // namespace baton::assign::inner
