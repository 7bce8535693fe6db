// Instances of the literature (test/data/assignment): what is claimed must agree with the best known values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "assign/solve.h"
#include "assign/verify.h"
#include "format/instance/instance.h"

namespace baton::assign {
namespace {

struct Known {
  std::string name;
  std::int64_t best = 0;
  std::int64_t bound = 0;
};

void PrintTo(const Known& known, std::ostream* out) { *out << known.name; }

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

Problem Read(const std::string& name) {
  auto instance = format::OpenInstance(std::string(BATON_TEST_DATA) + "/assignment/" + name);
  EXPECT_TRUE(instance) << name;
  return instance ? std::move(instance->problem) : Problem();
}

// Steps of the search: so few that all instances together take some seconds, also under a sanitizer.
// The large ones need more for a plan that places all.
std::int64_t NodesFor(const Problem& problem) {
  const auto accounts = std::ssize(problem.accounts);
  return accounts < 400 ? 50'000 : 1'000 * accounts;
}

class LiteratureTest : public testing::TestWithParam<Known> {};

TEST_P(LiteratureTest, AgreesWithTheBestKnown) {
  const Known& known = GetParam();
  const Problem problem = Read(known.name);
  ASSERT_THAT(Validate(problem), testing::IsEmpty());
  const Solution solution = Solve(problem, {.node_limit = NodesFor(problem)});
  EXPECT_LE(solution.bound, solution.objective);
  EXPECT_LE(solution.bound, known.best);
  EXPECT_LE(known.bound, solution.objective);
  if (solution.status == Status::optimal) {
    EXPECT_EQ(solution.objective, known.best);
  }
  EXPECT_LE(solution.objective, known.best + known.best / 33);
  EXPECT_TRUE(Verify(problem, solution).Holds());
  EXPECT_EQ(std::count(solution.assignment.begin(), solution.assignment.end(), kUnplaced), 0);
  RecordProperty("result", std::to_string(solution.objective) + " of " + std::to_string(known.best) +
                               ", bound " + std::to_string(solution.bound) + ", nodes " +
                               std::to_string(solution.nodes));
}

INSTANTIATE_TEST_SUITE_P(All, LiteratureTest, testing::ValuesIn(BestKnown()),
                         [](const auto& of) { return of.param.name; });

// Five accounts a rep, and loads that have to fill each rep to the last unit: 0.8% above the best known by moves and chains alone.
TEST(LiteratureColumns, BringBetterPlansWhereRepsHaveFewAccounts) {
  const Problem problem = Read("d20100");
  const Solution solution = Solve(problem, {.node_limit = 2'000'000});
  EXPECT_LE(solution.objective, 6185 + 6185 / 250);
  EXPECT_TRUE(Verify(problem, solution).Holds());
}

TEST(LiteratureData, IsAllThere) { EXPECT_EQ(BestKnown().size(), 31u); }

}  // namespace
}  // namespace baton::assign
