#include "assign/explain.h"

#include <algorithm>
#include <optional>

namespace baton::assign {
namespace {

__extension__ typedef __int128 Wide;

// Solving again looks at every candidate many times, however few nodes it may use; this is that work in
// nodes.
constexpr std::int64_t kCandidatesANode = 4;

std::size_t At(std::int64_t index) { return static_cast<std::size_t>(index); }

class Explainer {
 public:
  Explainer(const Problem& problem, const Solution& solution, const ExplainOptions& options)
      : problem_(problem),
        solution_(solution),
        options_(options),
        forbidden_(problem.forbidden),
        nodes_left_(options.total_node_limit) {
    std::sort(forbidden_.begin(), forbidden_.end());
  }

  Explanation Run() {
    Reps();
    explanation_.accounts.resize(problem_.accounts.size());
    for (std::int32_t j = 0; j < problem_.AccountCount(); ++j) Price(j);
    if (solution_.status != Status::optimal) return std::move(explanation_);
    for (std::int32_t r = 0; r < problem_.RepCount() && SolveWithMore(r); ++r) continue;
    if (options_.only.empty()) {
      for (std::int32_t j = 0; j < problem_.AccountCount() && SolveAgain(j); ++j) continue;
    } else {
      for (const std::int32_t j : options_.only) {
        if (j >= 0 && j < problem_.AccountCount() && !SolveAgain(j)) break;
      }
    }
    return std::move(explanation_);
  }

 private:
  bool Usable(std::int32_t account, const Candidate& candidate) const {
    const std::int32_t lock = problem_.accounts[At(account)].locked_rep;
    return (lock == kNoLock || lock == candidate.rep) &&
           !std::binary_search(forbidden_.begin(), forbidden_.end(), Pair{account, candidate.rep});
  }

  std::int64_t MoreOf(std::int32_t rep) const {
    return At(rep) < options_.more_capacity.size() ? options_.more_capacity[At(rep)] : 0;
  }

  std::int64_t Room(std::int32_t rep) const {
    return explanation_.reps[At(rep)].capacity - explanation_.reps[At(rep)].used;
  }

  void Reps() {
    const Certificate& certificate = solution_.certificate;
    for (std::int32_t r = 0; r < problem_.RepCount(); ++r) {
      RepReason reason{.capacity = problem_.reps[At(r)].capacity, .grid = certificate.grid};
      reason.price = certificate.capacity_prices[At(r)];
      reason.full = reason.price > 0;
      reason.worth = static_cast<std::int64_t>(static_cast<Wide>(reason.price) * MoreOf(r) / reason.grid);
      explanation_.reps.push_back(reason);
    }
    for (std::int32_t j = 0; j < problem_.AccountCount(); ++j) {
      const std::int32_t rep = solution_.assignment[At(j)];
      if (rep == kUnplaced) continue;
      explanation_.reps[At(rep)].revenue += problem_.accounts[At(j)].revenue;
      for (const Candidate& c : problem_.CandidatesOf(j)) {
        if (c.rep == rep) explanation_.reps[At(rep)].used += c.load;
      }
    }
    for (std::int32_t r = 0; r < problem_.RepCount(); ++r) {
      RepReason& reason = explanation_.reps[At(r)];
      reason.fair_cost = FairCost(problem_.reps[At(r)], reason.revenue);
    }
  }

  Wide Reduced(const Candidate& c, const Account& account) const {
    const Certificate& certificate = solution_.certificate;
    return static_cast<Wide>(c.cost) * certificate.grid +
           static_cast<Wide>(certificate.capacity_prices[At(c.rep)]) * c.load +
           static_cast<Wide>(certificate.fair_prices[At(c.rep)]) * account.revenue;
  }

  // What the prices say of the account's other choices.
  void Price(std::int32_t j) {
    const Account& account = problem_.accounts[At(j)];
    AccountReason& reason = explanation_.accounts[At(j)];
    reason.rep = solution_.assignment[At(j)];
    if (reason.rep == kUnplaced) return WhyNot(j, reason);
    const Wide unplaced = static_cast<Wide>(account.unplaced_cost) * solution_.certificate.grid;
    Wide now = 0;
    std::optional<Wide> second;
    for (const Candidate& c : problem_.CandidatesOf(j)) {
      if (!Usable(j, c) || c.load > problem_.reps[At(c.rep)].capacity) continue;
      const Wide reduced = Reduced(c, account);
      if (c.rep == reason.rep) {
        now = reduced;
      } else if (!second || reduced < *second) {
        second = reduced;
        reason.second_rep = c.rep;
      }
    }
    reason.only_choice = !second;
    if (!second) return;
    if (unplaced < *second) {
      second = unplaced;
      reason.second_rep = kUnplaced;
    }
    const Wide extra = (*second - now) / solution_.certificate.grid;
    reason.extra_cost = static_cast<std::int64_t>(std::clamp<Wide>(extra, 0, INT64_MAX));
  }

