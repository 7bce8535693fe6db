#include "assign/min_cost_flow.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <stdexcept>

namespace baton::assign::inner {

std::vector<std::int64_t> CheapestFlow(const std::vector<std::int64_t>& supply,
                                       const std::vector<FlowArc>& arcs) {
  using Graph = lemon::SmartDigraph;
  Graph graph;
  graph.reserveNode(static_cast<int>(supply.size()));
  graph.reserveArc(static_cast<int>(arcs.size()));
  for (std::size_t i = 0; i < supply.size(); ++i) graph.addNode();
  for (const FlowArc& arc : arcs) graph.addArc(Graph::nodeFromId(arc.from), Graph::nodeFromId(arc.to));
  Graph::NodeMap<std::int64_t> supplies(graph);
  Graph::ArcMap<std::int64_t> capacities(graph);
  Graph::ArcMap<std::int64_t> costs(graph);
  for (std::size_t i = 0; i < supply.size(); ++i)
    supplies[Graph::nodeFromId(static_cast<int>(i))] = supply[i];
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    const Graph::Arc arc = Graph::arcFromId(static_cast<int>(i));
    capacities[arc] = arcs[i].capacity;
    costs[arc] = arcs[i].cost;
  }
  using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
  Simplex simplex(graph);
  if (simplex.upperMap(capacities).costMap(costs).supplyMap(supplies).run() != Simplex::OPTIMAL) {
    throw std::logic_error("a network without room for its flow");
  }
  std::vector<std::int64_t> flow;
  flow.reserve(arcs.size());
  for (std::size_t i = 0; i < arcs.size(); ++i)
    flow.push_back(simplex.flow(Graph::arcFromId(static_cast<int>(i))));
  return flow;
}

}  // namespace baton::assign::inner
