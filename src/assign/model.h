// Inside the solver: the problem as the algorithms read it, with what can never be used taken out.
//
// Arcs are the candidates that are allowed (not forbidden, the lock if there is one, no heavier than the
// rep's whole capacity). They are the caller's own array when nothing had to be taken out, so the problem
// must outlive the model. Prices are integers on a grid: a price of `grid` is one unit of cost.
// docs/assign.md, "Numbers", says why no sum overflows. Read-only after Build, so any number of readers.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "assign/problem.h"

namespace baton::assign::inner {

// Asks should_stop now and then; once true it stays true.
class Watch {
 public:
  explicit Watch(const std::function<bool()>& should_stop) : should_stop_(should_stop) {}

  // `work` in arcs looked at, about two nanoseconds each.
  bool Stopped(std::int64_t work) {
    since_ += work;
    if (since_ < kPollAfter || stopped_) return stopped_;
    return StoppedNow();
  }
  bool StoppedNow() {
    since_ = 0;
    if (!stopped_ && should_stop_ && should_stop_()) stopped_ = true;
    return stopped_;
  }
  bool stopped() const { return stopped_; }

 private:
  static constexpr std::int64_t kPollAfter = 8192;
  const std::function<bool()>& should_stop_;
  std::int64_t since_ = 0;
  bool stopped_ = false;
};

// splitmix64: the same numbers everywhere, unlike the distributions of <random>.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Next();
  std::int32_t Below(std::int32_t end) {
    return static_cast<std::int32_t>(Next() % static_cast<std::uint64_t>(end));
  }

 private:
  std::uint64_t state_;
};

inline std::size_t At(std::int64_t index) { return static_cast<std::size_t>(index); }

struct Model {
  const Problem* problem = nullptr;
  std::int32_t account_count = 0;
  std::int32_t rep_count = 0;
  std::span<const Candidate> arcs;
  std::vector<std::int64_t> first;     // arcs of account j: first[j] .. first[j + 1]
  std::vector<std::int64_t> capacity;  // no more than all the loads a rep could get
  std::vector<bool> can_be_full;       // per rep; otherwise its capacity never binds and its price is 0
  double mean_load = 0;                // of an arc
  double mean_cost = 0;                // the same, without signs
  bool has_fair = false;
  int threads = 1;  // that a pass over all arcs may use
  std::int64_t grid = 1;
  std::int64_t unit = 1;  // every objective is a multiple of it
  std::int64_t largest_capacity_price = 0;
  std::int64_t largest_sum = 0;  // on the grid: no objective, nor its negative, is beyond it

  std::span<const Candidate> ArcsOf(std::int32_t account) const {
    return arcs.subspan(At(first[At(account)]), At(first[At(account) + 1] - first[At(account)]));
  }
  // The number of the arc, or -1.
  std::int32_t FindArc(std::int32_t account, std::int32_t rep) const;
  std::int64_t Unplaced(std::int32_t account) const { return problem->accounts[At(account)].unplaced_cost; }
  std::int64_t Revenue(std::int32_t account) const { return problem->accounts[At(account)].revenue; }
  std::int64_t FairCost(std::int32_t rep, std::int64_t revenue) const {
    return assign::FairCost(problem->reps[At(rep)], revenue);
  }
  std::int64_t FairPenalty(std::int32_t rep) const { return problem->reps[At(rep)].fair_penalty; }
  std::int64_t FairTarget(std::int32_t rep) const { return problem->reps[At(rep)].fair_target; }

  // The smallest whole objective that is not below `bound_on_grid`, a multiple of unit.
  std::int64_t RoundUp(std::int64_t bound_on_grid) const;

  std::vector<Candidate> kept;       // holds the arcs when some candidates were taken out
  std::vector<std::int32_t> arc_at;  // [account * rep_count + rep], when that is small
};

// `kept_prices`: capacity prices that stay, whatever the candidates: where a rep has one its capacity counts in full, also if these
// candidates alone could not fill it.
Model Build(const Problem& problem, int threads = 1, std::span<const std::int64_t> kept_prices = {});

}  // namespace baton::assign::inner