  // Can giving the account to this rep be better than leaving it? With a fair share it can at any cost.
  bool CanPay(std::int32_t account, const Candidate& c) const {
    return c.cost < problem_.accounts[At(account)].unplaced_cost || problem_.reps[At(c.rep)].fair_penalty > 0;
  }

  void WhyNot(std::int32_t j, AccountReason& reason) const {
    bool any = false;
    bool can_pay = false;
    bool could_fit = false;
    bool fits_now = false;
    std::int64_t least = INT64_MAX;
    for (const Candidate& c : problem_.CandidatesOf(j)) {
      if (!Usable(j, c)) continue;
      any = true;
      if (!CanPay(j, c)) continue;
      can_pay = true;
      could_fit |= c.load <= problem_.reps[At(c.rep)].capacity;
      const std::int64_t missing = c.load - Room(c.rep);
      fits_now |= missing <= 0;
      if (missing >= least) continue;
      least = missing;
      reason.missing_rep = c.rep;
    }
    const bool is_cheaper_left = fits_now || !can_pay;
    reason.unplaced = !any              ? WhyUnplaced::no_candidate
                      : is_cheaper_left ? WhyUnplaced::cheaper_unplaced
                      : could_fit       ? WhyUnplaced::no_room
                                        : WhyUnplaced::too_large;
    if (!any || is_cheaper_left) {
      reason.missing_rep = kUnplaced;
    } else {
      reason.missing_capacity = least;
    }
  }

  bool HasTime() const {
    return nodes_left_ >= Passes() && !(options_.should_stop && options_.should_stop());
  }

  std::int64_t Passes() const {
    return static_cast<std::int64_t>(problem_.candidates.size()) / kCandidatesANode + 1;
  }

  // The problem as it is in `other_` now, from where the plan stands.
  Solution SolveOther() {
    SolveOptions options;
    options.seed = options_.seed;
    options.node_limit = std::min(options_.node_limit, nodes_left_);
    options.should_stop = options_.should_stop;
    options.start = solution_.assignment;
    options.start_prices = solution_.certificate;
    Solution solution = Solve(*other_, options);
    nodes_left_ -= Passes() + solution.nodes;
    return solution;
  }

  static std::int64_t Unplaced(const Solution& solution) {
    return std::count(solution.assignment.begin(), solution.assignment.end(), kUnplaced);
  }

  // The whole plan with more capacity of this rep. False when there is no time left for another.
  bool SolveWithMore(std::int32_t r) {
    if (MoreOf(r) <= 0) return true;
    if (!HasTime()) return false;
    if (!other_) other_ = problem_;
    other_->reps[At(r)].capacity += MoreOf(r);
    const Solution solution = SolveOther();
    other_->reps[At(r)].capacity -= MoreOf(r);
    if (solution.status != Status::optimal) return true;
    RepReason& reason = explanation_.reps[At(r)];
    reason.worth_basis = Basis::exact;
    reason.worth = solution_.objective - solution.objective;
    reason.placed_more =
        static_cast<std::int32_t>(std::max<std::int64_t>(0, Unplaced(solution_) - Unplaced(solution)));
    return true;
  }

  // The whole plan without this pair. False when there is no time left for another.
  bool SolveAgain(std::int32_t j) {
    AccountReason& reason = explanation_.accounts[At(j)];
    if (reason.rep == kUnplaced || reason.only_choice) return true;
    if (!HasTime()) return false;
    if (!other_) other_ = problem_;
    other_->forbidden.push_back({j, reason.rep});
    const Solution solution = SolveOther();
    other_->forbidden.pop_back();
    if (solution.status != Status::optimal) return true;
    reason.basis = Basis::exact;
    reason.second_rep = solution.assignment[At(j)];
    reason.extra_cost = solution.objective - solution_.objective;
    for (std::int32_t i = 0; i < problem_.AccountCount(); ++i) {
      if (i != j && solution.assignment[At(i)] != solution_.assignment[At(i)]) ++reason.others_moved;
    }
    return true;
  }

  const Problem& problem_;
  const Solution& solution_;
  const ExplainOptions& options_;
  std::vector<Pair> forbidden_;
  std::int64_t nodes_left_;
  std::optional<Problem> other_;  // the problem, with one pair more forbidden or one rep larger at a time
  Explanation explanation_;
};

}  // namespace

Explanation Explain(const Problem& problem, const Solution& solution, const ExplainOptions& options) {
  return Explainer(problem, solution, options).Run();
}

}  // namespace baton::assign
