#include "assign/solve.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "assign/balance.h"
#include "assign/branch.h"
#include "assign/chains.h"
#include "assign/dual.h"
#include "assign/enumerate.h"
#include "assign/improve.h"
#include "assign/make_room.h"
#include "assign/model.h"
#include "assign/plan.h"
#include "assign/verify.h"

namespace baton::assign::inner {
namespace {

constexpr std::size_t kLargeArcs = 60'000;       // above: prices by thresholds, few arcs an account
constexpr std::size_t kLargeArcsShared = 5'000;  // the same with a fair share
constexpr std::int64_t kWorthProving = 100;      // a part so small of the gap is
// Of a large problem where reps may be alike: rounds of prices, and on while they gain a part of the bound; passes before the first plan.
constexpr int kTiedRounds = 4;
constexpr int kMostTiedRounds = 40;
constexpr std::int64_t kGainThatGoesOn = 500;
constexpr int kFirstPassesTied = 10;
// Of another: before its first plan, for the prices that prove most, and for those that a plan is made of.
constexpr Effort kFirstEffort{.passes = 40, .worth = 4'000};
constexpr Effort kEffortOfBound{.passes = 40, .worth = 1'000'000};
constexpr Effort kEffortOfPlan{.passes = 6, .worth = 1'000'000};
constexpr double kSpares[] = {1, 0.5, 1, 0.5, 1, 0.5};  // mean loads of room, of plan after plan
constexpr double kSparesAnew[] = {3, 2, 4, 1};          // of those that are polished one by one
constexpr std::int32_t kSmallAccounts = 60;             // up to here cheap nodes come first
constexpr std::int64_t kFirstEnumeration = 30'000;      // nodes
constexpr std::int64_t kNearNodes = 1'000;
constexpr int kChangedBreadth = 5;  // after a change: arcs that are tried of an account
constexpr int kChangedRounds = 3;

std::int64_t CeilDivide(std::int64_t value, std::int64_t by) { return value / by + (value % by > 0 ? 1 : 0); }

std::span<const std::int64_t> KeptPrices(const SolveOptions& options) {
  if (!options.keep_prices) return {};
  return options.start_prices.capacity_prices;
}

class Solver {
 public:
  Solver(const Problem& problem, const SolveOptions& options)
      : options_(options),
        watch_(options.should_stop),
        random_(options.seed),
        model_(Build(problem, options.threads, KeptPrices(options))),
        prices_(Adopt(model_, options.start_prices.capacity_prices, options.start_prices.fair_prices,
                      options.start_prices.grid)),
        best_(model_),
        may_be_tied_(model_.has_fair || (large() && IsTied(model_))) {}

  Solution Run() {
    Begin();
    if (options_.keep_prices && !options_.start.empty() && !options_.start_prices.capacity_prices.empty()) {
      if (Open()) PolishChanged();
      return Finish();
    }
    if (large()) {
      ImproveLarge();
    } else {
      ImproveSmall();
    }
    if (Open() && options_.node_limit > 0) Search();
    return Finish();
  }

 private:
  bool Open() const { return bound_ < best_.objective() && !watch_.stopped(); }
  bool large() const { return model_.arcs.size() > (model_.has_fair ? kLargeArcsShared : kLargeArcs); }
  // A few nodes end most small problems that differ in little from one whose plan and prices are known, before any price has moved.
  bool near() const {
    return model_.account_count <= kSmallAccounts && !options_.start.empty() &&
           !options_.start_prices.capacity_prices.empty();
  }
  std::int64_t NodesLeft() const { return std::max<std::int64_t>(0, options_.node_limit - nodes_); }

  // A bound and a plan in two passes that nothing may stop, so that there is always an answer.
  void Begin() {
    const std::function<bool()> never;
    Watch patient(never);
    if (!BalanceFirst()) {
      Relaxed relaxed;
      Relax(model_, prices_, patient, relaxed);
      value_ = relaxed.value;
    }
    if (options_.start.empty()) {
      Fill(model_, prices_, patient, best_);
    } else {
      best_ = PlanFrom(model_, options_.start);
      Plan filled = best_;
      Fill(model_, prices_, patient, filled);
      if (filled.objective() <= best_.objective()) best_ = std::move(filled);
    }
    // Not after a change, which is answered at once: whoever has no place has waited before it.
    if (large() && !options_.keep_prices) PlaceLeftOut(model_, watch_, best_);
    Raise(value_);
    watch_.StoppedNow();
  }

  // The first plan of a large problem takes long, so its prices should be worth it. False where nothing is known of them.
  bool BalanceFirst() {
    if (!large() || may_be_tied_ || options_.keep_prices) return false;
    const std::optional<std::int64_t> value =
        Balance(model_, Spare(kSpares[0]), kFirstEffort, watch_, prices_);
    if (value) value_ = *value;
    return value.has_value();
  }
  std::int64_t Spare(double mean_loads) const {
    return static_cast<std::int64_t>(mean_loads * model_.mean_load);
  }

  // `proven` on the grid.
  void Raise(std::int64_t proven) {
    const std::int64_t bound = std::min(model_.RoundUp(proven), best_.objective());
    const bool better = bound > bound_ || best_.objective() < reported_;
    bound_ = std::max(bound_, bound);
    if (!better) return;
    reported_ = best_.objective();
    if (options_.progress) {
      const std::vector<std::int32_t> assignment = best_.Assignment();
      options_.progress({best_.objective(), bound_, nodes_, assignment});
    }
  }

  void Climb(int passes) {
    Ascend(model_, best_.objective(), passes, may_be_tied_, watch_, prices_, value_);
    Raise(value_);
  }

  void Rebuild(int breadth, int rounds) {
    Plan plan(model_);
    Fill(model_, prices_, watch_, plan);
    Descend(model_, prices_, breadth, rounds, random_, watch_, plan);
    Offer(std::move(plan));
  }

  // Taken where it is better.
  void Offer(Plan plan) {
    if (plan.objective() < best_.objective()) best_ = std::move(plan);
    Raise(value_);
  }

  Plan PlanBy(const Prices& prices) {
    Plan plan(model_);
    Fill(model_, prices, watch_, plan);
    PlaceLeftOut(model_, watch_, plan);
    return plan;
  }

  void Polish(int breadth, int rounds) {
    Descend(model_, prices_, breadth, rounds, random_, watch_, best_);
    Raise(value_);
  }

  // After a change: only accounts with reps whose accounts are others than in the plan before can gain.
  void PolishChanged() {
    std::vector<char> is_changed(At(model_.rep_count), 0);
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      const std::int32_t before = At(j) < options_.start.size() ? options_.start[At(j)] : kUnplaced;
      if (best_.rep(j) == before) continue;
      if (best_.rep(j) != kUnplaced) is_changed[At(best_.rep(j))] = 1;
      if (before >= 0 && before < model_.rep_count) is_changed[At(before)] = 1;
    }
    std::vector<std::int32_t> accounts;
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      const std::int32_t rep = best_.rep(j);
      if (rep == kUnplaced || is_changed[At(rep)]) accounts.push_back(j);
    }
    DescendFrom(model_, prices_, kChangedBreadth, kChangedRounds, std::move(accounts), random_, watch_,
                best_);
    Raise(value_);
  }

