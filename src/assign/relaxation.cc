#include "assign/relaxation.h"

#include <algorithm>

namespace baton::assign::inner {
namespace {

constexpr std::int64_t kKnapsackStepsANode = 16;
constexpr std::int64_t kArcsANode = 250;
constexpr std::int64_t kRoundsAtLeast = 10;
constexpr std::int64_t kShareStepsANode = 40;
constexpr ShareSteps kNoSteps{.first = 0, .with_table = 0, .all = 0};

}  // namespace

Relaxation::Relaxation(const Model& model, const std::vector<std::int64_t>& fair_prices,
                       std::int64_t node_limit, Watch& watch)
    : model_(model),
      watch_(watch),
      fair_prices_(fair_prices),
      last_(model.arcs.size(), 0),
      gain_in_(model.arcs.size(), 0),
      gain_out_(model.arcs.size(), 0) {
  // One round over all reps may take a part of the nodes only.
  const std::int64_t most = node_limit / kRoundsAtLeast * kShareStepsANode / std::max(1, model.rep_count);
  share_steps_.all = std::min(share_steps_.all, most);
  share_steps_.with_table = std::min(share_steps_.with_table, most);
  account_of_.reserve(model.arcs.size());
  for (std::int32_t j = 0; j < model.account_count; ++j) {
    account_of_.insert(account_of_.end(), model.ArcsOf(j).size(), j);
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
  open.arcs_of_rep.assign(At(model_.rep_count), {});
  open.accounts.clear();
  open.missing.clear();
  open.base = 0;
  for (std::int32_t r = 0; r < model_.rep_count; ++r) open.missing.push_back(model_.FairTarget(r));
  for (std::int32_t j = 0; j < model_.account_count; ++j) {
    const std::int32_t decided = open.decided[At(j)];
    if (decided == kNone) open.base += Unplaced(j);
    if (decided >= 0) {
      open.base += Cost(decided);
      open.missing[At(model_.arcs[At(decided)].rep)] -= model_.Revenue(j);
    }
    if (decided != kFree) continue;
    open.accounts.push_back(j);
    for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
      if (choices.arc[At(a)])
        open.arcs_of_rep[At(model_.arcs[At(a)].rep)].push_back(static_cast<std::int32_t>(a));
    }
  }
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
    if (model_.FairPenalty(r) > 0) {
      ValueShare(open, r, price, gains, out);
    } else if (!open.arcs_of_rep[At(r)].empty()) {
      ValuePlain(open, r, price, gains, out);
    }
  }
}

void Relaxation::Take(std::int32_t arc, Valued& out) {
  out.taken[At(arc)] = 1;
  ++out.count[At(account_of_[At(arc)])];
}

void Relaxation::ValuePlain(const Open& open, std::int32_t rep, const std::vector<std::int64_t>& price,
                            bool gains, Valued& out) {
  items_.clear();
  for (const std::int32_t a : open.arcs_of_rep[At(rep)]) {
    const std::int64_t profit = Profit(a, price);
    if (profit > 0) items_.push_back({profit, model_.arcs[At(a)].load, a});
  }
  knapsack_.Solve(items_, open.room[At(rep)]);
  Spend(knapsack_.steps(), kKnapsackStepsANode);
  out.bound -= knapsack_.upper();
  for (const std::int32_t a : knapsack_.chosen()) Take(a, out);
  if (gains) Gains(open.arcs_of_rep[At(rep)], price);
}

// The fair share is priced inside: a rep sees what its own set of accounts is away from its share.
void Relaxation::ValueShare(const Open& open, std::int32_t rep, const std::vector<std::int64_t>& price,
                            bool gains, Valued& out) {
  const std::int64_t penalty = model_.FairPenalty(rep) * model_.grid;
  share_items_.clear();
  for (const std::int32_t a : open.arcs_of_rep[At(rep)]) {
    const std::int64_t profit = Profit(a, price);
    const std::int64_t revenue = model_.Revenue(account_of_[At(a)]);
    const std::int64_t most = profit + penalty * revenue;  // what it can add at best
    if (most > 0) {
      share_items_.push_back({profit, model_.arcs[At(a)].load, revenue, a, last_[At(a)] != 0});
    } else if (gains) {
      gain_in_[At(a)] = -most;
      gain_out_[At(a)] = 0;
    }
    last_[At(a)] = 0;
  }
  // Once somebody waits for the end, prices alone have to do.
  share_.Solve(share_items_, open.room[At(rep)], open.missing[At(rep)], penalty, fair_prices_[At(rep)],
               watch_.stopped() ? kNoSteps : share_steps_);
  Spend(share_.steps(), kShareStepsANode);
  fair_prices_[At(rep)] = share_.fair_price();
  out.bound -= share_.upper();
  for (const std::int32_t a : share_.chosen()) {
    Take(a, out);
    last_[At(a)] = 1;
  }
  if (!gains) return;
  const std::int64_t given_away = share_.by_prices() - share_.upper();
  for (const ShareItem& item : share_items_) {
    gain_in_[At(item.id)] = std::max<std::int64_t>(0, -item.reduced - given_away);
    gain_out_[At(item.id)] = std::max<std::int64_t>(0, item.reduced - given_away);
  }
}

// From the continuous knapsack: with p the profit of an item and q the price of its weight, forcing it in
// costs at least q - p, forcing it out p - q, minus what the continuous bound gives away.
void Relaxation::Gains(const std::vector<std::int32_t>& arcs, const std::vector<std::int64_t>& price) {
  const std::int64_t given_away = knapsack_.continuous() + 2 - knapsack_.upper();
  for (const std::int32_t a : arcs) {
    const std::int64_t profit = Profit(a, price);
    const std::int64_t worth = MultiplyDivide(model_.arcs[At(a)].load, knapsack_.break_profit(),
                                              std::max<std::int64_t>(1, knapsack_.break_weight()));
    gain_in_[At(a)] = std::max<std::int64_t>(0, worth - profit - given_away);
    gain_out_[At(a)] = std::max<std::int64_t>(0, profit - worth - given_away);
  }
}

}  // namespace baton::assign::inner
