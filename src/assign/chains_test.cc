#include "assign/chains.h"

#include <gtest/gtest.h>

#include "assign/improve.h"
#include "assign/random_problem.h"

namespace baton::assign::inner {
namespace {

struct Chased {
  std::int64_t before = 0;
  std::int64_t after = 0;
  std::vector<std::int32_t> assignment;
};

Chased ChaseFrom(const Problem& problem, std::int64_t limit, std::uint64_t seed) {
  const Model model = Build(problem);
  const std::function<bool()> never;
  Watch watch(never);
  Random random(seed);
  const Prices prices = NoPrices(model);
  Plan plan(model);
  Fill(model, prices, watch, plan);
  Chased chased{plan.objective(), 0, {}};
  Chase(model, prices, limit, INT64_MIN, random, watch, plan);
  chased.after = plan.objective();
  chased.assignment = plan.Assignment();
  return chased;
}

bool IsAllowed(const Problem& problem, const std::vector<std::int32_t>& assignment) {
  std::vector<std::int64_t> load(problem.reps.size(), 0);
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    const std::int32_t rep = assignment[At(j)];
    if (rep == kUnplaced) continue;
    const auto arcs = problem.CandidatesOf(j);
    const auto arc =
        std::find_if(arcs.begin(), arcs.end(), [&](const Candidate& one) { return one.rep == rep; });
    if (arc == arcs.end()) return false;
    load[At(rep)] += arc->load;
  }
  for (std::size_t r = 0; r < load.size(); ++r) {
    if (load[r] > problem.reps[r].capacity) return false;
  }
  return true;
}

// Small books have few plans: the chase has to meet the best one, of whatever kind, nearly always.
TEST(ChaseTest, MeetsTheOptimumOfSmallBooks) {
  std::mt19937_64 random(7);
  int met = 0;
  int all = 0;
  for (const auto& [name, kind] : Kinds()) {
    for (int i = 0; i < 12; ++i) {
      SCOPED_TRACE(name);
      const Problem problem = RandomProblem(random, kind, 6, 3);
      const Chased chased = ChaseFrom(problem, 1'000, 1);
      const std::int64_t best = BruteForce(problem);
      ASSERT_TRUE(IsAllowed(problem, chased.assignment));
      ASSERT_EQ(ObjectiveOf(problem, chased.assignment), chased.after);
      ASSERT_LE(chased.after, chased.before);
      ASSERT_GE(chased.after, best);
      met += chased.after == best ? 1 : 0;
      ++all;
    }
  }
  EXPECT_GE(met, all - all / 50) << met << " of " << all;
}

// Three full reps, each with the account that another one should have: no account can move, no two can change places with gain, but three can turn
// in a circle.
TEST(ChaseTest, TurnsThreeInACircle) {
  Problem problem;
  problem.reps.assign(3, {.capacity = 10});
  for (std::int32_t j = 0; j < 3; ++j) {
    const std::int32_t right = (j + 1) % 3;
    const std::int32_t wrong = (j + 2) % 3;
    AddAccount(problem, {.unplaced_cost = 1000},
               {{.rep = j, .cost = 5, .load = 10},
                {.rep = right, .cost = 1, .load = 10},
                {.rep = wrong, .cost = 50, .load = 10}});
  }
  const Model model = Build(problem);
  const std::function<bool()> never;
  Watch watch(never);
  Random random(1);
  const Prices prices = NoPrices(model);
  Plan plan = PlanFrom(model, std::vector<std::int32_t>{0, 1, 2});
  Descend(model, prices, 4, 20, random, watch, plan);
  ASSERT_EQ(plan.objective(), 15);  // by single steps there is no way
  Chase(model, prices, 1, 3, random, watch, plan);
  EXPECT_EQ(plan.objective(), 3);
}

TEST(ChaseTest, IsTheSameForASeed) {
  std::mt19937_64 random(3);
  const Problem problem = RandomProblem(random, {.most_load = 20, .most_capacity = 90}, 40, 5);
  EXPECT_EQ(ChaseFrom(problem, 2'000, 5).assignment, ChaseFrom(problem, 2'000, 5).assignment);
}

TEST(ChaseTest, EndsWhenTold) {
  std::mt19937_64 random(3);
  const Problem problem = RandomProblem(random, {.most_load = 20, .most_capacity = 90}, 40, 5);
  const Model model = Build(problem);
  int asked = 0;
  const std::function<bool()> soon = [&] { return ++asked > 3; };
  Watch watch(soon);
  Random numbers(1);
  Plan plan(model);
  Chase(model, NoPrices(model), INT64_MAX, INT64_MIN, numbers, watch, plan);
  EXPECT_TRUE(watch.stopped());
}

}  // namespace
}  // namespace baton::assign::inner
