// Written from docs/assign.md alone and sharing nothing with the solver but the structs: a mistake there does
// not become a mistake here. Sums are 128 bits wide and checked.
#include "assign/verify.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "assign/verify_share.h"

namespace baton::assign {
namespace {

__extension__ typedef __int128 Wide;

constexpr std::size_t kMostStates = 2'000'000;
constexpr Wide kLargestProfit = Wide{1} << 62;

// A sum that remembers whether it ever left 128 bits.
class Sum {
 public:
  void Add(Wide value) { overflow_ |= __builtin_add_overflow(value_, value, &value_); }
  void AddProduct(Wide a, Wide b) {
    Wide product = 0;
    overflow_ |= __builtin_mul_overflow(a, b, &product);
    Add(product);
  }
  void Subtract(const Sum& other) {
    overflow_ |= other.overflow_ || __builtin_sub_overflow(value_, other.value_, &value_);
  }
  Wide value() const { return value_; }
  bool overflow() const { return overflow_; }

 private:
  Wide value_ = 0;
  bool overflow_ = false;
};

struct Item {
  Wide profit;
  std::int64_t weight;
};

struct State {
  std::int64_t weight;
  Wide profit;
};

std::size_t Index(std::int64_t i) { return static_cast<std::size_t>(i); }

// What no choice of items under the capacity is worth more than: exact as long as the list of undominated
// choices stays short (it has at most one state for every weight), else the continuous bound.
Wide KnapsackLimit(std::vector<Item> items, std::int64_t capacity, bool& overflow) {
  std::vector<State> states{{0, 0}};
  std::vector<State> merged;
  bool exact = true;
  for (const Item& item : items) {
    merged.clear();
    auto with = states.begin();
    auto without = states.begin();
    while (without != states.end() || with != states.end()) {
      const bool with_open = with != states.end() && with->weight <= capacity - item.weight;
      if (without == states.end() && !with_open) break;
      State next{};
      if (!with_open || (without != states.end() && without->weight <= with->weight + item.weight)) {
        next = *without++;
      } else {
        next = {with->weight + item.weight, with->profit + item.profit};
        ++with;
      }
      if (!merged.empty() && next.profit <= merged.back().profit) continue;
      if (!merged.empty() && next.weight == merged.back().weight) {
        merged.back() = next;
      } else {
        merged.push_back(next);
      }
    }
    std::swap(states, merged);
    if (states.size() > kMostStates) {
      exact = false;
      break;
    }
  }
  if (exact) return states.back().profit;
  Sum limit;
  for (const Item& item : items) limit.Add(item.weight == 0 ? item.profit : 0);
  std::erase_if(items, [](const Item& item) { return item.weight == 0; });
  const auto denser = [](const Item& a, const Item& b) { return a.profit * b.weight > b.profit * a.weight; };
  std::sort(items.begin(), items.end(), denser);
  std::int64_t room = capacity;
  for (const Item& item : items) {
    if (item.weight > room) {
      limit.Add(item.profit * room / item.weight + 1);
      break;
    }
    limit.Add(item.profit);
    room -= item.weight;
  }
  overflow |= limit.overflow();
  return limit.value();
}

class Verifier {
 public:
  Verifier(const Problem& problem, const Solution& solution)
      : problem_(problem),
        solution_(solution),
        forbidden_(problem.forbidden.begin(), problem.forbidden.end()) {}

  Verdict Run() {
    CheckAssignment();
    CheckCertificate();
    CheckStatus();
    return std::move(verdict_);
  }

 private:
  void Add(Flaw flaw, std::int64_t index = -1) {
    verdict_.flaws.push_back({flaw, static_cast<std::int32_t>(index)});
  }

  bool Usable(std::int32_t account, const Candidate& candidate) const {
    const std::int32_t lock = problem_.accounts[Index(account)].locked_rep;
    return (lock == kNoLock || lock == candidate.rep) && !forbidden_.contains({account, candidate.rep});
  }

