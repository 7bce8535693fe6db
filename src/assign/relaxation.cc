#include "assign/relaxation.h"

#include <algorithm>

namespace baton::assign::inner {
namespace {

constexpr std::int64_t kKnapsackStepsANode = 16;
constexpr std::int64_t kArcsANode = 250;

}  // namespace

Relaxation::Relaxation(const Model& model, const std::vector<std::int64_t>& fair_prices, Watch& watch)
    : model_(model),
      fair_prices_(fair_prices),
      watch_(watch),
      gain_in_(model.arcs.size(), 0),
      gain_out_(model.arcs.size(), 0) {
  cost_.reserve(model.arcs.size());
  account_of_.reserve(model.arcs.size());
  for (std::int32_t j = 0; j < model.account_count; ++j) {
    for (const Candidate& arc : model.ArcsOf(j)) {
      cost_.push_back(arc.cost * model.grid + fair_prices[At(arc.rep)] * model.Revenue(j));
      account_of_.push_back(j);
    }
  }
}

void Relaxation::Spend(std::int64_t steps, std::int64_t a_node) {
  spent_ += steps;
  nodes_ += spent_ / a_node;
  spent_ %= a_node;
  watch_.Stopped(4 * steps);
}

void Relaxation::SpendArcs(std::int64_t arcs) { Spend(arcs, kArcsANode); }

bool Relaxation::SortOut(Choices& choices, Open& open) {
  open.room = model_.capacity;
  open.decided.assign(At(model_.account_count), kFree);
  bool again = true;
  while (again) {
    again = false;
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      if (open.decided[At(j)] != kFree) continue;
      int count = choices.unplaced[At(j)];
      std::int32_t only = kNone;
      for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
        if (!choices.arc[At(a)]) continue;
        const Candidate& arc = model_.arcs[At(a)];
        if (arc.load > open.room[At(arc.rep)]) {
          choices.arc[At(a)] = 0;
          continue;
        }
        ++count;
        only = static_cast<std::int32_t>(a);
      }
      if (count == 0) return false;
      if (count > 1) continue;
      open.decided[At(j)] = only;
      if (only == kNone) continue;
      open.room[At(model_.arcs[At(only)].rep)] -= model_.arcs[At(only)].load;
      again = true;
    }
  }
  SpendArcs(static_cast<std::int64_t>(model_.arcs.size()));
  Collect(choices, open);
  return true;
}

void Relaxation::Collect(const Choices& choices, Open& open) const {
  std::vector<std::int64_t> revenue(At(model_.rep_count), 0);
  std::vector<std::int64_t> reach(At(model_.rep_count), 0);
  open.arcs_of_rep.assign(At(model_.rep_count), {});
  open.accounts.clear();
  open.base = 0;
  open.beyond = 0;
  for (std::int32_t j = 0; j < model_.account_count; ++j) {
    const std::int32_t decided = open.decided[At(j)];
    if (decided == kNone) open.base += Unplaced(j);
    if (decided >= 0) {
      open.base += cost_[At(decided)];
      revenue[At(model_.arcs[At(decided)].rep)] += model_.Revenue(j);
    }
    if (decided != kFree) continue;
    open.accounts.push_back(j);
    for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
      if (!choices.arc[At(a)]) continue;
      open.arcs_of_rep[At(model_.arcs[At(a)].rep)].push_back(static_cast<std::int32_t>(a));
      reach[At(model_.arcs[At(a)].rep)] += model_.Revenue(j);
    }
  }
  for (std::int32_t r = 0; r < model_.rep_count && model_.has_fair; ++r) {
    const std::int64_t penalty = model_.FairPenalty(r) * model_.grid;
    const std::int64_t fair = fair_prices_[At(r)];
    const std::int64_t target = model_.FairTarget(r);
    if (penalty == 0) continue;
    open.base -= fair * target;
    open.beyond += (penalty - fair) * std::max<std::int64_t>(0, revenue[At(r)] - target);
    open.beyond += (penalty + fair) * std::max<std::int64_t>(0, target - revenue[At(r)] - reach[At(r)]);
  }
  open.base += open.beyond;
}

void Relaxation::Value(const Open& open, const Choices& choices, const std::vector<std::int64_t>& price,
                       bool gains, Valued& out) {
  out.bound = open.base;
  out.count.assign(At(model_.account_count), 0);
  out.taken.assign(model_.arcs.size(), 0);
  for (const std::int32_t j : open.accounts) {
    out.bound += price[At(j)];
    if (!choices.unplaced[At(j)] || Unplaced(j) >= price[At(j)]) continue;
    out.bound += Unplaced(j) - price[At(j)];
    ++out.count[At(j)];
  }
  for (std::int32_t r = 0; r < model_.rep_count; ++r) {
    const std::vector<std::int32_t>& arcs = open.arcs_of_rep[At(r)];
    if (arcs.empty()) continue;
    items_.clear();
    for (const std::int32_t a : arcs) {
      const std::int64_t profit = price[At(account_of_[At(a)])] - cost_[At(a)];
      if (profit > 0) items_.push_back({profit, model_.arcs[At(a)].load, a});
    }
    knapsack_.Solve(items_, open.room[At(r)]);
    Spend(knapsack_.steps(), kKnapsackStepsANode);
    out.bound -= knapsack_.upper();
    for (const std::int32_t a : knapsack_.chosen()) {
      out.taken[At(a)] = 1;
      ++out.count[At(account_of_[At(a)])];
    }
    if (gains) Gains(arcs, price);
  }
}

// From the continuous knapsack: with p the profit of an item and q the price of its weight, forcing it in
// costs at least q - p, forcing it out p - q, minus what the continuous bound gives away.
void Relaxation::Gains(const std::vector<std::int32_t>& arcs, const std::vector<std::int64_t>& price) {
  const std::int64_t given_away = knapsack_.continuous() + 2 - knapsack_.upper();
  for (const std::int32_t a : arcs) {
    const std::int64_t profit = price[At(account_of_[At(a)])] - cost_[At(a)];
    const std::int64_t worth = MultiplyDivide(model_.arcs[At(a)].load, knapsack_.break_profit(),
                                              std::max<std::int64_t>(1, knapsack_.break_weight()));
    gain_in_[At(a)] = std::max<std::int64_t>(0, worth - profit - given_away);
    gain_out_[At(a)] = std::max<std::int64_t>(0, profit - worth - given_away);
  }
}

}  // namespace baton::assign::inner
