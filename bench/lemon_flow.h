// LEMON's network simplex behind a plain interface: its headers are C++17, and know what C++20 has removed.
#pragma once

#include <cstdint>
#include <vector>

namespace baton::bench {

struct FlowArc {
  int from = 0;
  int to = 0;
  std::int64_t capacity = 0;
  std::int64_t cost = 0;
};

// The cost of the cheapest flow that takes `supply` of each node (below zero: what it takes up) where it goes.
// Throws when there is none.
std::int64_t CheapestFlow(const std::vector<std::int64_t>& supply, const std::vector<FlowArc>& arcs);

}  // namespace baton::bench
