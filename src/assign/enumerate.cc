#include "assign/enumerate.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace baton::assign::inner {
namespace {

constexpr std::int64_t kItemsANode = 12;         // looked at in the time of one node
constexpr std::int64_t kSymmetryLimit = 50'000;  // accounts * reps for which equal reps are looked for

struct Option {
  std::int64_t reduced;  // priced cost above the account's cheapest
  std::int64_t load;
  std::int32_t rep;  // rep_count: unplaced
  std::int32_t arc;
};

struct Item {
  std::int32_t account = 0;
  std::int64_t revenue = 0;
  std::int32_t twins = -1;  // the class of equal accounts, or -1
  // Large revenue is decided early: it is what shows that shares will not be fair.
  std::int64_t fair_weight = 0;
  std::vector<Option> options = {};  // cheapest first
};

class Enumerator {
 public:
  Enumerator(const Model& model, const Prices& prices, std::int64_t node_limit, Watch& watch, Plan& best)
      : model_(model), prices_(prices), node_limit_(node_limit), watch_(watch), best_(best) {
    const std::size_t reps = At(model.rep_count) + 1;
    room_.assign(model.capacity.begin(), model.capacity.end());
    room_.push_back(INT64_MAX);
    revenue_.assign(reps, 0);
    reach_load_.assign(reps, 0);
    reach_revenue_.assign(reps, 0);
    extra_.assign(reps, 0);
    rep_class_.assign(reps, -1);
  }

  Searched Run(const Choices& choices) {
    SetThreshold();
    if (!Prepare(choices)) return result_;
    FindTwins();
    FindEqualReps();
    Node(bound_);
    return result_;
  }

 private:
  void SetThreshold() { threshold_ = (best_.objective() - model_.unit) * model_.grid; }

