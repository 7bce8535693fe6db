#include "assign/dive.h"

#include <algorithm>
#include <utility>

#include "assign/improve.h"

namespace baton::assign::inner {
namespace {

constexpr int kRounds = 8;       // of column generation between two fixings
constexpr float kSure = 0.9F;    // so sure arcs are fixed at once
constexpr float kLikely = 0.3F;  // so sure ones are tried when rounding
constexpr std::int64_t kFinishPasses =
    40;  // over the arcs, what an attempt at a better plan is taken to cost

}  // namespace

void Finish(const Model& model, const Prices& prices, Plan plan, Random& random, Watch& watch,
            Relaxation& relaxation, Plan& best) {
  Fill(model, prices, watch, plan);
  Descend(model, prices, model.rep_count + 1, 10, random, watch, plan);
  const std::int64_t passes = kFinishPasses * (model.has_fair ? model.account_count / 5 + 1 : 1);
  relaxation.SpendArcs(static_cast<std::int64_t>(model.arcs.size()) * passes);
  if (plan.objective() < best.objective()) best = std::move(plan);
}

bool Diver::Climb(Node& node, const Open& open, int rounds) {
  if (!columns_) {
    columns_.emplace(model_, relaxation_, node_limit_);
    columns_->AddPlan(best_);
  }
  const std::int64_t before = best_.objective();
  const std::int64_t threshold = Threshold(model_, best_);
  if (columns_->Climb(open, node.choices, threshold, rounds, watch_, node.price, node.bound)) return true;
  columns_->ArcShares(parts_);
  Round(open);
  if (best_.objective() < before) columns_->AddPlan(best_);
  return node.bound > Threshold(model_, best_);
}

// A plan from the parts of the arcs.
void Diver::Round(const Open& open) {
  Plan plan(model_);
  std::vector<std::pair<float, std::int32_t>> order;
  for (std::int32_t j = 0; j < model_.account_count; ++j) {
    if (open.decided[At(j)] >= 0) plan.Move(j, open.decided[At(j)]);
    if (open.decided[At(j)] != kFree) continue;
    for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
      if (parts_[At(a)] > kLikely) order.emplace_back(-parts_[At(a)], static_cast<std::int32_t>(a));
    }
  }
  std::sort(order.begin(), order.end());
  for (const auto& [part, arc] : order) {
    const std::int32_t j = relaxation_.AccountOf(arc);
    if (plan.arc(j) == kNone && plan.Fits(j, arc)) plan.Move(j, arc);
  }
  Finish(model_, prices_, std::move(plan), random_, watch_, relaxation_, best_);
}

void Diver::Dive(Node node) {
  Open open;
  while (relaxation_.nodes() < node_limit_ && !watch_.stopped() && relaxation_.SortOut(node.choices, open)) {
    if (open.accounts.empty()) return Round(open);
    if (Climb(node, open, kRounds)) return;
    FixSure(open, node.choices);
  }
}

// All sure arcs, and the surest of the others.
void Diver::FixSure(const Open& open, Choices& choices) const {
  std::int64_t surest = kNone;
  for (const std::int32_t j : open.accounts) {
    for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
      if (!choices.arc[At(a)]) continue;
      if (parts_[At(a)] > kSure) {
        Fix(model_, j, a, choices);
      } else if (surest == kNone || parts_[At(a)] > parts_[At(surest)]) {
        surest = a;
      }
    }
  }
  if (surest != kNone) Fix(model_, relaxation_.AccountOf(surest), surest, choices);
}

void Diver::Reopen(const std::vector<std::int64_t>& price) {
  const std::int32_t count = 2 + model_.rep_count / 8 + random_.Below(model_.rep_count / 4 + 1);
  std::vector<char> is_open(At(model_.rep_count), 0);
  for (std::int32_t i = 0; i < count; ++i) is_open[At(random_.Below(model_.rep_count))] = 1;
  Node node{AllChoices(model_), price, INT64_MIN};
  for (std::int32_t j = 0; j < model_.account_count; ++j) {
    if (best_.arc(j) != kNone && !is_open[At(best_.rep(j))]) Fix(model_, j, best_.arc(j), node.choices);
  }
  Dive(std::move(node));
}

}  // namespace baton::assign::inner