  void CheckAssignment() {
    if (solution_.assignment.size() != problem_.accounts.size()) return Add(Flaw::wrong_size);
    std::vector<Sum> load(problem_.reps.size());
    std::vector<Sum> revenue(problem_.reps.size());
    Sum cost;
    for (std::int32_t j = 0; j < problem_.AccountCount(); ++j) {
      const std::int32_t rep = solution_.assignment[Index(j)];
      if (rep == kUnplaced) {
        cost.Add(problem_.accounts[Index(j)].unplaced_cost);
        continue;
      }
      const auto candidates = problem_.CandidatesOf(j);
      const auto found = std::find_if(candidates.begin(), candidates.end(),
                                      [&](const Candidate& c) { return c.rep == rep && Usable(j, c); });
      if (found == candidates.end()) {
        Add(Flaw::not_a_candidate, j);
        continue;
      }
      cost.Add(found->cost);
      load[Index(rep)].Add(found->load);
      revenue[Index(rep)].Add(problem_.accounts[Index(j)].revenue);
    }
    for (std::size_t r = 0; r < problem_.reps.size(); ++r) {
      const Rep& rep = problem_.reps[r];
      if (load[r].overflow() || load[r].value() > rep.capacity)
        Add(Flaw::over_capacity, static_cast<std::int64_t>(r));
      const Wide away = revenue[r].value() - rep.fair_target;
      cost.AddProduct(rep.fair_penalty, away < 0 ? -away : away);
    }
    if (cost.overflow() || cost.value() > INT64_MAX || cost.value() < INT64_MIN) return Add(Flaw::overflow);
    verdict_.objective = static_cast<std::int64_t>(cost.value());
    if (verdict_.objective != solution_.objective) Add(Flaw::wrong_objective);
  }

  bool PricesAllowed(const std::vector<std::int64_t>& fair) {
    const std::size_t before = verdict_.flaws.size();
    for (std::size_t r = 0; r < problem_.reps.size(); ++r) {
      const Wide most = static_cast<Wide>(problem_.reps[r].fair_penalty) * solution_.certificate.grid;
      const Wide size = fair[r] < 0 ? -static_cast<Wide>(fair[r]) : static_cast<Wide>(fair[r]);
      if (solution_.certificate.capacity_prices[r] < 0 || size > most) {
        Add(Flaw::bad_price, static_cast<std::int64_t>(r));
      }
    }
    return verdict_.flaws.size() == before;
  }

  void CheckCertificate() {
    const Certificate& c = solution_.certificate;
    const std::size_t reps = problem_.reps.size();
    const bool knapsacks = !c.account_prices.empty();
    if (c.grid < 1 || c.capacity_prices.size() != reps || c.fair_prices.size() != reps ||
        (knapsacks &&
         (c.account_prices.size() != problem_.accounts.size() || c.knapsack_fair_prices.size() != reps))) {
      return Add(Flaw::wrong_size);
    }
    if (!PricesAllowed(c.fair_prices) || (knapsacks && !PricesAllowed(c.knapsack_fair_prices))) return;
    std::optional<std::int64_t> proven = ByCapacityPrices();
    if (knapsacks) proven = std::max(proven, ByAccountPrices());
    if (!proven) return Add(Flaw::overflow);
    verdict_.proven_bound = *proven;
    if (*proven < c.bound) Add(Flaw::bound_not_proven);
  }

  std::optional<std::int64_t> RoundedUp(const Sum& sum) const {
    if (sum.overflow()) return std::nullopt;
    const Wide grid = solution_.certificate.grid;
    const Wide whole = sum.value() / grid + (sum.value() % grid > 0 ? 1 : 0);
    if (whole > INT64_MAX || whole < INT64_MIN) return std::nullopt;
    return static_cast<std::int64_t>(whole);
  }

