#include "assign/branch.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <queue>
#include <utility>

#include "assign/branch_node.h"
#include "assign/columns.h"
#include "assign/dive.h"
#include "assign/improve.h"
#include "assign/relaxation.h"

namespace baton::assign::inner {
namespace {

constexpr std::int64_t kMostArcs = 60'000;
constexpr std::int32_t kMostReps = 100;
constexpr int kRootPasses = 400;
constexpr int kNodePasses = 25;
constexpr int kRootRounds = 300;  // of column generation
constexpr int kNodeRounds = 40;
constexpr std::int64_t kFirstPart = 4;        // of the nodes: searched before plans are made from columns
constexpr int kPatience = 10;                 // passes without a better bound before steps are halved
constexpr std::int32_t kEnumerateBelow = 10;  // accounts left for which cheap nodes are better
constexpr std::int64_t kEnumerateNodes = 20'000;
constexpr int kPolishEvery = 4;  // nodes between two attempts at a better plan

class Brancher {
 public:
  Brancher(const Model& model, const Prices& prices, std::int64_t node_limit, Random& random, Watch& watch,
           Plan& best)
      : model_(model),
        prices_(prices),
        node_limit_(node_limit),
        random_(random),
        watch_(watch),
        best_(best),
        relaxation_(model, prices.fair, node_limit, watch),
        by_columns_(model.has_fair && CanGenerate(model)),
        diver_(model, prices, node_limit, random, watch, relaxation_, average_, best) {
    average_.assign(model.arcs.size(), 0.0F);
  }

  Branched Run(const std::vector<std::int64_t>& account_prices) {
    Node root{AllChoices(model_), {}, INT64_MIN};
    const bool is_warm = account_prices.size() == At(model_.account_count);
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      std::int64_t least = relaxation_.Unplaced(j);
      for (const Candidate& arc : model_.ArcsOf(j)) {
        least = std::min(least, PricedCost(model_, prices_, arc, model_.Revenue(j)));
      }
      const auto [lowest, highest] = Range(j);
      root.price.push_back(is_warm ? std::clamp(account_prices[At(j)], lowest, highest) : least);
    }
    ClimbRoot(root, by_columns_);
    if (by_columns_) diver_.Dive(root);
    Visit(root, true);
    Search(CanGenerate(model_) ? node_limit_ / kFirstPart : node_limit_);
    if (IsOpen()) DiveAndSearch(std::move(root));
    for (const Child& child : next_) Leave(child.parent->bound);
    if (!waiting_.empty()) Leave(waiting_.top().parent->bound);
    result_.nodes = relaxation_.nodes();
    return std::move(result_);
  }

 private:
  std::int64_t Threshold() const { return inner::Threshold(model_, best_); }
  bool OutOfTime() { return relaxation_.nodes() >= node_limit_ || watch_.stopped(); }
  void Leave(std::int64_t bound) { result_.lowest_open = std::min(result_.lowest_open, bound); }

  bool IsOpen() { return !OutOfTime() && (!next_.empty() || !waiting_.empty()); }

  void ClimbRoot(Node& root, bool by_columns) {
    Open open;
    if (!relaxation_.SortOut(root.choices, open)) return;
    if (by_columns) {
      diver_.Climb(root, open, kRootRounds);
    } else {
      Climb(root, open, kRootPasses, 1.0, true);
    }
    result_.account_prices = root.price;
    result_.root_value = root.bound;
    result_.fair_prices = relaxation_.fair_prices();
  }

  // Better plans, and the search for a proof, in turns; each gets half of the nodes.
  void DiveAndSearch(Node root) {
    if (!by_columns_) {
      ClimbRoot(root, true);
      diver_.Dive(root);
    }
    std::int64_t owed = 0;  // to the search
    while (IsOpen() && root.bound <= Threshold()) {
      const std::int64_t before = relaxation_.nodes();
      if (owed <= 0) {
        diver_.Reopen(root.price);
        owed += relaxation_.nodes() - before + 1;
      } else {
        Search(before + 1);
        owed -= relaxation_.nodes() - before;
      }
    }
  }

