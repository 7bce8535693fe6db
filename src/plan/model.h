// Turns facts and rules into the numbers of the assignment engine (assign/problem.h).
//
//   Model model = BuildModel(facts, table, rules, choices);
//   model.problem, model.index_of[3]           // solved.h solves it
//
// Units (docs/plan.md): cost 1 is one thousandth of a fit, so that an account with a rep who fits by .84 costs 160;
// capacity and load are minutes a week; revenue counts kRevenueUnits for the mean account of the plan. Whole numbers,
// so that the optimum is a number and not a rounding. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "assign/problem.h"
#include "assign/solve.h"
#include "plan/facts.h"
#include "plan/fit.h"
#include "plan/rules.h"

namespace baton::plan {

inline constexpr std::int64_t kFitCost = 1000;  // of a pair that fits by 0
// Leaving an account: as much as ten complete misfits, and its money on the wrong side at that. So no plan leaves one that a rep has
// room for.
inline constexpr std::int64_t kUnplacedCost = 10'000;
// What is given to a rep by hand is not left out to place others, not even a hundred.
inline constexpr std::int64_t kLockedUnplacedCost = 100 * kUnplacedCost;
inline constexpr std::int64_t kKnownBonus = 150;  // with rules.keep_known: for a rep whom the client has met
// For a rep of another team than that of the manager who hands over: who leads the rep knows the client else.
std::int64_t OtherTeamCost(const PlanRules& rules);
inline constexpr std::int64_t kStayBonus =
    10;  // for the successor of the draft before: no change for nothing
inline constexpr std::int64_t kRevenueUnits = 20;  // of the mean account
// More counts as so much: where the plan's own accounts bring next to nothing, what a rep has is any number of mean accounts.
inline constexpr std::int64_t kMostRevenueUnits = 1'000'000 * kRevenueUnits;
// Moving the mean account away from its fair share leaves two reps off by kRevenueUnits each; at a weight of 1 that
// costs as much as a complete misfit.
inline constexpr double kFairPenaltyAtOne = kFitCost / (2.0 * kRevenueUnits);

// What the manager has decided about an account, and where the draft before had it.
struct Choice {
  bool is_locked = false;
  std::optional<Id> locked_to = {};  // locked without one: it stays with the manager
  std::optional<Id> before = {};

  bool operator==(const Choice&) const = default;
};

enum class Out {
  in,       // the engine decides
  by_hand,  // locked to the manager
  no_fit,   // no rep reaches rules.keep_below_fit
  no_rep,   // reps fit, but none may: forbidden, another territory, leaving, away all through the plan
};

struct Model {
  assign::Problem problem;
  std::vector<std::int32_t> index_of;   // per account of the facts: its index in the problem, or -1
  std::vector<std::size_t> account_of;  // per account of the problem: its index in the facts
  std::vector<Out> out;                 // per account of the facts
  std::vector<std::optional<std::size_t>> before;  // per account of the problem: the rep of the draft before
  // Reps whose accounts are counted (rules.accounts_per_rep): each account weighs at least the rep's free time
  // divided by the accounts that are still allowed, which keeps both limits by one.
  std::vector<bool> is_counted;

  // The money of an account of the facts in kRevenueUnits; 0 where the engine does not decide on it.
  std::int64_t UnitsOf(std::size_t account) const {
    const std::int32_t index = index_of[account];
    return index < 0 ? 0 : problem.accounts[static_cast<std::size_t>(index)].revenue;
  }
};

// A model of the very same facts and rules, and of the choices before. It may know of an account with a successor only the candidates
// that the prices make cheapest (cheapest.h).
struct ModelBefore {
  const Model& model;
  std::span<const Choice> choices;
};

// REQUIRES: `table` belongs to `facts`; one choice per account of the facts; reps named by choices are in the facts.
Model BuildModel(const Facts& facts, const FitTable& table, const PlanRules& rules,
                 std::span<const Choice> choices, const std::vector<bool>& is_counted = {});
// The same of the one before: only accounts whose choice is another one, or that are in `anew`, have all their candidates weighed again.
Model ModelAgain(const Facts& facts, const FitTable& table, const PlanRules& rules,
                 std::span<const Choice> choices, const ModelBefore& before, const std::vector<bool>& anew);

// What giving an account to a rep costs, without the bonus for staying and without what it does to the fair shares.
struct PairCost {
  std::int64_t fit = 0;    // what is missing of a complete one
  std::int64_t known = 0;  // never above 0
  std::int64_t team = 0;

  std::int64_t Sum() const { return fit + known + team; }
};
PairCost PairCostOf(const Facts& facts, const FitTable& table, const PlanRules& rules, std::size_t account,
                    std::size_t rep);

bool IsForbidden(const Facts& facts, Id account, Id rep);

// Is this rep kept from this account by its own rules, the first that says so? Not by room, and not by who is there (weeks.h).
enum class Bar { none, fit, territory, forbidden };
Bar BarOf(const Facts& facts, const FitTable& table, const PlanRules& rules, std::size_t account,
          std::size_t rep);

// What an account of so many minutes weighs for a rep whose accounts are counted; its minutes where no limit is set.
std::int64_t CountedLoad(const RepFacts& rep, const PlanRules& rules, std::int64_t minutes);

// The reps that have more accounts than rules.accounts_per_rep allows.
std::vector<std::size_t> OverCount(const Facts& facts, const PlanRules& rules,
                                   const assign::Solution& solution);

// What an assignment (rep index or none per account of the facts) costs by these rules, whatever is locked and without
// the bonus for staying: the honest price of a change. What stays with the manager by hand costs nothing.
std::int64_t PlainCost(const Facts& facts, const FitTable& table, const PlanRules& rules, const Model& model,
                       std::span<const std::optional<std::size_t>> successors);

}  // namespace baton::plan
