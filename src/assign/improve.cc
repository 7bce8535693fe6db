#include "assign/improve.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace baton::assign::inner {
namespace {

struct Priced {
  std::int64_t cost;
  std::int32_t arc;

  bool operator<(const Priced& other) const {
    return std::pair(cost, arc) < std::pair(other.cost, other.arc);
  }
};

void PriceArcs(const Model& model, const Prices& prices, std::int32_t account, std::vector<Priced>& out) {
  out.clear();
  const std::int64_t revenue = model.Revenue(account);
  for (std::int64_t a = model.first[At(account)]; a < model.first[At(account) + 1]; ++a) {
    out.push_back({PricedCost(model, prices, model.arcs[At(a)], revenue), static_cast<std::int32_t>(a)});
  }
}

void Shuffle(std::vector<std::int32_t>& order, Random& random) {
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[At(random.Below(static_cast<std::int32_t>(i)))]);
  }
}

// The best single step for one account; steps are compared by what the objective gains.
class Stepper {
 public:
  Stepper(const Model& model, const Prices& prices, int breadth, Watch& watch)
      : model_(model), prices_(prices), breadth_(At(breadth)), watch_(watch) {}

  // True when a step was taken.
  bool Improve(Plan& plan, std::int32_t account) {
    best_ = {};
    PriceArcs(model_, prices_, account, arcs_);
    const std::size_t tried = std::min(breadth_, arcs_.size());
    std::partial_sort(arcs_.begin(), arcs_.begin() + static_cast<std::ptrdiff_t>(tried), arcs_.end());
    const std::int32_t now = plan.arc(account);
    if (now != kNone) Offer({plan.Delta(account, kNone), account, kNone});
    for (std::size_t i = 0; i < tried && !watch_.stopped(); ++i) {
      const std::int32_t arc = arcs_[i].arc;
      if (arc == now) continue;
      const bool fits = plan.Fits(account, arc);
      if (fits) Offer({plan.Delta(account, arc), account, arc});
      if (!fits || model_.has_fair) TryEjecting(plan, account, arc);
    }
    if (best_.delta >= 0) return false;
    // The heavier half of a step may pass through an overfull rep; it fits when both are done.
    plan.Move(best_.account, best_.arc);
    if (best_.other != kNone) plan.Move(best_.other, best_.other_arc);
    return true;
  }

 private:
  struct Step {
    std::int64_t delta = 0;
    std::int32_t account = kNone;
    std::int32_t arc = kNone;
    std::int32_t other = kNone;
    std::int32_t other_arc = kNone;
  };

  void Offer(const Step& step) {
    if (step.delta < best_.delta) best_ = step;
  }

  void TryEjecting(const Plan& plan, std::int32_t account, std::int32_t arc) {
    const Candidate& to = model_.arcs[At(arc)];
    const std::int32_t from = plan.rep(account);
    if (from == to.rep) return;
    const std::int64_t missing = to.load - plan.room(to.rep);
    const std::int64_t left = from == kUnplaced ? 0 : plan.room(from) + plan.LoadOf(plan.arc(account));
    for (std::int32_t other = plan.FirstOf(to.rep); other != kNone; other = plan.NextOf(other)) {
      if (plan.LoadOf(plan.arc(other)) < missing) continue;
      Offer({plan.Delta(account, arc, other, kNone), account, arc, other, kNone});
      const std::int64_t begin = model_.first[At(other)];
      const std::int64_t end = model_.first[At(other) + 1];
      if (watch_.Stopped(2 * (end - begin) + 2)) return;
      for (std::int64_t a = begin; a < end; ++a) {
        const Candidate& away = model_.arcs[At(a)];
        if (away.rep == to.rep || away.load > (away.rep == from ? left : plan.room(away.rep))) continue;
        const auto other_arc = static_cast<std::int32_t>(a);
        Offer({plan.Delta(account, arc, other, other_arc), account, arc, other, other_arc});
      }
    }
  }

  const Model& model_;
  const Prices& prices_;
  const std::size_t breadth_;
  Watch& watch_;
  std::vector<Priced> arcs_;
  Step best_;
};

}  // namespace

