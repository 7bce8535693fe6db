// Solves the model of a plan with the assignment engine: from nothing, from where a draft stands, or, where a draft was made of the very
// same facts by the same rules and only choices have changed, by looking at these alone.
//
//   Solved solved = SolveFacts(facts, table, rules, choices, should_stop);
//   SuccessorOf(solved, 3)                     // the index of the rep of facts.accounts[3], or none
//
// Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "assign/solve.h"
#include "base/date.h"
#include "plan/model.h"

namespace baton::plan {

// A plan with more pairs of account and rep is large: who changes it waits for what the change touches, not for a search.
inline constexpr std::size_t kLargePairs = 60'000;
// Beyond so many, a model keeps of each account with a successor the candidates that the prices make cheapest (cheapest.h).
inline constexpr std::size_t kWholeProblem = 250'000;

struct Solved {
  Model model;
  assign::Solution solution;
};

// What a line of the draft before said, as far as the next one goes on from it.
struct LineBefore {
  std::int64_t basis = 0;  // of its stability (stability.h)
  std::int32_t stability_permille = 0;
  std::optional<Id> next_best = {};
  std::int64_t next_best_cost = 0;
  std::optional<Day> week_on = {};
};

struct Draft;

// What is known of the draft before, where there is one, and the time of whoever waits.
struct Again {
  std::vector<Id> account_ids = {};  // of the problem before, in its order
  std::vector<Id> rep_ids = {};
  assign::Certificate prices = {};
  std::int64_t gap = -kFitCost;        // between that draft and its bound; none known
  std::vector<LineBefore> lines = {};  // empty, or one per account of the facts
  // That draft itself, where it was made of these very facts by these rules: only what the choices change is worked out, and the rest
  // is taken from it, which leaves it of no use for anything else.
  Draft* draft = nullptr;
  // Since the change was asked for; the clock is the caller's. From kSettleTime on a plan proven to be close, or as close as the one
  // before, is taken as it is, from kExplainTime on explanations are by the prices. Empty: no hurry.
  std::function<std::chrono::milliseconds()> waited = {};
  // The weeks come after the search and have time of their own: a search that used all of its would leave none. Empty: no limit.
  std::function<bool()> weeks_should_stop = {};
};
inline constexpr std::chrono::milliseconds kSettleTime{60};
inline constexpr std::chrono::milliseconds kExplainTime{250};
inline constexpr std::int64_t kSettlePermille = 3;  // of the objective between plan and bound

// Builds and solves; where rules.accounts_per_rep is exceeded, again with those reps counted, until none is.
Solved SolveFacts(const Facts& facts, const FitTable& table, const PlanRules& rules,
                  std::span<const Choice> choices, const std::function<bool()>& should_stop,
                  const Again& again = {});

// The rep of an account of the facts, as an index into facts.reps.
std::optional<std::size_t> SuccessorOf(const Solved& solved, std::size_t account);

}  // namespace baton::plan
