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

}  // namespace baton::assign::inner
