// Inside the solver: the relaxation of a branch-and-bound node, in which every rep picks accounts for itself.
//
// docs/assign.md, "Prices for accounts": each account has a price for being placed, each rep solves a
// knapsack. Open is what a node's choices leave undecided; Value is the bound that prices prove for it.
#pragma once

#include <cstdint>
#include <vector>

#include "assign/dual.h"
#include "assign/enumerate.h"
#include "assign/knapsack.h"
#include "assign/model.h"
#include "assign/plan.h"
#include "assign/share.h"

namespace baton::assign::inner {

inline constexpr std::int32_t kFree = -2;  // in Open::decided: there is a choice

// A node's choices sorted out: what is decided, what each rep may still take.
struct Open {
  std::vector<std::int32_t>
      decided;  // per account: its only arc, kNone for unplaced, kFree when there is a choice
  std::vector<std::int32_t> accounts;                  // those with a choice
  std::vector<std::vector<std::int32_t>> arcs_of_rep;  // theirs
  std::vector<std::int64_t> room;
  std::vector<std::int64_t> missing;  // revenue to the fair target, decided accounts counted
  std::int64_t base = 0;              // what the decided accounts cost
};

struct Valued {
  std::int64_t bound = 0;
  std::vector<std::int32_t> count;  // per account: how many reps took it, and whether "unplaced" did
  std::vector<char> taken;          // per arc
};

class Relaxation {
 public:
  // `fair_prices` are where the search for each rep's own begins. The model must outlive it.
  Relaxation(const Model& model, const std::vector<std::int64_t>& fair_prices, std::int64_t node_limit,
             Watch& watch);

  // Strikes out arcs that no longer fit, until nothing changes. False when some account has no choice left.
  bool SortOut(Choices& choices, Open& open);

  // The bound these prices prove. With `gains`, also what forcing each arc in or out would add to it.
  void Value(const Open& open, const Choices& choices, const std::vector<std::int64_t>& price, bool gains,
             Valued& out);

  std::int64_t GainIn(std::int64_t arc) const { return gain_in_[At(arc)]; }
  std::int64_t GainOut(std::int64_t arc) const { return gain_out_[At(arc)]; }
  std::int64_t Cost(std::int64_t arc) const { return model_.arcs[At(arc)].cost * model_.grid; }
  std::int32_t AccountOf(std::int64_t arc) const { return account_of_[At(arc)]; }
  std::int64_t Unplaced(std::int32_t account) const { return model_.Unplaced(account) * model_.grid; }

  const std::vector<std::int64_t>& fair_prices() const { return fair_prices_; }

  // Work done so far, in nodes of SolveOptions::node_limit.
  std::int64_t nodes() const { return nodes_; }
  void SpendNodes(std::int64_t nodes) { nodes_ += nodes; }
  void SpendArcs(std::int64_t arcs);

 private:
  void Spend(std::int64_t steps, std::int64_t a_node);
  void Collect(const Choices& choices, Open& open) const;
  std::int64_t Profit(std::int32_t arc, const std::vector<std::int64_t>& price) const {
    return price[At(account_of_[At(arc)])] - Cost(arc);
  }
  void ValuePlain(const Open& open, std::int32_t rep, const std::vector<std::int64_t>& price, bool gains,
                  Valued& out);
  void ValueShare(const Open& open, std::int32_t rep, const std::vector<std::int64_t>& price, bool gains,
                  Valued& out);
  void Gains(const std::vector<std::int32_t>& arcs, const std::vector<std::int64_t>& price);
  void Take(std::int32_t arc, Valued& out);

  const Model& model_;
  Watch& watch_;
  std::vector<std::int64_t> fair_prices_;         // per rep: the last found
  std::vector<char> last_;                        // per arc: taken when last looked at
  std::vector<std::int32_t> account_of_;          // per arc
  std::vector<std::int64_t> gain_in_, gain_out_;  // per arc
  Knapsack knapsack_;
  std::vector<KnapsackItem> items_;
  ShareKnapsack share_;
  ShareSteps share_steps_;
  std::vector<ShareItem> share_items_;
  std::int64_t nodes_ = 0;
  std::int64_t spent_ = 0;  // steps that do not make a node yet
};

}  // namespace baton::assign::inner
