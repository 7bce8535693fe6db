// Inside the solver: the best set of items under a capacity, exactly where that is cheap, else with an upper
// bound.
//
// Depth-first search over items by profit per weight (Horowitz and Sahni, 1974), then dynamic programming
// over weights when the search takes long, then the bound of the continuous knapsack.
#pragma once

#include <cstdint>
#include <vector>

namespace baton::assign::inner {

struct KnapsackItem {
  std::int64_t profit;  // > 0
  std::int64_t weight;  // >= 0
  std::int32_t id;
};

// Reused from call to call, so that its memory is.
class Knapsack {
 public:
  // Sorts `items` in place. REQUIRES every weight <= capacity.
  void Solve(std::vector<KnapsackItem>& items, std::int64_t capacity);

  std::int64_t value() const { return value_; }  // of the best set found
  std::int64_t upper() const { return upper_; }  // no set is worth more; equals value() when it is the best
  // Of the continuous knapsack: no set is worth more than this, and one more unit of weight is worth
  // break_profit / break_weight (0 / 1 when everything fits).
  std::int64_t continuous() const { return continuous_; }
  std::int64_t break_profit() const { return break_profit_; }
  std::int64_t break_weight() const { return break_weight_; }
  const std::vector<std::int32_t>& chosen() const { return chosen_; }  // ids
  std::int64_t steps() const { return steps_; }

 private:
  std::int64_t ContinuousFrom(std::size_t from, std::int64_t room, std::size_t& breaks) const;
  bool Search(std::int64_t step_limit);
  bool Tabulate();

  std::vector<KnapsackItem>* items_ = nullptr;
  std::int64_t capacity_ = 0;
  std::vector<std::int64_t> profit_before_, weight_before_;  // prefix sums
  std::vector<char> in_, best_in_;
  std::vector<std::int64_t> table_;
  std::vector<char> taken_;
  std::vector<std::int32_t> chosen_;
  std::int64_t value_ = 0, upper_ = 0, continuous_ = 0, break_profit_ = 0, break_weight_ = 1, steps_ = 0;
};

// floor(a * b / c) for c > 0 and a, b >= 0.
inline std::int64_t MultiplyDivide(std::int64_t a, std::int64_t b, std::int64_t c) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(a, b, &product)) return product / c;
  __extension__ typedef __int128 Wide;
  return static_cast<std::int64_t>(static_cast<Wide>(a) * b / c);
}

}  // namespace baton::assign::inner
