#include "assign/plan.h"

#include <algorithm>

namespace baton::assign::inner {

Plan::Plan(const Model& model)
    : model_(&model),
      arc_(At(model.account_count), kNone),
      next_(At(model.account_count), kNone),
      prev_(At(model.account_count), kNone),
      head_(At(model.rep_count), kNone),
      room_(model.capacity),
      revenue_(At(model.rep_count), 0) {
  for (std::int32_t j = 0; j < model.account_count; ++j) objective_ += model.Unplaced(j);
  for (std::int32_t r = 0; r < model.rep_count; ++r) objective_ += model.FairCost(r, 0);
}

bool Plan::Fits(std::int32_t account, std::int32_t arc) const {
  if (arc == kNone) return true;
  const Candidate& to = model_->arcs[At(arc)];
  const std::int32_t now = arc_[At(account)];
  const std::int64_t freed =
      now != kNone && model_->arcs[At(now)].rep == to.rep ? model_->arcs[At(now)].load : 0;
  return to.load <= room_[At(to.rep)] + freed;
}

// Adds up changes of the same rep, then prices them. At most four entries, so the loops are short.
std::int64_t Plan::FairDelta(std::span<Change> changes) const {
  std::int64_t delta = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (changes[i].rep == kUnplaced) continue;
    for (std::size_t k = i + 1; k < changes.size(); ++k) {
      if (changes[k].rep != changes[i].rep) continue;
      changes[i].revenue += changes[k].revenue;
      changes[k].rep = kUnplaced;
    }
    const std::int64_t now = revenue_[At(changes[i].rep)];
    delta +=
        model_->FairCost(changes[i].rep, now + changes[i].revenue) - model_->FairCost(changes[i].rep, now);
  }
  return delta;
}

std::int64_t Plan::Delta(std::int32_t account, std::int32_t arc) const {
  const std::int64_t delta = CostOf(account, arc) - CostOf(account, arc_[At(account)]);
  if (!model_->has_fair) return delta;
  const std::int64_t revenue = model_->Revenue(account);
  std::array<Change, 2> changes{Change{rep(account), -revenue},
                                Change{arc == kNone ? kUnplaced : model_->arcs[At(arc)].rep, revenue}};
  return delta + FairDelta(changes);
}

std::int64_t Plan::Delta(std::int32_t account, std::int32_t arc, std::int32_t other,
                         std::int32_t other_arc) const {
  const std::int64_t delta = CostOf(account, arc) - CostOf(account, arc_[At(account)]) +
                             CostOf(other, other_arc) - CostOf(other, arc_[At(other)]);
  if (!model_->has_fair) return delta;
  const std::int64_t revenue = model_->Revenue(account);
  const std::int64_t other_revenue = model_->Revenue(other);
  std::array<Change, 4> changes{
      Change{rep(account), -revenue}, Change{arc == kNone ? kUnplaced : model_->arcs[At(arc)].rep, revenue},
      Change{rep(other), -other_revenue},
      Change{other_arc == kNone ? kUnplaced : model_->arcs[At(other_arc)].rep, other_revenue}};
  return delta + FairDelta(changes);
}

void Plan::Move(std::int32_t account, std::int32_t arc) {
  objective_ += Delta(account, arc);
  const std::size_t j = At(account);
  if (arc_[j] != kNone) {
    const Candidate& from = model_->arcs[At(arc_[j])];
    room_[At(from.rep)] += from.load;
    revenue_[At(from.rep)] -= model_->Revenue(account);
    if (prev_[j] == kNone) {
      head_[At(from.rep)] = next_[j];
    } else {
      next_[At(prev_[j])] = next_[j];
    }
    if (next_[j] != kNone) prev_[At(next_[j])] = prev_[j];
  }
  arc_[j] = arc;
  if (arc == kNone) return;
  const Candidate& to = model_->arcs[At(arc)];
  room_[At(to.rep)] -= to.load;
  revenue_[At(to.rep)] += model_->Revenue(account);
  prev_[j] = kNone;
  next_[j] = head_[At(to.rep)];
  if (next_[j] != kNone) prev_[At(next_[j])] = account;
  head_[At(to.rep)] = account;
}

std::vector<std::int32_t> Plan::Assignment() const {
  std::vector<std::int32_t> assignment(arc_.size());
  for (std::size_t j = 0; j < arc_.size(); ++j) assignment[j] = rep(static_cast<std::int32_t>(j));
  return assignment;
}

Plan PlanFrom(const Model& model, std::span<const std::int32_t> assignment) {
  struct Wish {
    double worth;  // of the place, per unit of load
    std::int32_t account;
    std::int32_t arc;
  };
  std::vector<Wish> wishes;
  const std::int32_t known = std::min(model.account_count, static_cast<std::int32_t>(assignment.size()));
  for (std::int32_t j = 0; j < known; ++j) {
    const std::int32_t rep = assignment[At(j)];
    if (rep < 0 || rep >= model.rep_count) continue;
    const std::int32_t arc = model.FindArc(j, rep);
    if (arc == kNone) continue;
    const Candidate& candidate = model.arcs[At(arc)];
    const double gain = static_cast<double>(model.Unplaced(j)) - static_cast<double>(candidate.cost);
    wishes.push_back({gain / (static_cast<double>(candidate.load) + 1e-9), j, arc});
  }
  Plan plan(model);
  std::vector<std::int64_t> over(model.capacity);
  for (const Wish& wish : wishes) over[At(model.arcs[At(wish.arc)].rep)] -= model.arcs[At(wish.arc)].load;
  std::stable_sort(wishes.begin(), wishes.end(),
                   [](const Wish& a, const Wish& b) { return a.worth > b.worth; });
  for (const Wish& wish : wishes) {
    if (over[At(model.arcs[At(wish.arc)].rep)] >= 0 || plan.Fits(wish.account, wish.arc)) {
      plan.Move(wish.account, wish.arc);
    }
  }
  return plan;
}

}  // namespace baton::assign::inner
