#include "assign/columns.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace baton::assign::inner {
namespace {

constexpr std::int32_t kMostRows = 500;
constexpr std::int32_t kMostRowsWithFairShare = 160;  // whose sets take longer to find
constexpr int kMostSteps = 2'000;                     // of the linear program in a round
constexpr int kStepsAtOnce = 20;
constexpr double kSteady = 0.7;    // of the best prices so far, in the next to be tried
constexpr double kFirstWidth = 4;  // of an account's part of the gap
constexpr std::int64_t kWorkANode = 2'500;

SetProgram ProgramOf(const Model& model) {
  std::vector<double> nothing;
  for (std::int32_t r = 0; r < model.rep_count; ++r) {
    nothing.push_back(static_cast<double>(model.FairCost(r, 0)));
  }
  return {At(model.account_count), nothing,
          static_cast<double>(model.largest_sum) / static_cast<double>(model.grid)};
}

}  // namespace

bool CanGenerate(const Model& model) {
  return model.account_count + model.rep_count <= (model.has_fair ? kMostRowsWithFairShare : kMostRows);
}

Columns::Columns(const Model& model, Relaxation& relaxation, std::int64_t node_limit)
    : model_(model), relaxation_(relaxation), node_limit_(node_limit), program_(ProgramOf(model)) {}

bool Columns::AddSet(std::int32_t rep, std::vector<std::int32_t> accounts) {
  if (accounts.empty()) return false;
  std::sort(accounts.begin(), accounts.end());
  std::vector<std::int32_t> key = accounts;
  key.push_back(rep);
  if (!known_.insert(std::move(key)).second) return false;
  std::int64_t cost = 0;
  std::int64_t revenue = 0;
  for (const std::int32_t j : accounts) {
    cost += model_.arcs[At(model_.FindArc(j, rep))].cost;
    revenue += model_.Revenue(j);
  }
  program_.Add({rep, static_cast<double>(cost + model_.FairCost(rep, revenue)), std::move(accounts)});
  return true;
}

void Columns::AddPlan(const Plan& plan) {
  for (std::int32_t r = 0; r < model_.rep_count; ++r) {
    std::vector<std::int32_t> accounts;
    for (std::int32_t j = plan.FirstOf(r); j != kNone; j = plan.NextOf(j)) accounts.push_back(j);
    AddSet(r, std::move(accounts));
  }
}

void Columns::Restrict(const Choices& choices) {
  for (std::size_t s = 0; s < program_.size(); ++s) {
    const AccountSet& set = program_.set(s);
    const bool fits = std::all_of(set.accounts.begin(), set.accounts.end(), [&](std::int32_t j) {
      return choices.arc[At(model_.FindArc(j, set.rep))] != 0;
    });
    program_.Bar(s, !fits);
  }
}

// What each rep took is a set, with the accounts that are decided. True when one of them is worth entering.
bool Columns::Offer(const Open& open, const Valued& valued) {
  std::vector<std::vector<std::int32_t>> sets(At(model_.rep_count));
  for (std::int32_t j = 0; j < model_.account_count; ++j) {
    const std::int32_t decided = open.decided[At(j)];
    if (decided >= 0) sets[At(model_.arcs[At(decided)].rep)].push_back(j);
  }
  for (const std::int32_t j : open.accounts) {
    for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
      if (valued.taken[At(a)]) sets[At(model_.arcs[At(a)].rep)].push_back(j);
    }
  }
  bool any = false;
  for (std::int32_t r = 0; r < model_.rep_count; ++r) {
    if (!AddSet(r, std::move(sets[At(r)]))) continue;
    const AccountSet& added = program_.set(program_.size() - 1);
    any |= program_.Reduced(added) < -1e-4;
  }
  return any;
}

void Columns::Spend() { relaxation_.SpendNodes(program_.TakeWork() / kWorkANode); }

// Prices may go so far from `center`; those of decided accounts anywhere.
void Columns::SetRanges(const Open& open, const Choices& choices, const std::vector<std::int64_t>& center,
                        double width) {
  const double grid = static_cast<double>(model_.grid);
  const double widest = static_cast<double>(model_.largest_sum) / grid;
  for (std::int32_t j = 0; j < model_.account_count; ++j) {
    const bool is_free = open.decided[At(j)] == kFree;
    const double unplaced = choices.unplaced[At(j)] ? static_cast<double>(model_.Unplaced(j)) : widest;
    const double middle = is_free ? std::min(static_cast<double>(center[At(j)]) / grid, unplaced) : 0;
    const double reach = is_free ? std::min(width, widest) : widest;
    program_.SetRange(j, middle - reach, std::min(middle + reach, unplaced));
  }
}

// Whether the linear program is held back by the range of a price.
bool Columns::IsHeldBack(const Open& open) const {
  return std::any_of(open.accounts.begin(), open.accounts.end(),
                     [&](std::int32_t j) { return program_.IsAtEnd(j); });
}

bool Columns::Climb(const Open& open, const Choices& choices, std::int64_t threshold, int rounds,
                    Watch& watch, std::vector<std::int64_t>& price, std::int64_t& bound) {
  Restrict(choices);
  const double grid = static_cast<double>(model_.grid);
  std::int64_t best_here = INT64_MIN;
  std::vector<std::int64_t> center = price;
  std::vector<std::int64_t> tried = price;
  double width = 0;
  double steady = 1;  // first the prices that are known
  for (int round = 0; round < rounds && !watch.stopped(); ++round) {
    if (round > 0 && relaxation_.nodes() >= node_limit_) return false;
    if (round > 0) {
      bool is_solved = false;
      for (int steps = 0; steps < kMostSteps && !is_solved && !watch.StoppedNow(); steps += kStepsAtOnce) {
        is_solved = program_.Solve(kStepsAtOnce);
      }
      Spend();
      for (const std::int32_t j : open.accounts) {
        const double proposed = program_.AccountPrice(j) * grid;
        tried[At(j)] = std::llround(steady * static_cast<double>(center[At(j)]) + (1 - steady) * proposed);
      }
    }
    relaxation_.Value(open, choices, tried, false, valued_);
    if (valued_.bound > best_here) {
      best_here = valued_.bound;
      center = tried;
    }
    if (best_here > bound) {
      bound = best_here;
      price = center;
    }
    if (bound > threshold) return true;
    const bool is_new = Offer(open, valued_);
    if (round == 0) {
      const double gap = static_cast<double>(threshold - best_here) / grid + 1;
      width = kFirstWidth * gap / static_cast<double>(open.accounts.size());
      SetRanges(open, choices, center, width);
      steady = kSteady;
    } else if (is_new) {
      steady = kSteady;
    } else if (steady > 0) {
      steady = 0;  // nothing new between; what do the proposed prices bring?
    } else if (IsHeldBack(open)) {
      width *= 2;
      SetRanges(open, choices, center, width);
      steady = kSteady;
    } else {
      break;  // no set is worth entering: the bound is the linear program's value, or rounding is
    }
  }
  return false;
}

void Columns::ArcShares(std::vector<float>& out) const {
  out.assign(model_.arcs.size(), 0.0F);
  for (std::size_t s = 0; s < program_.size(); ++s) {
    const double share = program_.Share(s);
    if (share <= 1e-6) continue;
    for (const std::int32_t j : program_.set(s).accounts) {
      out[At(model_.FindArc(j, program_.set(s).rep))] += static_cast<float>(share);
    }
  }
}

}  // namespace baton::assign::inner