  // Every account for itself takes the cheapest priced choice.
  std::optional<std::int64_t> ByCapacityPrices() const {
    const Certificate& c = solution_.certificate;
    Sum bound;
    for (std::int32_t j = 0; j < problem_.AccountCount(); ++j) {
      const Account& account = problem_.accounts[Index(j)];
      Wide least = static_cast<Wide>(account.unplaced_cost) * c.grid;
      for (const Candidate& candidate : problem_.CandidatesOf(j)) {
        const auto r = Index(candidate.rep);
        if (!Usable(j, candidate) || candidate.load > problem_.reps[r].capacity) continue;
        Sum priced;
        priced.AddProduct(candidate.cost, c.grid);
        priced.AddProduct(c.capacity_prices[r], candidate.load);
        priced.AddProduct(c.fair_prices[r], account.revenue);
        if (priced.overflow()) return std::nullopt;
        least = std::min(least, priced.value());
      }
      bound.Add(least);
    }
    Sum given_back;
    for (std::size_t r = 0; r < problem_.reps.size(); ++r) {
      given_back.AddProduct(c.capacity_prices[r], problem_.reps[r].capacity);
      given_back.AddProduct(c.fair_prices[r], problem_.reps[r].fair_target);
    }
    bound.Subtract(given_back);
    return RoundedUp(bound);
  }

  // Every rep for itself takes the accounts that are worth most to it and fit.
  std::optional<std::int64_t> ByAccountPrices() const {
    const Certificate& c = solution_.certificate;
    std::vector<std::vector<inner::ShareAccount>> wanted(problem_.reps.size());
    Sum bound;
    for (std::int32_t j = 0; j < problem_.AccountCount(); ++j) {
      const Account& account = problem_.accounts[Index(j)];
      const Wide price = c.account_prices[Index(j)];
      bound.Add(std::min(price, static_cast<Wide>(account.unplaced_cost) * c.grid));
      for (const Candidate& candidate : problem_.CandidatesOf(j)) {
        const auto r = Index(candidate.rep);
        if (!Usable(j, candidate) || candidate.load > problem_.reps[r].capacity) continue;
        const Wide profit = price - static_cast<Wide>(candidate.cost) * c.grid;
        if (profit > kLargestProfit || profit < -kLargestProfit) return std::nullopt;
        wanted[r].push_back({static_cast<std::int64_t>(profit), candidate.load, account.revenue});
      }
    }
    bool overflow = false;
    for (std::size_t r = 0; r < problem_.reps.size(); ++r) bound.Add(-Most(wanted[r], r, overflow));
    if (overflow) return std::nullopt;
    return RoundedUp(bound);
  }

  // The most that any set of accounts that fits can be worth to the rep.
  Wide Most(const std::vector<inner::ShareAccount>& wanted, std::size_t r, bool& overflow) const {
    const Rep& rep = problem_.reps[r];
    const Wide penalty = static_cast<Wide>(rep.fair_penalty) * solution_.certificate.grid;
    if (penalty > 0 && penalty <= INT64_MAX) {
      const auto most =
          inner::MostWorth(wanted, rep.capacity, rep.fair_target, static_cast<std::int64_t>(penalty),
                           inner::StepsOfEach(problem_.reps.size()));
      if (most) return most->most;
    }
    // A price for revenue instead of the share itself: valid for any price that is allowed, but weaker.
    const Wide price = solution_.certificate.knapsack_fair_prices[r];
    std::vector<Item> items;
    for (const inner::ShareAccount& a : wanted) {
      Sum profit;
      profit.Add(a.profit);
      profit.AddProduct(-price, a.revenue);
      overflow |= profit.overflow() || profit.value() > INT64_MAX;
      if (profit.value() > 0) items.push_back({profit.value(), a.load});
    }
    Sum most;
    most.Add(KnapsackLimit(std::move(items), rep.capacity, overflow));
    most.AddProduct(price, rep.fair_target);
    overflow |= most.overflow();
    return most.value();
  }

  void CheckStatus() {
    if (solution_.bound > solution_.objective || solution_.bound < solution_.certificate.bound) {
      Add(Flaw::bound_too_high);
    }
    if ((solution_.status == Status::optimal) != (solution_.bound == solution_.objective))
      Add(Flaw::status_not_true);
  }

  const Problem& problem_;
  const Solution& solution_;
  const std::set<Pair> forbidden_;
  Verdict verdict_;
};

}  // namespace

Verdict Verify(const Problem& problem, const Solution& solution) { return Verifier(problem, solution).Run(); }

}  // namespace baton::assign
