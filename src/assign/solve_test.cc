// The solver against exhaustive enumeration on thousands of small problems of every awkward kind, each answer
// checked by verify.h as well.
#include "assign/solve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "assign/random_problem.h"
#include "assign/verify.h"

namespace baton::assign {
namespace {

void ExpectVerified(const Problem& problem, const Solution& solution) {
  const Verdict verdict = Verify(problem, solution);
  for (const FlawAt& flaw : verdict.flaws) {
    ADD_FAILURE() << "flaw " << static_cast<int>(flaw.flaw) << " at " << flaw.index << "\n"
                  << Describe(problem);
  }
}

TEST(SolveTest, EqualsBruteForce) {
  std::mt19937_64 random(7);
  for (const auto& [name, kind] : Kinds()) {
    SCOPED_TRACE(name);
    for (int round = 0; round < 200; ++round) {
      const int accounts = static_cast<int>(random() % 8);
      const int reps = static_cast<int>(random() % 3) + (accounts > 6 ? 1 : 2);
      const Problem problem = RandomProblem(random, kind, accounts, reps);
      ASSERT_THAT(Validate(problem), testing::IsEmpty());
      const Solution solution = Solve(problem);
      ASSERT_EQ(solution.objective, BruteForce(problem)) << Describe(problem);
      ASSERT_EQ(solution.status, Status::optimal) << Describe(problem);
      ExpectVerified(problem, solution);
      if (HasFailure()) return;
    }
  }
}

// The parts of the search that small problems do not reach: bounds hold and the best plan stays feasible with
// few nodes, and no search proves what is not so.
TEST(SolveTest, FewNodesGiveABoundThatHolds) {
  std::mt19937_64 random(11);
  for (const auto& [name, kind] : Kinds()) {
    SCOPED_TRACE(name);
    for (int round = 0; round < 20; ++round) {
      const Problem problem = RandomProblem(random, kind, 7, 3);
      const std::int64_t optimum = BruteForce(problem);
      for (const std::int64_t limit : {0, 1, 3, 10}) {
        const Solution solution = Solve(problem, {.node_limit = limit});
        ASSERT_LE(solution.bound, optimum);
        ASSERT_GE(solution.objective, optimum);
        ExpectVerified(problem, solution);
        if (HasFailure()) return;
      }
    }
  }
}

// Reps that are alike and a penalty for unequal shares: without symmetry this is a search of minutes.
TEST(SolveTest, EqualAccountsAndEqualRepsNeedFewNodes) {
  Problem problem;
  for (int r = 0; r < 5; ++r)
    problem.reps.push_back({.capacity = 1000, .fair_target = 200, .fair_penalty = 3});
  for (int j = 0; j < 10; ++j) {
    std::vector<Candidate> candidates;
    for (std::int32_t r = 0; r < 5; ++r) candidates.push_back({r, 10, 100});
    AddAccount(problem, {.unplaced_cost = 100'000, .revenue = 100}, candidates);
  }
  const Solution solution = Solve(problem);
  EXPECT_EQ(solution.status, Status::optimal);
  EXPECT_EQ(solution.objective, 100);
  EXPECT_LT(solution.nodes, 2'000);
  ExpectVerified(problem, solution);
}

Problem Team(std::uint64_t seed, int accounts, int reps, std::int64_t cost_spread) {
  std::mt19937_64 random(seed);
  Problem problem;
  std::int64_t revenue = 0;
  std::int64_t load = 0;
  for (int j = 0; j < accounts; ++j) {
    const auto own = static_cast<std::int64_t>(random() % 100'000);
    const auto minutes = static_cast<std::int64_t>(30 + random() % 300);
    std::vector<Candidate> candidates;
    for (std::int32_t r = 0; r < reps; ++r) {
      const auto extra = cost_spread == 0 ? 0 : static_cast<std::int64_t>(random()) & 0xffff;
      candidates.push_back({r, 1000 + extra % (cost_spread + 1), minutes});
    }
    AddAccount(problem, {.unplaced_cost = 100'000'000, .revenue = own}, candidates);
    revenue += own;
    load += minutes;
  }
  for (int r = 0; r < reps; ++r) problem.reps.push_back({load * 13 / 10 / reps, revenue / reps, 2});
  return problem;
}

TEST(SolveTest, TwelveAccountsAndFiveRepsWithFairShareAreOptimalWithFewNodes) {
  for (const std::int64_t spread : {0, 1, 50, 5'000}) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      const Problem problem = Team(seed, 12, 5, spread);
      const Solution solution = Solve(problem, {.node_limit = 200'000});
      EXPECT_EQ(solution.status, Status::optimal) << seed << " " << spread;
      ExpectVerified(problem, solution);
    }
  }
}

// What a manager's board asks for: dozens of accounts, a handful of reps, a fair share, one client above all others.
TEST(SolveTest, ThirtyAccountsWithAFairShareAreOptimal) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Problem problem = Team(seed, 30, 4, 40'000);
    problem.accounts[5].revenue = 400'000;
    const Solution solution = Solve(problem);
    EXPECT_LE(static_cast<double>(solution.objective - solution.bound),
              0.01 * static_cast<double>(solution.objective))
        << seed;
    ExpectVerified(problem, solution);
  }
}

TEST(SolveTest, FortyAlikeAccountsEndAtTheNodeLimitWithABound) {
  for (const int accounts : {20, 40}) {
    const Problem problem = Team(3, accounts, 5, 3);
    const Solution solution = Solve(problem, {.node_limit = 40'000});
    EXPECT_LE(solution.nodes, 42'000);  // what is begun is finished
    ExpectVerified(problem, solution);
  }
}

TEST(SolveTest, StoppedAtOnceStillAnswers) {
  for (const auto& [accounts, reps] : {std::pair{11, 4}, std::pair{300, 20}, std::pair{5'000, 100}}) {
    const Problem problem = Team(5, accounts, reps, 900);
    int asked = 0;
    const Solution solution = Solve(problem, {.should_stop = [&] { return ++asked > 0; }});
    EXPECT_GE(asked, 1);
    EXPECT_EQ(std::count(solution.assignment.begin(), solution.assignment.end(), kUnplaced), 0);
    ExpectVerified(problem, solution);
    if (solution.bound < solution.objective) {
      EXPECT_EQ(solution.status, Status::stopped);
    }
  }
}

// Stops after every possible number of questions: whatever is interrupted, the answer is whole.
TEST(SolveTest, MayBeStoppedAnywhere) {
  const Problem problem = Team(9, 30, 5, 200);
  for (int after = 1; after < 400; after += 7) {
    int asked = 0;
    const Solution solution =
        Solve(problem, {.node_limit = 20'000, .should_stop = [&] { return ++asked >= after; }});
    ExpectVerified(problem, solution);
    if (HasFailure()) return;
  }
}

TEST(SolveTest, SameSeedSameAnswer) {
  const Problem problem = Team(2, 80, 6, 900);
  const Solution first = Solve(problem, {.seed = 4, .node_limit = 2'000});
  const Solution second = Solve(problem, {.seed = 4, .node_limit = 2'000});
  EXPECT_EQ(first.assignment, second.assignment);
  EXPECT_EQ(first.bound, second.bound);
  EXPECT_EQ(first.nodes, second.nodes);
  EXPECT_EQ(first.certificate.capacity_prices, second.certificate.capacity_prices);
}

TEST(SolveTest, ProgressNeverGetsWorse) {
  const Problem problem = Team(6, 60, 6, 900);
  std::int64_t objective = INT64_MAX;
  std::int64_t bound = INT64_MIN;
  int calls = 0;
  const Solution solution = Solve(problem, {.node_limit = 5'000, .progress = [&](const Progress& p) {
                                              EXPECT_LE(p.objective, objective);
                                              EXPECT_GE(p.bound, bound);
                                              EXPECT_EQ(p.objective, ObjectiveOf(problem, p.assignment));
                                              objective = p.objective;
                                              bound = p.bound;
                                              ++calls;
                                            }});
  EXPECT_GT(calls, 0);
  EXPECT_EQ(objective, solution.objective);
}

TEST(SolveTest, StartsFromAnEarlierPlan) {
  Problem problem = Team(8, 60, 6, 900);
  const Solution before = Solve(problem, {.node_limit = 100'000});
  // Nothing changed: never worse, even with no search at all.
  const Solution again =
      Solve(problem, {.node_limit = 0, .start_prices = before.certificate, .start = before.assignment});
  EXPECT_LE(again.objective, before.objective);
  ExpectVerified(problem, again);
  // One account is dragged to another rep and locked there.
  const std::int32_t to = (before.assignment[7] + 1) % 6;
  problem.accounts[7].locked_rep = to;
  const Solution after =
      Solve(problem, {.node_limit = 100'000, .start_prices = before.certificate, .start = before.assignment});
  EXPECT_EQ(after.assignment[7], to);
  ExpectVerified(problem, after);
  const Solution cold = Solve(problem, {.node_limit = 100'000});
  EXPECT_GE(after.objective, cold.bound);
  EXPECT_GE(cold.objective, after.bound);
}

// Too large for a search: the plan stands, and only what the change touches is looked at again.
TEST(SolveTest, AChangeOfALargePlanMovesFew) {
  Problem problem = Team(5, 7'000, 10, 900);
  for (Rep& rep : problem.reps) rep.fair_penalty = 0;
  const Solution before = Solve(problem, {.node_limit = 0});
  problem.accounts[7].locked_rep = (before.assignment[7] + 1) % 10;
  const Solution after =
      Solve(problem, {.start_prices = before.certificate, .start = before.assignment, .keep_prices = true});
  ExpectVerified(problem, after);
  EXPECT_EQ(after.certificate.capacity_prices, before.certificate.capacity_prices);
  EXPECT_EQ(after.assignment[7], problem.accounts[7].locked_rep);
  EXPECT_LE(after.objective, before.objective + 1'000);
  int moved = 0;
  for (std::size_t j = 0; j < before.assignment.size(); ++j)
    moved += before.assignment[j] != after.assignment[j];
  EXPECT_LE(moved, 50);
}

// What was proven of all candidates holds for the cheapest of them only as long as the prices stay.
TEST(SolveTest, KeptPricesStayWithFewerCandidates) {
  Problem problem;
  problem.reps = {{.capacity = 10}, {.capacity = 10}, {.capacity = 40}};
  for (int j = 0; j < 8; ++j)
    AddAccount(problem, {.unplaced_cost = 1'000}, {{0, 10 + j, 5}, {1, 12 + j, 5}, {2, 90, 5}});
  const Solution before = Solve(problem);
  const std::vector<std::int64_t>& prices = before.certificate.capacity_prices;
  ASSERT_GT(prices[0], 0);
  ASSERT_GT(prices[1], 0);
  Problem fewer;  // of each account the rep it has: nobody can be overfull now
  fewer.reps = problem.reps;
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    for (const Candidate& c : problem.CandidatesOf(j)) {
      if (c.rep == before.assignment[static_cast<std::size_t>(j)])
        AddAccount(fewer, problem.accounts[static_cast<std::size_t>(j)], {c});
    }
  }
  const Solution after =
      Solve(fewer, {.start_prices = before.certificate, .start = before.assignment, .keep_prices = true});
  ExpectVerified(fewer, after);
  EXPECT_EQ(after.certificate.capacity_prices, prices);
  EXPECT_EQ(after.assignment, before.assignment);
}

// The objective of the best place that a single unplaced account could still take; the plan's own where none would make it better.
std::int64_t WithOneMore(const Problem& problem, const Solution& solution) {
  std::vector<std::int64_t> room;
  for (const Rep& rep : problem.reps) room.push_back(rep.capacity);
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    const std::int32_t rep = solution.assignment[static_cast<std::size_t>(j)];
    for (const Candidate& c : problem.CandidatesOf(j)) {
      if (c.rep == rep) room[static_cast<std::size_t>(rep)] -= c.load;
    }
  }
  std::int64_t best = solution.objective;
  std::vector<std::int32_t> other = solution.assignment;
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    const auto index = static_cast<std::size_t>(j);
    if (other[index] != kUnplaced) continue;
    const std::int32_t lock = problem.accounts[index].locked_rep;
    for (const Candidate& c : problem.CandidatesOf(j)) {
      const bool is_forbidden =
          std::ranges::find(problem.forbidden, Pair{j, c.rep}) != problem.forbidden.end();
      if (is_forbidden || (lock != kNoLock && lock != c.rep) ||
          c.load > room[static_cast<std::size_t>(c.rep)])
        continue;
      other[index] = c.rep;
      best = std::min(best, ObjectiveOf(problem, other));
    }
    other[index] = kUnplaced;
  }
  return best;
}

// A search that was not run to its end tries few reps of each account; whoever has room takes what is left all the same.
TEST(SolveTest, NobodyIsLeftWhomARepHasRoomFor) {
  std::mt19937_64 random(5);
  int left = 0;
  for (const auto& [name, kind] : Kinds()) {
    SCOPED_TRACE(name);
    for (int round = 0; round < 10; ++round) {
      Problem problem = RandomProblem(random, kind, 14, 9);
      const Solution before = Solve(problem, {.node_limit = 20});
      for (Rep& rep : problem.reps) rep.capacity = rep.capacity / 4 * static_cast<std::int64_t>(random() % 7);
      for (const bool keep : {false, true}) {
        const Solution after = Solve(problem, {.node_limit = 0,
                                               .should_stop = [&] { return !keep; },
                                               .start_prices = before.certificate,
                                               .start = before.assignment,
                                               .keep_prices = keep});
        ExpectVerified(problem, after);
        left += static_cast<int>(std::ranges::count(after.assignment, kUnplaced));
        ASSERT_EQ(WithOneMore(problem, after), after.objective) << Describe(problem);
      }
    }
  }
  EXPECT_GT(left, 50);
}

TEST(SolveTest, AStartMayBeNonsense) {
  const Problem problem = Team(8, 12, 3, 900);
  for (const std::vector<std::int32_t>& start : {std::vector<std::int32_t>{},
                                                 {0, 0, 0},
                                                 std::vector<std::int32_t>(12, 0),
                                                 std::vector<std::int32_t>(12, 99),
                                                 std::vector<std::int32_t>(12, -7),
                                                 std::vector<std::int32_t>(50, 1)}) {
    Certificate prices{.grid = 0, .capacity_prices = {1}, .fair_prices = {2, 3}};
    const Solution solution = Solve(problem, {.start_prices = prices, .start = start});
    ExpectVerified(problem, solution);
  }
}

TEST(SolveTest, NothingToDo) {
  EXPECT_EQ(Solve(Problem{}).status, Status::optimal);
  Problem reps_only;
  reps_only.reps = {{.capacity = 5, .fair_target = 7, .fair_penalty = 3}};
  EXPECT_EQ(Solve(reps_only).objective, 21);
  EXPECT_EQ(Solve(reps_only).status, Status::optimal);
  Problem accounts_only;
  AddAccount(accounts_only, {.unplaced_cost = 9}, {});
  EXPECT_EQ(Solve(accounts_only).objective, 9);
  EXPECT_EQ(Solve(accounts_only).assignment, std::vector<std::int32_t>{kUnplaced});
}

// Most reps of a large team are as good as each other for most clients: prices alone send all of them to one rep, and what a rep's share
// is worth ends where the rep has it.
TEST(SolveTest, SharesOutAmongRepsWhoAreAlike) {
  constexpr int kReps = 60;
  constexpr int kAccounts = 1'200;
  constexpr int kIndustries = 3;
  constexpr std::int64_t kPenalty = 5;
  std::mt19937_64 random(1);
  const auto below = [&](int end) { return static_cast<int>(random() % static_cast<std::uint64_t>(end)); };
  std::vector<Account> accounts;
  std::vector<std::int64_t> loads;
  std::int64_t all_load = 0;
  std::int64_t all_revenue = 0;
  for (int j = 0; j < kAccounts; ++j) {
    const std::int64_t revenue = std::llround(3.2 * std::exp(below(300) / 100.0));
    accounts.push_back({.unplaced_cost = 10'000 + kPenalty * revenue, .revenue = revenue});
    loads.push_back(1 + below(109));
    all_load += loads.back();
    all_revenue += revenue;
  }
  Problem problem;
  std::vector<std::pair<int, int>> knows;
  for (int r = 0; r < kReps; ++r) {
    knows.emplace_back(below(kIndustries), below(kIndustries));
    problem.reps.push_back({.capacity = all_load * 20 / 17 / kReps,
                            .fair_target = all_revenue / kReps,
                            .fair_penalty = kPenalty});
  }
  for (int j = 0; j < kAccounts; ++j) {
    const int industry = below(kIndustries);
    std::vector<Candidate> candidates;
    for (int r = 0; r < kReps; ++r) {
      const int matches = (knows[r].first == industry) + (knows[r].second == industry);
      candidates.push_back({r, matches == 2 ? 266 : matches == 1 ? 354 : 529, loads[j]});
    }
    AddAccount(problem, accounts[j], std::span<const Candidate>(candidates));
  }
  const Solution solution = Solve(problem, {.node_limit = 0});
  ExpectVerified(problem, solution);
  EXPECT_LE((solution.objective - solution.bound) * 100, solution.objective * 3);
}

}  // namespace
}  // namespace baton::assign
