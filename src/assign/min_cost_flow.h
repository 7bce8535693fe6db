// Inside schedule.h: the cheapest flow through a network, by the network simplex of LEMON.
//
//   CheapestFlow({1, 1, -2}, {{.from = 0, .to = 2, .capacity = 1, .cost = 5}, ...})   // how much flows on each arc
//
// LEMON's headers are C++17 and know what C++20 has removed, so they are seen by min_cost_flow.cc alone.
#pragma once

#include <cstdint>
#include <vector>

namespace baton::assign::inner {

struct FlowArc {
  int from = 0;
  int to = 0;
  std::int64_t capacity = 0;
  std::int64_t cost = 0;
};

// By node what comes in from outside, or below zero what goes out there. REQUIRES that they sum to zero, that all of it can flow, and
// that the costs of all arcs on a path sum to less than 2^60. It cannot be interrupted.
std::vector<std::int64_t> CheapestFlow(const std::vector<std::int64_t>& supply,
                                       const std::vector<FlowArc>& arcs);

}  // namespace baton::assign::inner
