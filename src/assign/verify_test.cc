// A verifier is worth what it refuses: every answer that is tampered with must be found out.
#include "assign/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assign/random_problem.h"

namespace baton::assign {
namespace {

class VerifyTest : public testing::Test {
 protected:
  VerifyTest() {
    problem_.reps = {{.capacity = 10, .fair_target = 5, .fair_penalty = 1}, {.capacity = 8}};
    AddAccount(problem_, {.unplaced_cost = 100, .revenue = 5}, {{0, 10, 6}, {1, 12, 6}});
    AddAccount(problem_, {.unplaced_cost = 100, .revenue = 4}, {{0, 10, 6}, {1, 20, 6}});
    AddAccount(problem_, {.unplaced_cost = 100}, {{0, 1, 3}});
    solution_ = Solve(problem_);
  }
  bool Finds(Flaw flaw) const {
    const Verdict verdict = Verify(problem_, solution_);
    return std::any_of(verdict.flaws.begin(), verdict.flaws.end(),
                       [&](const FlawAt& f) { return f.flaw == flaw; });
  }

  Problem problem_;
  Solution solution_;
};

TEST_F(VerifyTest, TheRealAnswerHolds) {
  const Verdict verdict = Verify(problem_, solution_);
  EXPECT_TRUE(verdict.Holds());
  EXPECT_EQ(verdict.objective, solution_.objective);
  EXPECT_GE(verdict.proven_bound, solution_.certificate.bound);
}

TEST_F(VerifyTest, AssignmentMustBeAllowed) {
  const Solution good = solution_;
  solution_.assignment[2] = 1;
  EXPECT_TRUE(Finds(Flaw::not_a_candidate));
  solution_ = good;
  solution_.assignment = {0, 0, 0};
  EXPECT_TRUE(Finds(Flaw::over_capacity));
  solution_ = good;
  solution_.assignment.pop_back();
  EXPECT_TRUE(Finds(Flaw::wrong_size));
  solution_ = good;
  problem_.forbidden = {{0, solution_.assignment[0]}};
  EXPECT_TRUE(Finds(Flaw::not_a_candidate));
}

TEST_F(VerifyTest, ObjectiveMustBeTrue) {
  --solution_.objective;
  EXPECT_TRUE(Finds(Flaw::wrong_objective));
}

TEST_F(VerifyTest, BoundMustBeProven) {
  const Solution good = solution_;
  solution_.certificate.bound += 1'000'000;
  EXPECT_TRUE(Finds(Flaw::bound_not_proven));
  solution_ = good;
  solution_.bound = solution_.objective + 1;
  EXPECT_TRUE(Finds(Flaw::bound_too_high));
  solution_ = good;
  solution_.bound = solution_.objective - 1;
  EXPECT_TRUE(Finds(Flaw::status_not_true));
}

TEST_F(VerifyTest, PricesMustBeAllowed) {
  const Solution good = solution_;
  solution_.certificate.capacity_prices[0] = -1;
  EXPECT_TRUE(Finds(Flaw::bad_price));
  solution_ = good;
  solution_.certificate.fair_prices[0] = solution_.certificate.grid + 1;
  EXPECT_TRUE(Finds(Flaw::bad_price));
  solution_ = good;
  solution_.certificate.fair_prices[1] = 1;  // a rep without a fair share has no price for it
  EXPECT_TRUE(Finds(Flaw::bad_price));
  solution_ = good;
  solution_.certificate.grid = 0;
  EXPECT_TRUE(Finds(Flaw::wrong_size));
}

// The proof must hold for any prices, not only for the solver's: whatever they are, they prove no more than
// the truth.
TEST(VerifyAnyPricesTest, RandomPricesProveNoMoreThanTheOptimum) {
  std::mt19937_64 random(3);
  for (const auto& [name, kind] : Kinds()) {
    SCOPED_TRACE(name);
    for (int round = 0; round < 100; ++round) {
      const Problem problem = RandomProblem(random, kind, 5, 3);
      Solution solution = Solve(problem);
      Certificate& certificate = solution.certificate;
      certificate.grid = 1 + static_cast<std::int64_t>(random() % 5);
      const auto any = [&](std::int64_t most) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1));
      };
      certificate.account_prices.clear();
      for (const Account& account : problem.accounts) {
        certificate.account_prices.push_back(any(std::abs(account.unplaced_cost) * 2) - any(3));
      }
      certificate.knapsack_fair_prices.assign(problem.reps.size(), 0);
      for (std::size_t r = 0; r < problem.reps.size(); ++r) {
        const std::int64_t most = problem.reps[r].fair_penalty * certificate.grid;
        certificate.capacity_prices[r] = any(40);
        certificate.fair_prices[r] = any(2 * most) - most;
        certificate.knapsack_fair_prices[r] = any(2 * most) - most;
      }
      certificate.bound = INT64_MIN;
      ASSERT_LE(Verify(problem, solution).proven_bound, solution.objective) << Describe(problem);
    }
  }
}

TEST_F(VerifyTest, OverflowIsSaid) {
  solution_.certificate.grid = INT64_MAX;
  solution_.certificate.capacity_prices = {INT64_MAX, INT64_MAX};
  problem_.reps[0].capacity = INT64_MAX;
  problem_.reps[1].capacity = INT64_MAX;
  EXPECT_FALSE(Verify(problem_, solution_).Holds());
}

}  // namespace
}  // namespace baton::assign
