#include "assign/min_cost_flow.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace baton::assign::inner {
namespace {

constexpr std::int64_t kFar = INT64_MAX / 2;

std::size_t At(int index) { return static_cast<std::size_t>(index); }

}  // namespace

int MinCostFlow::Add(int from, int to, std::int64_t capacity, std::int64_t cost) {
  const int arc = static_cast<int>(arcs_.size());
  arcs_.push_back({to, first_[At(from)], capacity, cost});
  first_[At(from)] = arc;
  arcs_.push_back({from, first_[At(to)], 0, -cost});
  first_[At(to)] = arc + 1;
  return arc;
}

bool MinCostFlow::FindPath(int source, int sink) {
  using Entry = std::pair<std::int64_t, int>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  std::fill(distance_.begin(), distance_.end(), kFar);
  distance_[At(source)] = 0;
  queue.emplace(0, source);
  while (!queue.empty()) {
    const auto [distance, node] = queue.top();
    queue.pop();
    if (distance > distance_[At(node)]) continue;
    if (node == sink) break;
    for (int a = first_[At(node)]; a != -1; a = arcs_[At(a)].next) {
      const Arc& arc = arcs_[At(a)];
      if (arc.capacity == 0) continue;
      const std::int64_t reached = distance + arc.cost + potential_[At(node)] - potential_[At(arc.to)];
      if (reached >= distance_[At(arc.to)]) continue;
      distance_[At(arc.to)] = reached;
      arrived_by_[At(arc.to)] = a;
      queue.emplace(reached, arc.to);
    }
  }
  const std::int64_t reached = distance_[At(sink)];
  if (reached == kFar) return false;
  // Nodes farther than the sink move by as much as the sink, which keeps every reduced cost at zero or above.
  for (std::size_t n = 0; n < potential_.size(); ++n) potential_[n] += std::min(distance_[n], reached);
  return true;
}

bool MinCostFlow::Run(int source, int sink, const std::function<bool()>& should_stop) {
  potential_.assign(first_.size(), 0);
  distance_.assign(first_.size(), 0);
  arrived_by_.assign(first_.size(), -1);
  while (!(should_stop && should_stop())) {
    if (!FindPath(source, sink)) return true;
    std::int64_t amount = kFar;
    for (int node = sink; node != source; node = arcs_[At(arrived_by_[At(node)] ^ 1)].to) {
      amount = std::min(amount, arcs_[At(arrived_by_[At(node)])].capacity);
    }
    for (int node = sink; node != source; node = arcs_[At(arrived_by_[At(node)] ^ 1)].to) {
      Arc& arc = arcs_[At(arrived_by_[At(node)])];
      arc.capacity -= amount;
      arcs_[At(arrived_by_[At(node)] ^ 1)].capacity += amount;
      cost_ += amount * arc.cost;
    }
  }
  return false;
}

}  // namespace baton::assign::inner
