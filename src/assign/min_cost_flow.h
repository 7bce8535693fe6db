// Inside schedule.h: min-cost flow by successive shortest paths with potentials (Dijkstra), for integer
// capacities and costs that are not negative.
//
//   MinCostFlow flow(nodes);
//   const int arc = flow.Add(from, to, capacity, cost);
//   flow.Run(source, sink);          // the cheapest of the largest flows
//   flow.FlowOn(arc)
//
// Own code: 100 lines against a dependency the engine would otherwise not have. Time: flow * arcs * log
// nodes.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace baton::assign::inner {

class MinCostFlow {
 public:
  explicit MinCostFlow(int node_count) : first_(static_cast<std::size_t>(node_count), -1) {}

  // REQUIRES cost >= 0 and capacity >= 0.
  int Add(int from, int to, std::int64_t capacity, std::int64_t cost);
  // Sends what can be sent; the flow is the cheapest of its amount even when `should_stop` ended it early.
  // True when nothing more can be sent.
  bool Run(int source, int sink, const std::function<bool()>& should_stop);

  std::int64_t FlowOn(int arc) const { return arcs_[static_cast<std::size_t>(arc) ^ 1].capacity; }
  std::int64_t cost() const { return cost_; }

 private:
  struct Arc {
    int to;
    int next;  // of the same node
    std::int64_t capacity;
    std::int64_t cost;
  };
  bool FindPath(int source, int sink);

  std::vector<Arc> arcs_;  // an arc and its reverse lie side by side
  std::vector<int> first_;
  std::vector<std::int64_t> potential_, distance_;
  std::vector<int> arrived_by_;
  std::int64_t cost_ = 0;
};

}  // namespace baton::assign::inner
