// Inside the solver: an assignment under change. It is feasible at every moment; each account has an arc or
// none.
//
//   Plan plan(model);                       // nobody is placed
//   if (plan.Fits(arc)) plan.Move(account, arc);
//   plan.objective()
//
// Loads, revenue and the objective are kept up to date; the accounts of a rep are a linked list, so a plan of
// a million accounts needs 20 bytes an account. The model must outlive the plan.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "assign/model.h"

namespace baton::assign::inner {

inline constexpr std::int32_t kNone = -1;

class Plan {
 public:
  explicit Plan(const Model& model);

  std::int64_t objective() const { return objective_; }
  std::int32_t arc(std::int32_t account) const { return arc_[At(account)]; }
  std::int32_t rep(std::int32_t account) const {
    return arc_[At(account)] == kNone ? kUnplaced : model_->arcs[At(arc_[At(account)])].rep;
  }
  std::int64_t room(std::int32_t rep) const { return room_[At(rep)]; }
  std::int64_t revenue(std::int32_t rep) const { return revenue_[At(rep)]; }
  std::int32_t FirstOf(std::int32_t rep) const { return head_[At(rep)]; }
  std::int32_t NextOf(std::int32_t account) const { return next_[At(account)]; }

  std::int64_t CostOf(std::int32_t account, std::int32_t arc) const {
    return arc == kNone ? model_->Unplaced(account) : model_->arcs[At(arc)].cost;
  }
  std::int64_t LoadOf(std::int32_t arc) const { return arc == kNone ? 0 : model_->arcs[At(arc)].load; }

  // May the account take the arc (or kNone), others staying where they are?
  bool Fits(std::int32_t account, std::int32_t arc) const;
  // What the objective would gain or lose.
  std::int64_t Delta(std::int32_t account, std::int32_t arc) const;
  // The same for two accounts that move together.
  std::int64_t Delta(std::int32_t account, std::int32_t arc, std::int32_t other,
                     std::int32_t other_arc) const;
  // Whether it fits is the caller's business between two moves of one step; it must be true after the last.
  void Move(std::int32_t account, std::int32_t arc);

  std::vector<std::int32_t> Assignment() const;

 private:
  struct Change {
    std::int32_t rep;
    std::int64_t revenue;
  };
  std::int64_t FairDelta(std::span<Change> changes) const;

  const Model* model_;
  std::int64_t objective_ = 0;
  std::vector<std::int32_t> arc_;   // per account
  std::vector<std::int32_t> next_;  // per account: the rep's list
  std::vector<std::int32_t> prev_;
  std::vector<std::int32_t> head_;  // per rep
  std::vector<std::int64_t> room_;
  std::vector<std::int64_t> revenue_;
};

// As much of an assignment as is allowed: what is no candidate any more stays unplaced, and overfull reps
// give up the accounts whose place is worth least per unit of load.
Plan PlanFrom(const Model& model, std::span<const std::int32_t> assignment);

}  // namespace baton::assign::inner
