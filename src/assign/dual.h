// Inside the solver: prices for capacity and for revenue, and the bound they prove.
//
// With a price per unit of capacity and one per unit of revenue, every account may take its cheapest arc for
// itself:
//   value = sum over accounts of min(unplaced, cost + capacity_price * load + fair_price * revenue)
//         - sum over reps of (capacity_price * capacity + fair_price * fair_target)
// is below every assignment's objective (docs/assign.md). Ascend climbs that value.
#pragma once

#include <cstdint>
#include <vector>

#include "assign/model.h"
#include "assign/plan.h"
#include "assign/solve.h"
#include "assign/thresholds.h"

namespace baton::assign::inner {

struct Prices {
  std::vector<std::int64_t> capacity;  // on the grid, >= 0
  std::vector<std::int64_t> fair;      // on the grid, within +- fair_penalty * grid
};

Prices NoPrices(const Model& model);

inline std::int64_t PricedCost(const Model& model, const Prices& prices, const Candidate& arc,
                               std::int64_t revenue) {
  return arc.cost * model.grid + prices.capacity[At(arc.rep)] * arc.load + prices.fair[At(arc.rep)] * revenue;
}

// An account's cheapest arc, as if it were alone.
struct Cheapest {
  std::int64_t cost;    // of `arc`, on the grid; of staying unplaced where no arc is cheaper
  std::int64_t second;  // of the next best; INT64_MAX: there is none
  std::int64_t arc;     // kNone: unplaced
  std::int64_t second_arc = kNone;
};
inline Cheapest CheapestOf(const Model& model, const Prices& prices, std::int32_t account) {
  const std::int64_t revenue = model.Revenue(account);
  Cheapest cheapest{model.Unplaced(account) * model.grid, INT64_MAX, kNone};
  for (std::int64_t a = model.first[At(account)]; a < model.first[At(account) + 1]; ++a) {
    const std::int64_t cost = PricedCost(model, prices, model.arcs[At(a)], revenue);
    if (cost < cheapest.cost) {
      cheapest = {cost, cheapest.cost, a, cheapest.arc};
    } else if (cost < cheapest.second) {
      cheapest.second = cost;
      cheapest.second_arc = a;
    }
  }
  return cheapest;
}

struct Relaxed {
  std::int64_t value = 0;          // on the grid
  std::int64_t regret = 0;         // sum over accounts of second best - best
  std::vector<std::int64_t> load;  // per rep
  std::vector<std::int64_t> revenue;
};

// False when the watch ended it; `out` is then of no use. One pass over the arcs. Counts the thresholds too, where they are wanted.
bool Relax(const Model& model, const Prices& prices, Watch& watch, Relaxed& out,
           Thresholds* thresholds = nullptr);

// Whether, of a problem without fair shares, most accounts have another rep who is as good as the best.
bool IsTied(const Model& model);

// Improves `prices` (which must be allowed) by at most `passes` passes; `value` is theirs before and after.
// Stops early when the bound reaches `objective`. Where it may be tied, a regret that is small beside the gap says so; elsewhere only that
// accounts have no place yet.
void Ascend(const Model& model, std::int64_t objective, int passes, bool may_be_tied, Watch& watch,
            Prices& prices, std::int64_t& value);

// The prices of an earlier run, made allowed for this model. Wrong sizes give no prices.
Prices Adopt(const Model& model, const std::vector<std::int64_t>& capacity,
             const std::vector<std::int64_t>& fair, std::int64_t grid);

// The same of account prices; none where there are none.
std::vector<std::int64_t> AdoptAccountPrices(const Model& model, const Certificate& known);

}  // namespace baton::assign::inner
