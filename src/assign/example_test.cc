// The example of docs/assign.md ("Use without Baton"), word for word: test/check/documents.mjs holds the two together.
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

#include "assign/explain.h"
#include "assign/schedule.h"
#include "assign/solve.h"
#include "assign/verify.h"

// Whoever copies it may warn of more than we do.
#pragma GCC diagnostic error "-Wmissing-field-initializers"

namespace baton::assign {
namespace {

TEST(ExampleTest, OfTheDocument) {
  // clang-format off
  Problem problem;
  problem.reps = {{.capacity = 2400}, {.capacity = 1800}};
  AddAccount(problem, {.unplaced_cost = 1'000'000},
             {{.rep = 0, .cost = 10, .load = 900}, {.rep = 1, .cost = 25, .load = 800}});
  AddAccount(problem, {.unplaced_cost = 1'000'000}, {{.rep = 0, .cost = 30, .load = 1800}});
  for (const Fault& fault : Validate(problem)) std::cerr << fault.place << "\n";

  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  const auto is_late = [&] { return std::chrono::steady_clock::now() > deadline; };
  const Solution plan = Solve(problem, {.should_stop = is_late});
  const bool proven = Verify(problem, plan).Holds();

  // Why? Who would be second, what it would cost the whole plan, what more room would be worth.
  const Explanation why = Explain(problem, plan);
  const std::int64_t dearer = why.accounts[0].extra_cost;

  // Two introductions a week at most, none of account 0 in week 0.
  ScheduleProblem weeks{.weeks = 4};
  weeks.manager_limits = {std::vector<int>(4, 2)};
  weeks.rep_limits = {std::vector<int>(4, 1), std::vector<int>(4, 1)};
  weeks.introductions = {{.manager = 0, .rep = plan.assignment[0], .blocked_weeks = {0}},
                         {.manager = 0, .rep = plan.assignment[1]}};
  const Schedule when = ScheduleIntroductions(weeks);

  // What if?
  problem.accounts[0].locked_rep = 0;
  const Solution next = Solve(problem, {.start_prices = plan.certificate, .start = plan.assignment});
  // clang-format on

  EXPECT_TRUE(proven);
  EXPECT_EQ(plan.assignment, (std::vector<std::int32_t>{1, 0})) << "rep 0 has no room for both";
  EXPECT_EQ(why.accounts[0].second_rep, 0);
  EXPECT_GT(dearer, 900'000) << "account 1 would have nobody";
  EXPECT_EQ(when.weeks, (std::vector<int>{1, 0}));
  EXPECT_EQ(next.assignment, (std::vector<std::int32_t>{0, kUnplaced}));
}

}  // namespace
}  // namespace baton::assign
