#include "plan/solved.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"
#include "plan/cheapest.h"
#include "plan/draft.h"
#include "plan/start.h"

namespace baton::plan {
namespace {

__extension__ typedef __int128 Wide;

constexpr int kMostRounds = 4;  // of solving a change again, because an account lost its place

// How close a search has come.
struct Gap {
  bool is_known = false;
  std::int64_t objective = 0;
  std::int64_t bound = 0;

  // Close enough, or as close as the draft before but for what a change by hand may cost: what that left open is not for the next
  // change to find, which would move many for one.
  bool IsSmall(std::int64_t before) const {
    return is_known &&
           objective - bound <= std::max(before + kFitCost, std::abs(objective) / 1000 * kSettlePermille);
  }
};

// Prices of accounts and reps are of use for the same ones.
bool IsSameProblem(const Facts& facts, const Model& model, const Again& again) {
  const auto is_account = [&](std::size_t j, Id id) { return facts.accounts[j].id == id; };
  return std::ranges::equal(model.account_of, again.account_ids, is_account) &&
         std::ranges::equal(facts.reps, again.rep_ids, {}, &RepFacts::id);
}

// The same prices, though on another grid.
bool AreSame(const std::vector<std::int64_t>& left, std::int64_t left_grid,
             const std::vector<std::int64_t>& right, std::int64_t right_grid) {
  return std::ranges::equal(left, right, [&](std::int64_t a, std::int64_t b) {
    return static_cast<Wide>(a) * right_grid == static_cast<Wide>(b) * left_grid;
  });
}

std::vector<std::int32_t> StartFrom(const Model& model) {
  std::vector<std::int32_t> before;
  for (const auto& rep : model.before) {
    before.push_back(rep ? static_cast<std::int32_t>(*rep) : assign::kUnplaced);
  }
  return StartOf(model.problem, std::move(before));
}

// Solves what differs in the choices from those of again.draft, by its prices. Nothing where that is not close enough, or where they are not
// proven any more to hold for all candidates.
class Change {
 public:
  Change(const Facts& facts, const FitTable& table, const PlanRules& rules, std::span<const Choice> choices,
         const Again& again)
      : facts_(facts), table_(table), rules_(rules), choices_(choices), again_(again) {}

  std::optional<Solved> Run() {
    Model before = std::move(again_.draft->workings.model);
    before.problem = std::move(again_.draft->problem);
    std::vector<bool> anew(facts_.accounts.size(), false);
    for (int round = 0; round < kMostRounds; ++round) {
      Solved solved{ModelAgain(facts_, table_, rules_, choices_,
                               {.model = before, .choices = again_.draft->workings.choices}, anew),
                    {}};
      if (!IsSameProblem(facts_, solved.model, again_)) return std::nullopt;
      solved.solution = assign::Solve(
          solved.model.problem,
          {.start_prices = again_.prices, .start = StartFrom(solved.model), .keep_prices = true});
      if (!IsGood(solved)) return std::nullopt;
      if (!AskForMore(before, solved, anew)) return solved;
    }
    return std::nullopt;
  }

 private:
  bool IsGood(Solved& solved) const {
    assign::Solution& solution = solved.solution;
    const assign::Certificate& now = solution.certificate;
    const assign::Certificate& then = again_.prices;
    if (!AreSame(now.capacity_prices, now.grid, then.capacity_prices, then.grid) ||
        !AreSame(now.fair_prices, now.grid, then.fair_prices, then.grid))
      return false;
    // What the unit of all costs adds to a bound is not known of candidates that are not there.
    solution.bound = std::min(solution.bound, now.bound);
    solution.status =
        solution.bound == solution.objective ? assign::Status::optimal : assign::Status::feasible;
    const Gap gap{true, solution.objective, solution.bound};
    return gap.IsSmall(again_.gap) && OverCount(facts_, rules_, solution).empty();
  }

  // An account that lost its place may find one with a candidate that was not there.
  bool AskForMore(const Model& before, const Solved& solved, std::vector<bool>& anew) const {
    bool is_more = false;
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      const bool is_whole = anew[j] || choices_[j] != again_.draft->workings.choices[j];
      const std::int32_t then = before.index_of[j];
      if (is_whole || then < 0 || solved.model.index_of[j] < 0 || SuccessorOf(solved, j)) continue;
      const bool was_placed =
          again_.draft->solution.assignment[static_cast<std::size_t>(then)] != assign::kUnplaced;
      if (!was_placed) continue;
      anew[j] = true;
      is_more = true;
    }
    return is_more;
  }

  const Facts& facts_;
  const FitTable& table_;
  const PlanRules& rules_;
  const std::span<const Choice> choices_;
  const Again& again_;
};

}  // namespace

Solved SolveFacts(const Facts& facts, const FitTable& table, const PlanRules& rules,
                  std::span<const Choice> choices, const std::function<bool()>& should_stop,
                  const Again& again) {
  if (again.draft != nullptr && table.permille.size() > kLargePairs) {
    if (auto changed = Change(facts, table, rules, choices, again).Run()) return std::move(*changed);
  }
  Solved solved;
  std::vector<bool> is_counted(facts.reps.size(), false);
  for (;;) {
    solved.model = BuildModel(facts, table, rules, choices, is_counted);
    const auto faults = assign::Validate(solved.model.problem, 1);
    Check(faults.empty(), "the model is within the engine's limits");
    Gap gap;
    assign::SolveOptions options{
        .should_stop =
            [&] {
              return (should_stop && should_stop()) ||
                     (gap.IsSmall(again.gap) && again.waited && again.waited() >= kSettleTime);
            },
        .progress =
            [&](const assign::Progress& progress) {
              gap = {true, progress.objective, progress.bound};
            }};
    if (IsSameProblem(facts, solved.model, again)) options.start_prices = again.prices;
    options.start = StartFrom(solved.model);
    solved.solution = assign::Solve(solved.model.problem, options);
    const auto over = OverCount(facts, rules, solved.solution);
    if (over.empty()) return solved;
    for (const std::size_t rep : over) {
      Check(!is_counted[rep], "a counted rep keeps the limit");
      is_counted[rep] = true;
    }
  }
}

std::optional<std::size_t> SuccessorOf(const Solved& solved, std::size_t account) {
  const std::int32_t index = solved.model.index_of[account];
  if (index < 0) return std::nullopt;
  const std::int32_t rep = solved.solution.assignment[static_cast<std::size_t>(index)];
  if (rep == assign::kUnplaced) return std::nullopt;
  return static_cast<std::size_t>(rep);
}

}  // namespace baton::plan