void Fill(const Model& model, const Prices& prices, Watch& watch, Plan& plan) {
  std::vector<std::pair<std::int64_t, std::int32_t>> order;  // regret, account
  std::vector<Priced> arcs;
  for (std::int32_t j = 0; j < model.account_count; ++j) {
    if (plan.arc(j) != kNone) continue;
    std::int64_t best = model.Unplaced(j) * model.grid;
    std::int64_t second = best;
    const std::int64_t revenue = model.Revenue(j);
    for (const Candidate& arc : model.ArcsOf(j)) {
      const std::int64_t cost = PricedCost(model, prices, arc, revenue);
      if (cost < best) {
        second = std::exchange(best, cost);
      } else {
        second = std::min(second, cost);
      }
    }
    order.emplace_back(best - second, j);
    watch.Stopped(model.first[At(j) + 1] - model.first[At(j)]);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [regret, account] : order) {
    PriceArcs(model, prices, account, arcs);
    std::int64_t best = model.Unplaced(account) * model.grid;
    std::int32_t chosen = kNone;
    for (const Priced& priced : arcs) {
      if (priced.cost < best && plan.Fits(account, priced.arc)) {
        best = priced.cost;
        chosen = priced.arc;
      }
    }
    if (chosen != kNone) plan.Move(account, chosen);
  }
}

void Descend(const Model& model, const Prices& prices, int breadth, int rounds, Random& random, Watch& watch,
             Plan& plan) {
  std::vector<std::int32_t> all(At(model.account_count));
  std::iota(all.begin(), all.end(), 0);
  DescendFrom(model, prices, breadth, rounds, std::move(all), random, watch, plan);
}

void DescendFrom(const Model& model, const Prices& prices, int breadth, int rounds,
                 std::vector<std::int32_t> order, Random& random, Watch& watch, Plan& plan) {
  Shuffle(order, random);
  Stepper stepper(model, prices, breadth, watch);
  for (int round = 0; round < rounds; ++round) {
    bool improved = false;
    for (const std::int32_t account : order) {
      if (watch.Stopped(model.first[At(account) + 1] - model.first[At(account)] + 1)) return;
      improved |= stepper.Improve(plan, account);
    }
    if (!improved) return;
  }
}

namespace {

// The account goes to one of its arcs; whoever is in the way there is out of a place.
void Kick(const Model& model, Random& random, Plan& plan) {
  const std::int32_t account = random.Below(model.account_count);
  const auto degree = static_cast<std::int32_t>(model.first[At(account) + 1] - model.first[At(account)]);
  const std::int32_t pick = random.Below(degree + 1);
  if (pick == degree) return plan.Move(account, kNone);
  const auto arc = static_cast<std::int32_t>(model.first[At(account)] + pick);
  const std::int32_t rep = model.arcs[At(arc)].rep;
  if (rep == plan.rep(account)) return;
  std::int32_t skipped = random.Below(4);
  for (std::int32_t other = plan.FirstOf(rep); other != kNone && !plan.Fits(account, arc);) {
    const std::int32_t next = plan.NextOf(other);
    if (skipped-- <= 0 || next == kNone) plan.Move(other, kNone);
    other = next;
  }
  if (plan.Fits(account, arc)) plan.Move(account, arc);
}

}  // namespace

void Shake(const Model& model, const Prices& prices, std::int64_t times, Random& random, Watch& watch,
           Plan& plan) {
  Plan best = plan;
  for (std::int64_t time = 0; time < times && !watch.stopped() && model.account_count > 0; ++time) {
    const int kicks = 1 + random.Below(3);
    for (int kick = 0; kick < kicks; ++kick) Kick(model, random, plan);
    Fill(model, prices, watch, plan);
    Descend(model, prices, model.rep_count + 1, 50, random, watch, plan);
    if (plan.objective() < best.objective()) {
      best = plan;
    } else if (plan.objective() > best.objective()) {
      plan = best;
    }
  }
  plan = best;
}

}  // namespace baton::assign::inner
