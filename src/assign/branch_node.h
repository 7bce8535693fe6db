// Inside branch.cc: what is left of the problem at a node, and a node that is not looked at yet.
//
// Children share their parent's choices, so that waiting ones are small.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "assign/enumerate.h"
#include "assign/plan.h"

namespace baton::assign::inner {

struct Node {
  Choices choices;
  std::vector<std::int64_t> price;  // per account: the best found for this node
  std::int64_t bound = INT64_MIN;
};

// One decision more than the node it comes from, which its siblings share.
struct Child {
  std::shared_ptr<const Node> parent;
  std::int32_t account = 0;
  std::int32_t arc = kNone;
  std::int64_t order = 0;  // of making, so that equal bounds have an order

  bool operator<(const Child& other) const {  // for a heap with the lowest bound on top
    return std::pair(parent->bound, order) > std::pair(other.parent->bound, other.order);
  }
};

// A bound above it proves that the plan is the best.
inline std::int64_t Threshold(const Model& model, const Plan& best) {
  return (best.objective() - model.unit) * model.grid;
}

// Leaves the account this arc (kNone: no rep) only.
inline void Fix(const Model& model, std::int32_t account, std::int64_t arc, Choices& choices) {
  for (std::int64_t a = model.first[At(account)]; a < model.first[At(account) + 1]; ++a) {
    choices.arc[At(a)] = a == arc ? 1 : 0;
  }
  choices.unplaced[At(account)] = arc == kNone ? 1 : 0;
}

}  // namespace baton::assign::inner
