#include "lemon_flow.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <stdexcept>

namespace baton::bench {

std::int64_t CheapestFlow(const std::vector<std::int64_t>& supply, const std::vector<FlowArc>& arcs) {
  using Graph = lemon::SmartDigraph;
  Graph graph;
  graph.reserveNode(static_cast<int>(supply.size()));
  graph.reserveArc(static_cast<int>(arcs.size()));
  std::vector<Graph::Node> nodes;
  for (std::size_t i = 0; i < supply.size(); ++i) nodes.push_back(graph.addNode());
  Graph::NodeMap<std::int64_t> supplies(graph);
  for (std::size_t i = 0; i < supply.size(); ++i) supplies[nodes[i]] = supply[i];
  Graph::ArcMap<std::int64_t> capacities(graph);
  Graph::ArcMap<std::int64_t> costs(graph);
  for (const FlowArc& arc : arcs) {
    const Graph::Arc added =
        graph.addArc(nodes[static_cast<std::size_t>(arc.from)], nodes[static_cast<std::size_t>(arc.to)]);
    capacities[added] = arc.capacity;
    costs[added] = arc.cost;
  }
  lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(graph);
  simplex.upperMap(capacities).costMap(costs).supplyMap(supplies);
  if (simplex.run() != simplex.OPTIMAL) throw std::runtime_error("LEMON found no flow");
  return simplex.totalCost<std::int64_t>();
}

}  // namespace baton::bench