  // Reads the choices; accounts with one choice are decided at once. False when nothing can be found.
  bool Prepare(const Choices& choices) {
    for (std::int32_t r = 0; r < model_.rep_count; ++r) {
      bound_ -= prices_.capacity[At(r)] * model_.capacity[At(r)] + prices_.fair[At(r)] * model_.FairTarget(r);
    }
    for (std::int32_t r = 0; r < model_.rep_count; ++r) {
      least_penalty_ = std::min(r == 0 ? INT64_MAX : least_penalty_, model_.FairPenalty(r) * model_.grid);
    }
    std::vector<Item> decided;
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      Item item = ItemOf(choices, j);
      if (item.options.empty()) return false;
      (item.options.size() == 1 ? decided : items_).push_back(std::move(item));
    }
    for (const Item& item : decided) {
      const Option& option = item.options.front();
      if (option.load > room_[At(option.rep)]) return false;
      for (const Option& o : item.options) Reach(o, item.revenue, 1);
      Take(item, option);
      path_.push_back({item.account, option.arc});
    }
    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
      return std::tuple(-a.revenue, -a.options.front().load, a.account) <
             std::tuple(-b.revenue, -b.options.front().load, b.account);
    });
    for (const Item& item : items_) {
      for (const Option& option : item.options) Reach(option, item.revenue, 1);
      free_.push_back(static_cast<std::int32_t>(free_.size()));
    }
    for (std::int32_t r = 0; r < model_.rep_count; ++r) Reprice(r);
    return true;
  }

  Item ItemOf(const Choices& choices, std::int32_t j) {
    Item item{.account = j, .revenue = model_.Revenue(j), .fair_weight = least_penalty_ * model_.Revenue(j)};
    if (choices.unplaced[At(j)])
      item.options.push_back({model_.Unplaced(j) * model_.grid, 0, model_.rep_count, kNone});
    for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
      if (!choices.arc[At(a)]) continue;
      const Candidate& arc = model_.arcs[At(a)];
      item.options.push_back(
          {PricedCost(model_, prices_, arc, item.revenue), arc.load, arc.rep, static_cast<std::int32_t>(a)});
    }
    std::sort(item.options.begin(), item.options.end(), [](const Option& a, const Option& b) {
      return std::tuple(a.reduced, a.rep) < std::tuple(b.reduced, b.rep);
    });
    if (item.options.empty()) return item;
    const std::int64_t cheapest = item.options.front().reduced;
    bound_ += cheapest;
    for (Option& option : item.options) option.reduced -= cheapest;
    return item;
  }

  // Two accounts are equal when they cost and weigh the same everywhere.
  void FindTwins() {
    std::map<std::vector<std::int64_t>, std::int32_t> seen;
    std::vector<std::int32_t> count;
    for (Item& item : items_) {
      std::vector<std::int64_t> key{item.revenue};
      for (const Option& o : item.options) key.insert(key.end(), {o.reduced, o.rep, o.load});
      key.push_back(best_.CostOf(item.account, item.options.front().arc));
      const auto [at, fresh] = seen.emplace(std::move(key), static_cast<std::int32_t>(count.size()));
      if (fresh) count.push_back(0);
      item.twins = at->second;
      ++count[At(item.twins)];
    }
    for (Item& item : items_) {
      if (count[At(item.twins)] == 1) item.twins = -1;
    }
    least_rep_.assign(count.size(), 0);
    twins_free_.assign(count.size(), 0);
    for (const Item& item : items_) {
      if (item.twins >= 0) ++twins_free_[At(item.twins)];
    }
  }

  // Two reps are equal when every undecided account costs and weighs the same with both, and their fair share
  // is.
  void FindEqualReps() {
    if (static_cast<std::int64_t>(items_.size()) * model_.rep_count > kSymmetryLimit) return;
    std::vector<std::vector<std::int64_t>> keys(At(model_.rep_count));
    for (std::int32_t r = 0; r < model_.rep_count; ++r) {
      keys[At(r)] = {model_.FairPenalty(r), model_.FairPenalty(r) == 0 ? 0 : model_.FairTarget(r)};
    }
    for (std::size_t i = 0; i < items_.size(); ++i) {
      for (const Option& o : items_[i].options) {
        if (o.rep == model_.rep_count) continue;
        keys[At(o.rep)].insert(keys[At(o.rep)].end(),
                               {static_cast<std::int64_t>(i), model_.arcs[At(o.arc)].cost, o.load});
      }
    }
    std::map<std::vector<std::int64_t>, std::int32_t> seen;
    for (std::int32_t r = 0; r < model_.rep_count; ++r) {
      rep_class_[At(r)] = seen.emplace(keys[At(r)], static_cast<std::int32_t>(seen.size())).first->second;
    }
    has_equal_reps_ = seen.size() < keys.size();
  }

  void Reach(const Option& option, std::int64_t revenue, std::int64_t sign) {
    reach_load_[At(option.rep)] += sign * option.load;
    reach_revenue_[At(option.rep)] += sign * revenue;
  }

  // What the decided part proves for the rep beyond its prices.
  void Reprice(std::int32_t r) {
    std::int64_t extra = 0;
    const std::int64_t price = prices_.capacity[At(r)];
    if (price > 0) extra += price * std::max<std::int64_t>(0, model_.capacity[At(r)] - reach_load_[At(r)]);
    const std::int64_t penalty = model_.FairPenalty(r) * model_.grid;
    if (penalty > 0) {
      const std::int64_t fair = prices_.fair[At(r)];
      const std::int64_t target = model_.FairTarget(r);
      extra += (penalty - fair) * std::max<std::int64_t>(0, revenue_[At(r)] - target);
      extra += (penalty + fair) * std::max<std::int64_t>(0, target - reach_revenue_[At(r)]);
    }
    extra_sum_ += extra - extra_[At(r)];
    extra_[At(r)] = extra;
  }

  // The rep gets the account for good: every other rep can no longer reach it.
  void Take(const Item& item, const Option& option) {
    if (option.rep != model_.rep_count) room_[At(option.rep)] -= option.load;
    revenue_[At(option.rep)] += item.revenue;
    for (const Option& other : item.options) {
      if (other.rep != option.rep) Reach(other, item.revenue, -1);
      if (other.rep != model_.rep_count) Reprice(other.rep);
    }
  }

  void Release(const Item& item, const Option& option) {
    if (option.rep != model_.rep_count) room_[At(option.rep)] += option.load;
    revenue_[At(option.rep)] -= item.revenue;
    for (const Option& other : item.options) {
      if (other.rep != option.rep) Reach(other, item.revenue, 1);
      if (other.rep != model_.rep_count) Reprice(other.rep);
    }
  }

  bool Fits(const Option& option) const { return option.load <= room_[At(option.rep)]; }

  // An equal rep of a smaller number, in the same state, will be tried instead.
  bool HasEqualBefore(const Item& item, const Option& option) const {
    if (!has_equal_reps_ || option.rep == model_.rep_count) return false;
    const std::int32_t least = item.twins >= 0 ? least_rep_[At(item.twins)] : 0;
    for (std::int32_t r = least; r < option.rep; ++r) {
      if (rep_class_[At(r)] != rep_class_[At(option.rep)] || room_[At(r)] != room_[At(option.rep)] ||
          revenue_[At(r)] != revenue_[At(option.rep)]) {
        continue;
      }
      // The order of equal accounts must treat both reps alike, or exchanging them would lose plans.
      bool alike = true;
      for (std::size_t c = 0; c < least_rep_.size() && alike; ++c) {
        alike = twins_free_[c] == 0 || least_rep_[c] <= r || least_rep_[c] > option.rep;
      }
      if (alike) return true;
    }
    return false;
  }

  struct Pick {
    std::size_t position = 0;        // in free_
    std::int64_t cheapest = 0;       // reduced cost of its first option with room
    std::int64_t total = INT64_MAX;  // the node's bound
  };

  // The bound of the node, and the account that loses most when it does not get its first choice.
  bool Look(std::int64_t bound, Pick& pick) const {
    std::int64_t total = bound + extra_sum_;
    std::int64_t most = -1;
    for (std::size_t i = 0; i < free_.size(); ++i) {
      const Item& item = items_[At(free_[i])];
      auto at =
          std::find_if(item.options.begin(), item.options.end(), [&](const Option& o) { return Fits(o); });
      if (at == item.options.end()) return false;
      const std::int64_t cheapest = at->reduced;
      total += cheapest;
      if (total > threshold_) return false;
      at = std::find_if(at + 1, item.options.end(), [&](const Option& o) { return Fits(o); });
      const std::int64_t regret =
          at == item.options.end() ? INT64_MAX : at->reduced - cheapest + item.fair_weight;
      if (regret > most || (regret == most && free_[i] < free_[pick.position])) {
        most = regret;
        pick.position = i;
        pick.cheapest = cheapest;
      }
    }
    pick.total = total;
    return total <= threshold_;
  }

  void Node(std::int64_t bound) {
    if (result_.nodes >= node_limit_ || watch_.Stopped(static_cast<std::int64_t>(free_.size()) * 2 + 8)) {
      result_.lowest_open = std::min(result_.lowest_open, bound + extra_sum_);
      return;
    }
    result_.nodes += 1 + static_cast<std::int64_t>(free_.size()) / kItemsANode;
    Pick pick;
    if (!Look(bound, pick)) return;
    if (free_.empty()) return Leaf();
    const std::int32_t chosen = free_[pick.position];
    free_[pick.position] = free_.back();
    free_.pop_back();
    const Item& item = items_[At(chosen)];
    for (const Option& option : item.options) {
      if (pick.total + option.reduced - pick.cheapest > threshold_) break;
      if (!Fits(option) || (item.twins >= 0 && option.rep < least_rep_[At(item.twins)])) continue;
      if (HasEqualBefore(item, option)) continue;
      Descend(item, option, bound);
    }
    free_.push_back(chosen);
    std::swap(free_[pick.position], free_.back());
  }

  void Descend(const Item& item, const Option& option, std::int64_t bound) {
    const std::int32_t least_before = item.twins >= 0 ? least_rep_[At(item.twins)] : 0;
    if (item.twins >= 0) {
      least_rep_[At(item.twins)] = option.rep;
      --twins_free_[At(item.twins)];
    }
    Take(item, option);
    path_.push_back({item.account, option.arc});
    if (bound + option.reduced + extra_sum_ <= threshold_) Node(bound + option.reduced);
    path_.pop_back();
    Release(item, option);
    if (item.twins >= 0) {
      least_rep_[At(item.twins)] = least_before;
      ++twins_free_[At(item.twins)];
    }
  }

  void Leaf() {
    Plan plan(model_);
    for (const auto& [account, arc] : path_) plan.Move(account, arc);
    if (plan.objective() >= best_.objective()) return;
    best_ = std::move(plan);
    SetThreshold();
  }

  struct Decision {
    std::int32_t account;
    std::int32_t arc;
  };

  const Model& model_;
  const Prices& prices_;
  const std::int64_t node_limit_;
  Watch& watch_;
  Plan& best_;
  Searched result_;
  std::int64_t threshold_ = 0;  // a bound above it cannot lead to a better assignment
  std::int64_t bound_ = 0;
  std::int64_t least_penalty_ = 0;  // of all reps, on the grid
  std::vector<Item> items_;
  std::vector<std::int32_t> free_;
  std::vector<Decision> path_;
  std::vector<std::int64_t> room_, revenue_, reach_load_, reach_revenue_,
      extra_;  // per rep, and unplaced at the end
  std::int64_t extra_sum_ = 0;
  std::vector<std::int32_t> rep_class_;
  bool has_equal_reps_ = false;
  std::vector<std::int32_t> least_rep_;   // per class of equal accounts: the next may not go to a smaller rep
  std::vector<std::int32_t> twins_free_;  // per class: accounts not yet decided
};

}  // namespace

Choices AllChoices(const Model& model) {
  return {std::vector<char>(model.arcs.size(), 1), std::vector<char>(At(model.account_count), 1)};
}

Searched Enumerate(const Model& model, const Prices& prices, const Choices& choices, std::int64_t node_limit,
                   Watch& watch, Plan& best) {
  return Enumerator(model, prices, node_limit, watch, best).Run(choices);
}

}  // namespace baton::assign::inner