  // Subgradient steps on the account prices; keeps the best in `node`. True when the node is
  // proven fruitless.
  bool Climb(Node& node, const Open& open, int passes, double boldness, bool polish) {
    std::vector<std::int64_t> price = node.price;
    std::vector<double> momentum(At(model_.account_count), 0.0);
    Valued valued;
    std::int64_t best_here = INT64_MIN;
    int waited = 0;
    for (int pass = 0; pass < passes && boldness > 1e-3; ++pass) {
      relaxation_.Value(open, node.choices, price, false, valued);
      if (valued.bound > best_here) {
        if (best_here == INT64_MIN || valued.bound - best_here > std::abs(best_here) / 100'000) waited = 0;
        best_here = valued.bound;
        node.price = price;
        node.bound = std::max(node.bound, best_here);
      } else {
        ++waited;
      }
      if (node.bound > Threshold()) return true;
      if (OutOfTime()) return false;
      if (polish && pass % 20 == 19) Polish(open, valued);
      for (const std::int32_t j : open.accounts) Remember(j, valued);
      if (waited >= kPatience || (pass > 0 && waited >= kPatience / 2 && passes <= kNodePasses)) {
        waited = 0;
        boldness /= 2;
        price = node.price;
        std::fill(momentum.begin(), momentum.end(), 0.0);
        continue;  // the next pass looks at them again
      }
      if (!Move(open, valued, boldness, momentum, price)) {
        Polish(open, valued);  // it is a plan
        break;
      }
    }
    return false;
  }

  // Which arcs the knapsacks take on average: close to the solution of the linear program they stand for.
  void Remember(std::int32_t j, const Valued& valued) {
    for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
      average_[At(a)] = 0.85F * average_[At(a)] + 0.15F * static_cast<float>(valued.taken[At(a)]);
    }
  }

  // False when every account is taken exactly once: the relaxed answer cannot be improved by prices.
  bool Move(const Open& open, const Valued& valued, double boldness, std::vector<double>& momentum,
            std::vector<std::int64_t>& price) {
    double norm = 0;
    bool uneven = false;
    for (const std::int32_t j : open.accounts) {
      uneven |= valued.count[At(j)] != 1;
      momentum[At(j)] = 1.0 - valued.count[At(j)] + 0.4 * momentum[At(j)];
      norm += momentum[At(j)] * momentum[At(j)];
    }
    if (!uneven || norm <= 0) return false;
    const double goal = static_cast<double>(best_.objective()) * static_cast<double>(model_.grid);
    const double gap = goal - static_cast<double>(valued.bound);
    const double step = boldness * gap / norm;
    for (const std::int32_t j : open.accounts) {
      const auto [least, most] = Range(j);
      const double moved = static_cast<double>(price[At(j)]) + step * momentum[At(j)];
      price[At(j)] =
          static_cast<std::int64_t>(std::clamp(moved, static_cast<double>(least), static_cast<double>(most)));
      price[At(j)] = std::clamp(price[At(j)], least, most);
    }
    return true;
  }

  std::pair<std::int64_t, std::int64_t> Range(std::int32_t j) const {
    std::int64_t least = relaxation_.Unplaced(j);
    std::int64_t most = least;
    for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
      const std::int64_t fair = model_.FairPenalty(model_.arcs[At(a)].rep) * model_.grid * model_.Revenue(j);
      least = std::min(least, relaxation_.Cost(a) - fair);
      most = std::max(most, relaxation_.Cost(a) + fair);
    }
    return {least, most + (most - least)};
  }