  void ImproveSmall() {
    const int all = model_.rep_count + 1;
    if (Open()) Polish(all, 20);
    if (Open() && near()) SearchCheaply(ShiftFair(), std::min(kNearNodes, options_.node_limit));
    if (Open()) Climb(60);
    if (Open()) Rebuild(all, 20);
    if (Open()) Climb(120);
    if (Open() && model_.account_count > kSmallAccounts) {
      Climb(200);
      Rebuild(all, 20);
    }
  }

  void ImproveLarge() {
    if (may_be_tied_) return ImproveLargeTied();
    Prices roomy = prices_;
    PlanWithRoom(kSpares[0], roomy);
    ProveBy(roomy);
    for (std::size_t i = 1; i < std::size(kSpares) && Open(); ++i) PlanWithRoom(kSpares[i], roomy);
    if (Open()) Polish(5, 1);
    if (Open()) Polish(8, 20);
  }

  void ProveBy(Prices prices) {
    const std::optional<std::int64_t> value = Balance(model_, 0, kEffortOfBound, watch_, prices);
    if (!value || *value <= value_) return;
    value_ = *value;
    prices_ = std::move(prices);
    Raise(value_);
  }

  // The plan that is best before it is polished seldom is so afterwards: with more room left it loses at first, and gains more.
  void StartAnew() {
    Prices roomy = prices_;
    for (const double spare : kSparesAnew) {
      if (!Open()) return;
      Balance(model_, Spare(spare), kEffortOfPlan, watch_, roomy);
      Plan plan = PlanBy(roomy);
      Descend(model_, prices_, 5, 1, random_, watch_, plan);
      Descend(model_, prices_, 8, 20, random_, watch_, plan);
      Offer(std::move(plan));
    }
  }

