// Inside branch.cc: plans from column generation (columns.h).
//
// The linear program over sets says how sure each arc is. A dive fixes the surest, solves again with what is left, and so on to a
// plan. Reopening dives into the accounts of some reps while the others stay as they are in the best plan.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "assign/branch_node.h"
#include "assign/columns.h"
#include "assign/dual.h"
#include "assign/model.h"
#include "assign/plan.h"
#include "assign/relaxation.h"

namespace baton::assign::inner {

// Makes a plan whole and improves it; `best` becomes it when it is better.
void Finish(const Model& model, const Prices& prices, Plan plan, Random& random, Watch& watch,
            Relaxation& relaxation, Plan& best);

class Diver {
 public:
  // All outlive it. `parts`, per arc, is where Climb leaves how sure each is. REQUIRES: CanGenerate(model), for all but this.
  Diver(const Model& model, const Prices& prices, std::int64_t node_limit, Random& random, Watch& watch,
        Relaxation& relaxation, std::vector<float>& parts, Plan& best)
      : model_(model),
        prices_(prices),
        node_limit_(node_limit),
        random_(random),
        watch_(watch),
        relaxation_(relaxation),
        parts_(parts),
        best_(best) {}

  // Raises the bound and the prices of the node, and tries a plan. True when the node is proven fruitless.
  bool Climb(Node& node, const Open& open, int rounds);
  void Dive(Node node);
  void Reopen(const std::vector<std::int64_t>& price);

 private:
  void Round(const Open& open);
  void FixSure(const Open& open, Choices& choices) const;

  const Model& model_;
  const Prices& prices_;
  const std::int64_t node_limit_;
  Random& random_;
  Watch& watch_;
  Relaxation& relaxation_;
  std::vector<float>& parts_;
  Plan& best_;
  std::optional<Columns> columns_;  // from the first climb on
};

}  // namespace baton::assign::inner
