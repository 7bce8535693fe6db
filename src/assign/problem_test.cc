#include "assign/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assign/solve.h"

namespace baton::assign {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Problem Good() {
  Problem problem;
  problem.reps = {{.capacity = 10}, {.capacity = 5, .fair_target = 3, .fair_penalty = 2}};
  AddAccount(problem, {.unplaced_cost = 100, .revenue = 4}, {{0, 1, 2}, {1, 3, 4}});
  AddAccount(problem, {.unplaced_cost = 100, .locked_rep = 1}, {{1, 0, 0}});
  return problem;
}

TEST(ProblemTest, GoodOnePasses) {
  EXPECT_THAT(Validate(Good()), IsEmpty());
  EXPECT_THAT(Validate(Problem{}), IsEmpty());
}

TEST(ProblemTest, FaultsHavePlaces) {
  Problem problem = Good();
  problem.reps[0].capacity = -1;
  problem.reps[1].fair_penalty = -1;
  problem.candidates[0].load = -2;
  problem.candidates[1].rep = 7;
  problem.accounts[0].revenue = -1;
  problem.accounts[1].locked_rep = 0;
  problem.forbidden = {{5, 0}, {0, -1}};
  EXPECT_THAT(Validate(problem),
              ElementsAre(Fault{FaultKind::negative_capacity, "reps[0].capacity"},
                          Fault{FaultKind::negative_penalty, "reps[1].fair_penalty"},
                          Fault{FaultKind::negative_revenue, "accounts[0].revenue"},
                          Fault{FaultKind::negative_load, "accounts[0].candidates[0].load"},
                          Fault{FaultKind::unknown_rep, "accounts[0].candidates[1].rep"},
                          Fault{FaultKind::lock_not_a_candidate, "accounts[1].locked_rep"},
                          Fault{FaultKind::unknown_account, "forbidden[0].account"},
                          Fault{FaultKind::unknown_rep, "forbidden[1].rep"}));
  EXPECT_EQ(Validate(problem, 3).size(), 3u);
}

TEST(ProblemTest, TheSameRepTwice) {
  Problem problem = Good();
  AddAccount(problem, {}, {{0, 1, 1}, {1, 1, 1}, {0, 2, 1}});
  EXPECT_THAT(Validate(problem),
              ElementsAre(Fault{FaultKind::duplicate_pair, "accounts[2].candidates[2].rep"}));
}

TEST(ProblemTest, BrokenCandidatesAreNotRead) {
  Problem problem = Good();
  problem.accounts[1].candidate_count = 1000;
  EXPECT_THAT(Validate(problem), ElementsAre(Fault{FaultKind::broken_candidates, "accounts[1].candidates"}));
  problem = Good();
  problem.candidates.push_back({0, 1, 1});
  EXPECT_THAT(Validate(problem), ElementsAre(Fault{FaultKind::broken_candidates, "candidates"}));
}

TEST(ProblemTest, SumsThatCouldOverflowAreRefused) {
  Problem problem = Good();
  problem.candidates[0].cost = INT64_MIN;
  EXPECT_THAT(Validate(problem), ElementsAre(Fault{FaultKind::too_large, "accounts.cost"}));
  problem = Good();
  problem.candidates[0].load = INT64_MAX;
  EXPECT_THAT(Validate(problem), ElementsAre(Fault{FaultKind::too_large, "candidates.load"}));
  problem = Good();
  problem.accounts[0].revenue = INT64_MAX;
  EXPECT_THAT(Validate(problem), ElementsAre(Fault{FaultKind::too_large, "accounts.revenue"}));
  problem = Good();
  problem.reps[1].fair_penalty = INT64_MAX;
  EXPECT_THAT(Validate(problem), ElementsAre(Fault{FaultKind::too_large, "reps[1].fair_penalty"}));
  problem = Good();
  problem.reps[1].fair_target = INT64_MIN;
  EXPECT_THAT(Validate(problem), testing::Contains(Fault{FaultKind::too_large, "reps[1].fair_target"}));
  problem = Good();
  problem.reps[0].capacity = INT64_MAX;  // "as much as you like" is fine
  EXPECT_THAT(Validate(problem), IsEmpty());
  EXPECT_EQ(Solve(problem).status, Status::optimal);
}

TEST(ProblemTest, ObjectiveCountsEverything) {
  const Problem problem = Good();
  EXPECT_EQ(ObjectiveOf(problem, std::vector<std::int32_t>{0, 1}), 1 + 0 + 2 * 3);
  EXPECT_EQ(ObjectiveOf(problem, std::vector<std::int32_t>{1, kUnplaced}), 3 + 100 + 2 * 1);
}

}  // namespace
}  // namespace baton::assign