  // Prices that leave room say of each rep alike how much; which accounts find none is luck, so the best of several plans is taken.
  void PlanWithRoom(double spare, Prices& prices) {
    Balance(model_, Spare(spare), kEffortOfPlan, watch_, prices);
    if (Open()) Offer(PlanBy(prices));
  }

  // Where reps are alike a plan of good prices that is polished is better than a polished one of bad prices, which nothing that is not
  // polished would ever take the place of.
  void ImproveLargeTied() {
    std::int64_t before = INT64_MIN;
    for (int round = 0; round < kMostTiedRounds && Open(); ++round) {
      if (round >= kTiedRounds && value_ - before <= std::abs(value_) / kGainThatGoesOn) break;
      before = value_;
      Climb(round == 0 ? kFirstPassesTied : 75);
      if (Open()) Offer(PlanBy(prices_));
    }
    if (!Open()) return;
    Plan plan(model_);
    Fill(model_, prices_, watch_, plan);
    Descend(model_, prices_, 2, 2, random_, watch_, plan);
    Offer(std::move(plan));
    if (Open() && !CanChase(model_)) Polish(8, 20);
  }

  void Search() {
    if (large() && !may_be_tied_ && !CanChase(model_)) return StartAnew();
    if (model_.account_count <= kSmallAccounts) {
      const Prices shifted = ShiftFair();
      // Where good account prices are known, the knapsacks are the shorter way.
      const bool is_warm = model_.has_fair && !options_.start_prices.account_prices.empty();
      SearchCheaply(shifted,
                    std::min(is_warm ? kFirstEnumeration / 15 : kFirstEnumeration, options_.node_limit));
      if (Open()) SearchSubsets();
      if (!Open()) return;
      SearchByPrices();
      if (Open()) SearchCheaply(shifted, NodesLeft());
      return;
    }
    SearchByPrices();
  }

  // Better plans first, because a search for a proof strikes out more below them. Then the proof; what that leaves is for better plans.
  // With a fair share the knapsacks find better plans themselves.
  void SearchByPrices() {
    ChaseFor(NodesLeft() / (model_.has_fair ? 10 : 4));
    // Chains end where shares hold them; steps to any rep then find more, and take their time.
    if (Open() && large() && model_.arcs.size() <= kLargeArcs) Polish(model_.rep_count + 1, 20);
    if (Open()) SearchKnapsacks(large() ? NodesLeft() / 8 : NodesLeft() / 3 * 2);
    if (Open()) ChaseFor(NodesLeft());
  }

  void ChaseFor(std::int64_t limit) {
    if (limit <= 0 || !CanChase(model_)) return;
    nodes_ += Chase(model_, prices_, limit, bound_, random_, watch_, best_);
    Raise(value_);
  }

  void SearchCheaply(const Prices& prices, std::int64_t limit) {
    if (limit <= 0) return;
    const Searched searched = Enumerate(model_, prices, AllChoices(model_), limit, watch_, best_);
    nodes_ += searched.nodes;
    Settle(searched.lowest_open);
  }

  void SearchSubsets() {
    const std::int64_t work = SubsetWork(model_);
    if (work > NodesLeft()) return;
    const Searched searched = SolveBySubsets(model_, watch_, best_);
    nodes_ += work;
    Settle(searched.lowest_open);
  }

