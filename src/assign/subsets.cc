// Dynamic programming over sets of accounts: best[r][set] is the least that reps 0..r-1 and "unplaced" can
// cost when they have exactly `set`. One more rep takes a part of the set that fits it.
#include <algorithm>
#include <bit>

#include "assign/enumerate.h"

namespace baton::assign::inner {
namespace {

constexpr std::int32_t kMostAccounts = 16;
constexpr std::int64_t kMostStates = 4'000'000;
constexpr std::int64_t kStepsANode = 256;
constexpr std::int64_t kNever = INT64_MAX / 4;

using Set = std::uint32_t;

struct Part {
  Set set;
  std::int64_t cost;
};

// Every set of accounts the rep could have, with its whole cost; the empty one is among them.
std::vector<Part> PartsOf(const Model& model, std::int32_t rep) {
  struct Sum {
    std::int64_t cost = 0, load = 0, revenue = 0;
  };
  const Set end = Set{1} << model.account_count;
  std::vector<Sum> sums(end);
  std::vector<Part> parts{{0, model.FairCost(rep, 0)}};
  for (Set set = 1; set < end; ++set) {
    const int j = std::countr_zero(set);
    const Sum& rest = sums[set & (set - 1)];
    const std::int32_t arc = model.FindArc(j, rep);
    if (arc == kNone || rest.load < 0 || rest.load + model.arcs[At(arc)].load > model.capacity[At(rep)]) {
      sums[set].load = -1;  // impossible, and so is all above it
      continue;
    }
    const Candidate& candidate = model.arcs[At(arc)];
    sums[set] = {rest.cost + candidate.cost, rest.load + candidate.load, rest.revenue + model.Revenue(j)};
    parts.push_back({set, sums[set].cost + model.FairCost(rep, sums[set].revenue)});
  }
  return parts;
}

}  // namespace

std::int64_t SubsetWork(const Model& model) {
  const std::int32_t n = model.account_count;
  if (n > kMostAccounts || (std::int64_t{1} << n) * (model.rep_count + 1) > kMostStates) return INT64_MAX;
  std::int64_t steps = (std::int64_t{2} << n) * (model.rep_count + 1);
  for (std::int32_t r = 0; r < model.rep_count; ++r) {
    for (const Part& part : PartsOf(model, r)) steps += std::int64_t{1} << (n - std::popcount(part.set));
  }
  return steps / kStepsANode + 1;
}

Searched SolveBySubsets(const Model& model, Watch& watch, Plan& best) {
  const Set end = Set{1} << model.account_count;
  const Set all = end - 1;
  std::vector<std::vector<std::int64_t>> least(At(model.rep_count) + 1,
                                               std::vector<std::int64_t>(end, kNever));
  least[0][0] = 0;
  for (Set set = 1; set < end; ++set) {
    least[0][set] = least[0][set & (set - 1)] + model.Unplaced(std::countr_zero(set));
  }
  std::vector<std::vector<Part>> parts;
  for (std::int32_t r = 0; r < model.rep_count; ++r) {
    parts.push_back(PartsOf(model, r));
    const std::vector<std::int64_t>& before = least[At(r)];
    std::vector<std::int64_t>& after = least[At(r) + 1];
    for (const Part& part : parts.back()) {
      const Set others = all & ~part.set;
      if (watch.Stopped(std::int64_t{1} << std::popcount(others))) return {0, INT64_MIN};
      for (Set rest = others;; rest = (rest - 1) & others) {
        after[rest | part.set] = std::min(after[rest | part.set], before[rest] + part.cost);
        if (rest == 0) break;
      }
    }
  }
  if (least.back()[all] >= best.objective()) return {};
  Plan plan(model);
  Set left = all;
  for (std::int32_t r = model.rep_count - 1; r >= 0; --r) {
    const std::int64_t goal = least[At(r) + 1][left];
    const auto found = std::find_if(parts[At(r)].begin(), parts[At(r)].end(), [&](const Part& part) {
      return (part.set & ~left) == 0 && least[At(r)][left & ~part.set] + part.cost == goal;
    });
    for (Set set = found->set; set != 0; set &= set - 1) {
      const int j = std::countr_zero(set);
      plan.Move(j, model.FindArc(j, r));
    }
    left &= ~found->set;
  }
  best = std::move(plan);
  return {};
}

}  // namespace baton::assign::inner
