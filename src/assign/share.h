// Inside the solver: the set of accounts that is worth most to a rep under its capacity and its fair share.
//
//   most = max over sets that fit of   sum of profit - penalty * |sum of revenue - target|
//
// Two prices, per unit of weight and of revenue, bound it from above (the best are found first); then
// depth-first search over the items, those that the prices are surest of first; then the same with a table of
// what each missing revenue can still bring; then once with and once without the item of the largest revenue,
// each with prices of its own. Where all that takes too long the bound of what was left open remains, so
// `upper` always holds. An item may have a negative profit: it can pay by its revenue.
#pragma once

#include <cstdint>
#include <vector>

namespace baton::assign::inner {

struct ShareItem {
  std::int64_t profit;
  std::int64_t weight;   // >= 0
  std::int64_t revenue;  // >= 0
  std::int32_t id;
  bool hint = false;         // among a set that was good before; only for speed
  std::int64_t reduced = 0;  // out: profit after both prices
};

// How many steps may be taken: before a table is made, with it, and in all.
struct ShareSteps {
  std::int64_t first = 300;
  std::int64_t with_table = 20'000;
  std::int64_t all = 300'000;
};

// Reused from call to call, so that its memory is.
class ShareKnapsack {
 public:
  // Sorts `items` in place. REQUIRES every weight <= capacity, penalty >= 0; `fair_price` is a guess, within
  // +- penalty.
  void Solve(std::vector<ShareItem>& items, std::int64_t capacity, std::int64_t target, std::int64_t penalty,
             std::int64_t fair_price, const ShareSteps& limits);

  std::int64_t value() const { return value_; }  // of the best set found
  std::int64_t upper() const { return upper_; }  // no set is worth more; equals value() when it is the best
  std::int64_t by_prices() const { return by_prices_; }  // what the two prices alone prove, >= upper()
  std::int64_t fair_price() const { return fair_; }
  const std::vector<std::int32_t>& chosen() const { return chosen_; }  // ids
  std::int64_t steps() const { return steps_; }

 private:
  static constexpr std::size_t kProofs = 3;  // pairs of prices that a step looks at
  struct Proof {
    std::int64_t weight_price = 0, fair_price = 0;
    std::vector<std::int64_t> rest;  // sum of what items i.. can add after the prices
  };
  struct Tangent {
    double price = 0, value = 0, slope = 0, weight_price = 0;
  };

  void Explore(std::vector<ShareItem>& items, std::int64_t room, std::int64_t missing, std::int64_t profit,
               int depth);
  bool HasLarge() const;
  bool IsClosed(std::int64_t steps, std::int64_t profit);
  void Split(const std::vector<ShareItem>& items, std::int64_t room, std::int64_t missing,
             std::int64_t profit, int depth);
  void SortAndSum();
  Tangent At(double fair_price);
  void FindPrices(double guess);
  void Prove(std::size_t proof, const Tangent& at);
  std::int64_t Limit(std::size_t from, std::int64_t room, std::int64_t missing, std::int64_t profit) const;
  void TryHint(const std::vector<ShareItem>& items);
  void Tabulate();
  void Search(std::size_t from, std::int64_t room, std::int64_t missing, std::int64_t profit);
  std::int64_t Off(std::int64_t missing) const { return penalty_ * (missing < 0 ? -missing : missing); }

  // The items that are explored, and what is left for them.
  std::vector<ShareItem>* items_ = nullptr;
  std::int64_t capacity_ = 0, target_ = 0;
  std::int64_t penalty_ = 0, guess_ = 0, step_limit_ = 0;
  ShareSteps limits_;
  Proof proofs_[kProofs];
  // With the first price of weight: an upper bound of what items i.. can add, by the revenue that is missing.
  std::vector<std::int64_t> table_;      // item after item, a bucket of revenue after the other
  std::vector<std::int64_t> rest_full_;  // the same where nothing is missing any more
  std::size_t buckets_ = 0;
  std::int64_t bucket_ = 1;  // width
  std::vector<std::pair<double, std::int32_t>> order_;
  std::vector<std::int32_t> path_, chosen_;  // ids
  std::int64_t value_ = 0, upper_ = 0, open_ = 0, open_here_ = 0, by_prices_ = 0, fair_ = 0, steps_ = 0;
};

}  // namespace baton::assign::inner