  void SearchKnapsacks(std::int64_t limit) {
    if (limit <= 0 || !CanBranch(model_)) return;
    Branched branched = Branch(model_, prices_, AdoptAccountPrices(model_, options_.start_prices), limit,
                               random_, watch_, best_);
    nodes_ += branched.nodes;
    if (branched.root_value > value_) {
      Raise(branched.root_value);
      // To prove the sets of a large book again takes seconds: not for next to nothing.
      const std::int64_t gap = best_.objective() * model_.grid - value_;
      if (!large() || branched.root_value - value_ >= gap / kWorthProving) {
        knapsack_value_ = branched.root_value;
        account_prices_ = std::move(branched.account_prices);
        knapsack_fair_prices_ = std::move(branched.fair_prices);
      }
    }
    Settle(branched.lowest_open);
  }

  // A search that left nothing open below the best plan has proven it.
  void Settle(std::int64_t lowest_open) {
    const std::int64_t proven = lowest_open == INT64_MAX ? best_.objective() * model_.grid : lowest_open;
    Raise(std::max(proven, value_));
  }

  // When all revenue is shared out, the same amount more on every fair price changes nothing for the
  // relaxation. With the prices as low as they go, revenue beyond a target counts twice at once: once as too
  // much here, and once as what must be missing elsewhere. Taken when the bound allows it.
  Prices ShiftFair() {
    if (!model_.has_fair) return prices_;
    std::int64_t shift = INT64_MAX;
    for (std::int32_t r = 0; r < model_.rep_count; ++r) {
      shift = std::min(shift, prices_.fair[At(r)] + model_.FairPenalty(r) * model_.grid);
    }
    if (shift <= 0) return prices_;
    Prices shifted = prices_;
    for (std::int64_t& price : shifted.fair) price -= shift;
    Relaxed relaxed;
    if (!Relax(model_, shifted, watch_, relaxed)) return prices_;
    const std::int64_t gap = best_.objective() * model_.grid - value_;
    return value_ - relaxed.value <= gap / 20 ? shifted : prices_;
  }

  Solution Finish() {
    if (bound_ < best_.objective()) {
      PlaceRest(model_, best_);
      Raise(value_);
    }
    Solution solution;
    solution.assignment = best_.Assignment();
    solution.objective = best_.objective();
    Certificate& certificate = solution.certificate;
    certificate.grid = model_.grid;
    certificate.capacity_prices = std::move(prices_.capacity);
    certificate.fair_prices = std::move(prices_.fair);
    certificate.bound = CeilDivide(value_, model_.grid);
    if (!account_prices_.empty()) {
      certificate.account_prices = std::move(account_prices_);
      certificate.knapsack_fair_prices = std::move(knapsack_fair_prices_);
      certificate.bound = std::max(certificate.bound, CeilDivide(knapsack_value_, model_.grid));
    }
    solution.bound = std::max(bound_, certificate.bound);
    // The proof of a fair share is a search of its own, which may give up where ours did not: claim no more.
    if (model_.has_fair && !certificate.account_prices.empty()) {
      certificate.bound = std::min(certificate.bound, Verify(*model_.problem, solution).proven_bound);
    }
    solution.nodes = nodes_;
    const bool proven = solution.bound == solution.objective;
    solution.status = proven ? Status::optimal : watch_.stopped() ? Status::stopped : Status::feasible;
    return solution;
  }

  const SolveOptions& options_;
  Watch watch_;
  Random random_;
  const Model model_;
  Prices prices_;
  Plan best_;
  const bool may_be_tied_;  // reps are as good as each other for many accounts
  std::int64_t value_ = 0;  // what prices_ prove, on the grid
  std::int64_t bound_ = INT64_MIN;
  std::int64_t reported_ = INT64_MAX;
  std::int64_t nodes_ = 0;
  std::vector<std::int64_t> account_prices_;
  std::vector<std::int64_t> knapsack_fair_prices_;
  std::int64_t knapsack_value_ = INT64_MIN;
};

}  // namespace
}  // namespace baton::assign::inner

namespace baton::assign {

Solution Solve(const Problem& problem, const SolveOptions& options) {
  return inner::Solver(problem, options).Run();
}

}  // namespace baton::assign
