// Inside the solver: account prices by column generation, for the nodes of branch.h.
//
// The linear program over sets (set_program.h) proposes prices, every rep answers with its best set at them
// (relaxation.h), which is a new column and, added up, a proven bound. Prices between the best so far and the
// proposed ones are tried, which is steadier (Wentges 1997). Sets found at one node serve all others.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "assign/relaxation.h"
#include "assign/set_program.h"

namespace baton::assign::inner {

// Is the linear program of this model small enough?
bool CanGenerate(const Model& model);

class Columns {
 public:
  // Climbing ends where the relaxation has done `node_limit` nodes.
  Columns(const Model& model, Relaxation& relaxation, std::int64_t node_limit);

  // The sets of a plan, so that there is always something to start from.
  void AddPlan(const Plan& plan);

  // Raises `bound` and `price` for what `open` and `choices` leave. True when the bound is above `threshold`.
  bool Climb(const Open& open, const Choices& choices, std::int64_t threshold, int rounds, Watch& watch,
             std::vector<std::int64_t>& price, std::int64_t& bound);

  // After Climb: the part of each arc in the answer of the linear program.
  void ArcShares(std::vector<float>& out) const;

 private:
  void Restrict(const Choices& choices);
  void SetRanges(const Open& open, const Choices& choices, const std::vector<std::int64_t>& center,
                 double width);
  bool IsHeldBack(const Open& open) const;
  bool Offer(const Open& open, const Valued& valued);
  bool AddSet(std::int32_t rep, std::vector<std::int32_t> accounts);
  void Spend();

  const Model& model_;
  Relaxation& relaxation_;
  const std::int64_t node_limit_;
  SetProgram program_;
  std::set<std::vector<std::int32_t>> known_;  // accounts of the set, then its rep
  Valued valued_;
};

}  // namespace baton::assign::inner
