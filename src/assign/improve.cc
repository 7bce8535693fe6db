#include "assign/improve.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "assign/parts.h"

namespace baton::assign::inner {
namespace {

struct Priced {
  std::int64_t cost;
  std::int32_t arc;

  bool operator<(const Priced& other) const {
    return std::pair(cost, arc) < std::pair(other.cost, other.arc);
  }
};

// What revenue beyond a rep's fair share costs more than its price says.
std::int64_t BeyondShare(const Model& model, const Prices& prices, const Plan& plan, std::int32_t rep,
                         std::int64_t revenue) {
  if (!model.has_fair) return 0;
  const std::int64_t over = plan.revenue(rep) + revenue - model.FairTarget(rep);
  if (over <= 0) return 0;
  return std::min(over, revenue) * (model.FairPenalty(rep) * model.grid - prices.fair[At(rep)]);
}

// The priced cost of an account's arc in the plan as it stands.
std::int64_t CostIn(const Plan& plan, const Model& model, const Prices& prices, std::int64_t arc,
                    std::int64_t revenue) {
  const Candidate& candidate = model.arcs[At(arc)];
  return PricedCost(model, prices, candidate, revenue) +
         BeyondShare(model, prices, plan, candidate.rep, revenue);
}

void PriceArcs(const Model& model, const Prices& prices, const Plan& plan, std::int32_t account,
               std::vector<Priced>& out) {
  out.clear();
  const std::int64_t revenue = model.Revenue(account);
  for (std::int64_t a = model.first[At(account)]; a < model.first[At(account) + 1]; ++a) {
    out.push_back({CostIn(plan, model, prices, a, revenue), static_cast<std::int32_t>(a)});
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
    PriceArcs(model_, prices_, plan, account, arcs_);
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

namespace {

constexpr std::int64_t kWishWork = 40;  // as much as so many arcs looked at

// Those that lose most come first; among those that lose alike the large ones, so that small ones make the shares even.
struct Wish {
  std::int64_t loss;     // of not getting the cheapest arc, negated
  std::int64_t revenue;  // negated; 0 where no share counts
  std::int32_t account;
  std::int32_t arc;

  bool operator<(const Wish& other) const {
    return std::tuple(loss, revenue, account) < std::tuple(other.loss, other.revenue, other.account);
  }
};

Wish WishOf(const Model& model, const Cheapest& cheapest, std::int32_t account) {
  return {.loss = cheapest.cost - cheapest.second,
          .revenue = model.has_fair ? -model.Revenue(account) : 0,
          .account = account,
          .arc = static_cast<std::int32_t>(cheapest.arc)};
}

// Of all who are unplaced, sorted. A pass over the arcs that nothing stops.
std::vector<Wish> WishesOf(const Model& model, const Prices& prices, const Plan& plan) {
  constexpr Wish kNoWish{.loss = INT64_MAX, .revenue = 0, .account = 0, .arc = kNone};  // sorted last
  std::vector<Wish> wishes(At(model.account_count), kNoWish);
  const auto at = [&](std::int32_t account) { return wishes.begin() + account; };
  Parts(model).Run([&](std::size_t, std::int32_t begin, std::int32_t end) {
    for (std::int32_t j = begin; j < end; ++j) {
      if (plan.arc(j) != kNone) continue;
      const Cheapest cheapest = CheapestOf(model, prices, j);
      if (cheapest.arc != kNone) *at(j) = WishOf(model, cheapest, j);
    }
    std::sort(at(begin), at(end));
  });
  Parts(model).ForEachBorder([&](std::int32_t border, std::int32_t end) {
    std::inplace_merge(wishes.begin(), at(border), at(end));
  });
  while (!wishes.empty() && wishes.back().arc == kNone) wishes.pop_back();
  return wishes;
}

// The cheapest arc that has room.
std::int32_t CheapestWithRoom(const Model& model, const Prices& prices, const Plan& plan,
                              std::int32_t account) {
  std::int64_t best = model.Unplaced(account) * model.grid;
  std::int32_t chosen = kNone;
  const std::int64_t revenue = model.Revenue(account);
  for (std::int64_t a = model.first[At(account)]; a < model.first[At(account) + 1]; ++a) {
    const std::int64_t cost = CostIn(plan, model, prices, a, revenue);
    if (cost >= best || !plan.Fits(account, static_cast<std::int32_t>(a))) continue;
    best = cost;
    chosen = static_cast<std::int32_t>(a);
  }
  return chosen;
}

// The arc with room by which the objective falls most; kNone where it would not fall.
Priced BestWithRoom(const Model& model, const Plan& plan, std::int32_t account) {
  Priced best{0, kNone};
  for (std::int64_t a = model.first[At(account)]; a < model.first[At(account) + 1]; ++a) {
    const auto arc = static_cast<std::int32_t>(a);
    if (!plan.Fits(account, arc)) continue;
    const std::int64_t delta = plan.Delta(account, arc);
    if (delta < best.cost) best = {delta, arc};
  }
  return best;
}

}  // namespace

void Fill(const Model& model, const Prices& prices, Watch& watch, Plan& plan) {
  const std::vector<Wish> wishes = WishesOf(model, prices, plan);
  for (const Wish& wish : wishes) {
    if (watch.Stopped(kWishWork)) return;
    // With a fair share what is cheapest depends on who came before.
    const bool is_granted = !model.has_fair && plan.Fits(wish.account, wish.arc);
    const std::int32_t arc = is_granted ? wish.arc : CheapestWithRoom(model, prices, plan, wish.account);
    if (arc != kNone) plan.Move(wish.account, arc);
  }
}

void PlaceRest(const Model& model, Plan& plan) {
  std::vector<std::pair<std::int64_t, std::int32_t>> gains;  // and the account
  for (std::int32_t j = 0; j < model.account_count; ++j) {
    if (plan.arc(j) != kNone) continue;
    if (const Priced best = BestWithRoom(model, plan, j); best.arc != kNone) gains.emplace_back(best.cost, j);
  }
  std::sort(gains.begin(), gains.end());
  // One round is enough: each takes room, and what more revenue costs a rep only grows with what the rep has.
  for (const auto& [gain, account] : gains) {
    if (const Priced best = BestWithRoom(model, plan, account); best.arc != kNone)
      plan.Move(account, best.arc);
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

}  // namespace baton::assign::inner
