// Instances of the literature (test/data/assignment): what is claimed must agree with the best known values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "assign/solve.h"
#include "assign/verify.h"

namespace baton::assign {
namespace {

struct Known {
  std::string name;
  std::int64_t best = 0;
  std::int64_t bound = 0;
};

std::vector<Known> BestKnown() {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/assignment/best_known.tsv");
  std::vector<Known> known;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    Known row;
    std::string skipped;
    fields >> row.name >> skipped >> skipped >> skipped >> skipped >> row.best >> row.bound;
    known.push_back(row);
  }
  return known;
}

// OR-Library: agents, jobs, costs by agent, loads by agent, capacities. Every job must be placed, so staying
// unplaced costs more than any plan.
Problem Read(const std::string& name) {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/assignment/" + name);
  std::size_t agents = 0;
  std::size_t jobs = 0;
  file >> agents >> jobs;
  std::vector<std::int64_t> numbers(2 * agents * jobs + agents);
  for (std::int64_t& number : numbers) file >> number;
  EXPECT_TRUE(file.good()) << name;
  Problem problem;
  for (std::size_t r = 0; r < agents; ++r)
    problem.reps.push_back({.capacity = numbers[2 * agents * jobs + r]});
  for (std::size_t j = 0; j < jobs; ++j) {
    std::vector<Candidate> candidates;
    for (std::size_t r = 0; r < agents; ++r) {
      candidates.push_back(
          {static_cast<std::int32_t>(r), numbers[r * jobs + j], numbers[(agents + r) * jobs + j]});
    }
    AddAccount(problem, {.unplaced_cost = 100'000}, candidates);
  }
  return problem;
}

TEST(LiteratureTest, AgreesWithTheBestKnown) {
  const std::vector<Known> all = BestKnown();
  ASSERT_EQ(all.size(), 6u);
  for (const Known& known : all) {
    SCOPED_TRACE(known.name);
    const Problem problem = Read(known.name);
    ASSERT_THAT(Validate(problem), testing::IsEmpty());
    const Solution solution = Solve(problem, {.node_limit = 300'000});
    EXPECT_LE(solution.bound, known.best);
    EXPECT_LE(known.bound, solution.objective);
    if (solution.status == Status::optimal) {
      EXPECT_EQ(solution.objective, known.best);
    }
    EXPECT_LE(solution.objective, known.best + known.best / 100);
    EXPECT_TRUE(Verify(problem, solution).Holds());
    EXPECT_EQ(std::count(solution.assignment.begin(), solution.assignment.end(), kUnplaced), 0);
    RecordProperty(known.name, std::to_string(solution.objective) + " of " + std::to_string(known.best) +
                                   ", bound " + std::to_string(solution.bound) + ", nodes " +
                                   std::to_string(solution.nodes));
  }
}

}  // namespace
}  // namespace baton::assign
