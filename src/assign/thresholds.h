// Inside the solver: how far the price of a rep's capacity must go until how much load leaves or comes, other prices as they are.
//
// An account changes hands where its cheapest arc and its second cost the same: once the one's price is higher by what the account would
// lose for each unit of its load, or the other's lower by as much. A pass over the arcs (dual.h) counts these
// distances by rep and power of two, so it tells of every rep at once how far its price is from where its load is its capacity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "assign/model.h"

namespace baton::assign::inner {

class Thresholds {
 public:
  explicit Thresholds(const Model& model);  // none are counted yet

  // With `regret` more than now the account's other arc costs as much as its cheapest.
  void CountLeaving(const Candidate& cheapest, std::int64_t regret) { Count(cheapest, regret, leaving_); }
  void CountComing(const Candidate& second, std::int64_t regret) { Count(second, regret, coming_); }
  void Add(const Thresholds& other);

  // By how much a price must change until load of `excess` has left; below zero: until so much less than nothing has come. Where no
  // distance that was counted is far enough, as far as prices go.
  double Shift(std::int32_t rep, std::int64_t excess) const;

 private:
  // A processor's cache holds the tables of ten thousand reps. Beyond them are prices that nearly all or nearly no accounts would pay.
  static constexpr int kPowers = 16;
  static constexpr double kFarthest = 1e18;

  static std::size_t First(std::int32_t rep) { return At(rep) * kPowers; }
  std::size_t PowerOf(std::int64_t regret, std::int64_t load) const;
  double Reach(std::int32_t rep, double load, const std::vector<std::int64_t>& counted) const;
  void Count(const Candidate& arc, std::int64_t regret, std::vector<std::int64_t>& counted) {
    if (arc.load > 0) counted[First(arc.rep) + PowerOf(regret, arc.load)] += arc.load;
  }

  int lowest_;                         // distances up to 2^lowest_ are counted together
  std::vector<std::int64_t> leaving_;  // load, by rep and power
  std::vector<std::int64_t> coming_;
};

}  // namespace baton::assign::inner
