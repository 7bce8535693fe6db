#include "plan/start.h"

#include <gtest/gtest.h>

#include "plan/draft_for_test.h"

namespace baton::plan {
namespace {

using assign::kUnplaced;

assign::Problem ThreeReps() {
  assign::Problem problem;
  problem.reps = {{.capacity = 100}, {.capacity = 100}, {.capacity = 100}};
  return problem;
}

void Add(assign::Problem& problem, std::int64_t load, std::int32_t lock = assign::kNoLock) {
  assign::AddAccount(problem, {.unplaced_cost = 10'000, .locked_rep = lock},
                     {{.rep = 0, .cost = 10, .load = load},
                      {.rep = 1, .cost = 30, .load = load},
                      {.rep = 2, .cost = 20, .load = load}});
}

TEST(Start, IsTheDraftBeforeWhereThatFits) {
  assign::Problem problem = ThreeReps();
  Add(problem, 60);
  Add(problem, 40);
  EXPECT_EQ(StartOf(problem, {0, 0}), (std::vector<std::int32_t>{0, 0}));
  EXPECT_EQ(StartOf(problem, {kUnplaced, 1}), (std::vector<std::int32_t>{kUnplaced, 1}));
}

TEST(Start, WhoIsGivenAnAccountGivesUpTheSmallestThatMakesRoom) {
  assign::Problem problem = ThreeReps();
  Add(problem, 60);
  Add(problem, 10);
  Add(problem, 25);
  Add(problem, 20, 0);  // locked to the first, who has 95 already
  EXPECT_EQ(StartOf(problem, {0, 0, 0, 1}), (std::vector<std::int32_t>{0, 0, 2, 0}));
}

TEST(Start, WhatFindsNoRoomStaysWithoutAndALockIsNeverGivenUp) {
  assign::Problem problem = ThreeReps();
  Add(problem, 100);
  Add(problem, 100);
  Add(problem, 100);
  Add(problem, 90, 2);
  EXPECT_EQ(StartOf(problem, {0, 1, 2, 0}), (std::vector<std::int32_t>{0, 1, kUnplaced, 2}));
  problem.reps[2].capacity = 50;  // not even the lock has room: the engine says so
  EXPECT_EQ(StartOf(problem, {0, 1, kUnplaced, 0}), (std::vector<std::int32_t>{0, 1, kUnplaced, 2}));
}

TEST(Start, WhomTheProblemDoesNotKnowAnyMoreIsDropped) {
  assign::Problem problem = ThreeReps();
  assign::AddAccount(problem, {.unplaced_cost = 10'000}, {{.rep = 1, .cost = 5, .load = 10}});
  EXPECT_EQ(StartOf(problem, {0}), (std::vector<std::int32_t>{kUnplaced}));
}

// A drag to somebody who is full moves a few, not half of the book, and leaves nobody out. The engine gets no time to search.
TEST(Start, ADragToSomebodyFullMovesFew) {
  Facts facts = SomeFacts(400, 20);
  for (std::size_t j = 0; j < facts.accounts.size(); ++j)
    facts.accounts[j].load_minutes = 20 + static_cast<std::int64_t>(j * 37 % 15);
  for (RepFacts& rep : facts.reps) rep.capacity_minutes = 590;
  std::vector<Choice> choices = NoChoices(facts);
  int asked = 0;
  const auto stop = [&] { return ++asked > 300; };
  const Draft before = MakeDraft(facts, {}, kToday, choices, stop);
  for (std::size_t j = 0; j < choices.size(); ++j) choices[j].before = before.lines[j].successor;
  const Id rep = *before.lines[0].successor;
  const auto other = std::ranges::find_if(
      before.lines, [&](const DraftLine& line) { return line.successor && line.successor != rep; });
  const auto dragged = static_cast<std::size_t>(other - before.lines.begin());
  choices[dragged].is_locked = true;
  choices[dragged].locked_to = rep;
  asked = 300;
  const Draft after = MakeDraft(
      facts, {}, kToday, choices, stop,
      {.account_ids = before.account_ids, .rep_ids = before.rep_ids, .prices = before.solution.certificate});
  EXPECT_EQ(after.lines[dragged].successor, rep);
  int moved = 0;
  for (std::size_t j = 0; j < choices.size(); ++j)
    moved += after.lines[j].successor != before.lines[j].successor;
  EXPECT_GE(moved, 1);
  EXPECT_LE(moved, 40);
}

}  // namespace
}  // namespace baton::plan