  // A plan from the relaxed answer: decided accounts and what the knapsacks took, made whole and improved.
  void Polish(const Open& open, const Valued& valued) {
    Plan plan(model_);
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      std::int32_t arc = open.decided[At(j)];
      if (arc == kFree) {
        arc = kNone;
        for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
          if (valued.taken[At(a)] && (arc == kNone || relaxation_.Cost(a) < relaxation_.Cost(arc)))
            arc = static_cast<std::int32_t>(a);
        }
      }
      if (arc != kNone && plan.Fits(j, arc)) plan.Move(j, arc);
    }
    Finish(model_, prices_, std::move(plan), random_, watch_, relaxation_, best_);
  }

  // Strikes out the choices whose own bound is above the best plan. Returns how many.
  int StrikeOut(Node& node, const Open& open, const Valued& valued) {
    const std::int64_t threshold = Threshold();
    int struck = 0;
    for (const std::int32_t j : open.accounts) {
      std::int64_t out = valued.bound;
      for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
        if (node.choices.arc[At(a)]) out += relaxation_.GainOut(a);
      }
      const std::int64_t over = node.price[At(j)] - relaxation_.Unplaced(j);
      const bool unplaced = node.choices.unplaced[At(j)] != 0;
      for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
        if (!node.choices.arc[At(a)]) continue;
        const std::int64_t bound = out - relaxation_.GainOut(a) + relaxation_.GainIn(a) +
                                   (unplaced ? std::max<std::int64_t>(0, over) : 0);
        if (bound <= threshold) continue;
        node.choices.arc[At(a)] = 0;
        ++struck;
      }
      if (unplaced && out + std::max<std::int64_t>(0, -over) > threshold) {
        node.choices.unplaced[At(j)] = 0;
        ++struck;
      }
    }
    return struck;
  }

  // Down the first child as long as there is one, then on where the bound is lowest; until so many nodes were spent.
  void Search(std::int64_t until) {
    while (!next_.empty() || !waiting_.empty()) {
      if (OutOfTime() || relaxation_.nodes() >= until) return;
      if (next_.empty()) {
        next_.push_back(waiting_.top());
        waiting_.pop();
        if (next_.back().parent->bound > Threshold()) {  // and so are all others
          next_.clear();
          waiting_ = {};
          return;
        }
      }
      const Child child = std::move(next_.back());
      next_.pop_back();
      for (; !next_.empty(); next_.pop_back()) waiting_.push(std::move(next_.back()));
      Visit(NodeOf(child), false);
    }
  }

  Node NodeOf(const Child& child) const {
    Node node = *child.parent;
    Fix(model_, child.account, child.arc, node.choices);
    return node;
  }

  void Visit(Node node, bool is_root) {
    if (node.bound > Threshold()) return;
    Open open;
    Valued valued;
    for (int round = 0;; ++round) {
      if (OutOfTime()) return Leave(node.bound);
      if (!relaxation_.SortOut(node.choices, open)) return;
      if (open.accounts.empty()) return Leaf(open);
      if (TryEnumerating(node, open)) return;
      if (round > 0 || !is_root) {
        if (by_columns_) {
          if (diver_.Climb(node, open, kNodeRounds)) return;
        } else if (Climb(node, open, round > 4 ? 1 : kNodePasses, is_root ? 0.3 : 0.5, false)) {
          return;
        }
      }
      if (OutOfTime()) return Leave(node.bound);
      relaxation_.Value(open, node.choices, node.price, true, valued);
      node.bound = std::max(node.bound, valued.bound);
      if (node.bound > Threshold()) return;
      if (StrikeOut(node, open, valued) == 0 || round > 8) break;
    }
    if (!by_columns_ && ++visits_ % kPolishEvery == 0) Polish(open, valued);
    Split(std::move(node), open);
  }

  bool TryEnumerating(const Node& node, const Open& open) {
    if (static_cast<std::int32_t>(open.accounts.size()) > kEnumerateBelow) return false;
    const Searched searched =
        Enumerate(model_, prices_, node.choices, std::min(kEnumerateNodes, node_limit_ - relaxation_.nodes()),
                  watch_, best_);
    relaxation_.SpendNodes(searched.nodes);
    if (searched.lowest_open == INT64_MAX) return true;
    return false;
  }

  // One child for each choice of the account that the relaxed answer is least sure of.
  void Split(Node node, const Open& open) {
    double most = -1;
    std::int32_t chosen = open.accounts.front();
    for (const std::int32_t j : open.accounts) {
      float surest = 0;
      double load = 0;
      int count = 0;
      for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
        if (!node.choices.arc[At(a)]) continue;
        surest = std::max(surest, average_[At(a)]);
        load += static_cast<double>(model_.arcs[At(a)].load);
        ++count;
      }
      const double doubt = (1.01 - static_cast<double>(surest)) * (load / std::max(1, count) + 1e-3);
      if (doubt > most) {
        most = doubt;
        chosen = j;
      }
    }
    std::vector<std::pair<float, std::int32_t>> choices;
    for (std::int64_t a = model_.first[At(chosen)]; a < model_.first[At(chosen) + 1]; ++a) {
      if (node.choices.arc[At(a)]) choices.emplace_back(-average_[At(a)], static_cast<std::int32_t>(a));
    }
    if (node.choices.unplaced[At(chosen)]) choices.emplace_back(1.0F, kNone);
    std::sort(choices.begin(), choices.end());
    const auto parent = std::make_shared<const Node>(std::move(node));
    for (auto choice = choices.rbegin(); choice != choices.rend(); ++choice) {  // the first comes last
      next_.push_back({parent, chosen, choice->second, made_++});
    }
  }

  void Leaf(const Open& open) {
    Plan plan(model_);
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      if (open.decided[At(j)] != kNone) plan.Move(j, open.decided[At(j)]);
    }
    if (plan.objective() < best_.objective()) best_ = std::move(plan);
  }

  const Model& model_;
  const Prices& prices_;
  const std::int64_t node_limit_;
  Random& random_;
  Watch& watch_;
  Plan& best_;
  Relaxation relaxation_;
  const bool by_columns_;  // nodes too, not only plans
  Diver diver_;
  Branched result_;
  std::vector<float> average_;  // per arc
  std::vector<Child> next_;     // of the node before, the best last
  std::priority_queue<Child> waiting_;
  std::int64_t made_ = 0;
  int visits_ = 0;
};

}  // namespace

bool CanBranch(const Model& model) {
  if (model.account_count == 0 || model.rep_count == 0) return false;
  if (model.rep_count > kMostReps || static_cast<std::int64_t>(model.arcs.size()) > kMostArcs) return false;
  return model.largest_sum <= (std::int64_t{1} << 59) / model.rep_count;
}

Branched Branch(const Model& model, const Prices& prices, const std::vector<std::int64_t>& account_prices,
                std::int64_t node_limit, Random& random, Watch& watch, Plan& best) {
  return Brancher(model, prices, node_limit, random, watch, best).Run(account_prices);
}

}  // namespace baton::assign::inner
