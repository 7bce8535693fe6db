#include "assign/knapsack.h"

#include <algorithm>

namespace baton::assign::inner {
namespace {

__extension__ typedef __int128 Wide;

constexpr std::int64_t kFirstSteps = 3'000;      // of the search, before a table is tried
constexpr std::int64_t kLastSteps = 60'000;      // where no table fits
constexpr std::int64_t kTableCells = 2'000'000;  // items * (capacity + 1)
constexpr std::int64_t kCellsAStep = 8;

}  // namespace

void Knapsack::Solve(std::vector<KnapsackItem>& items, std::int64_t capacity) {
  items_ = &items;
  capacity_ = capacity;
  std::sort(items.begin(), items.end(), [](const KnapsackItem& a, const KnapsackItem& b) {
    const Wide left = static_cast<Wide>(a.profit) * b.weight;
    const Wide right = static_cast<Wide>(b.profit) * a.weight;
    return left != right ? left > right : a.id < b.id;
  });
  profit_before_.assign(1, 0);
  weight_before_.assign(1, 0);
  for (const KnapsackItem& item : items) {
    profit_before_.push_back(profit_before_.back() + item.profit);
    weight_before_.push_back(weight_before_.back() + item.weight);
  }
  value_ = 0;
  steps_ = static_cast<std::int64_t>(items.size()) / 4 + 1;
  best_in_.assign(items.size(), 0);
  std::size_t breaks = 0;
  continuous_ = ContinuousFrom(0, capacity, breaks);
  const bool all_fit = breaks == items.size();
  break_profit_ = all_fit ? 0 : items[breaks].profit;
  break_weight_ = all_fit ? 1 : items[breaks].weight;
  upper_ = continuous_;
  if (Search(kFirstSteps) || Tabulate() || Search(kLastSteps)) upper_ = value_;
  chosen_.clear();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (best_in_[i]) chosen_.push_back(items[i].id);
  }
}

// The continuous bound of items `from`.. in `room`; `breaks` is the first that does not fit whole.
std::int64_t Knapsack::ContinuousFrom(std::size_t from, std::int64_t room, std::size_t& breaks) const {
  const std::int64_t limit = weight_before_[from] + room;
  // The first prefix that is too heavy ends after the break item.
  const auto over = std::upper_bound(weight_before_.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                                     weight_before_.end(), limit);
  breaks = static_cast<std::size_t>(over - weight_before_.begin()) - 1;
  const std::int64_t whole = profit_before_[breaks] - profit_before_[from];
  if (breaks == items_->size()) return whole;
  const KnapsackItem& item = (*items_)[breaks];
  return whole + MultiplyDivide(limit - weight_before_[breaks], item.profit, item.weight);
}

// True when the search is complete, so value_ is the best.
bool Knapsack::Search(std::int64_t step_limit) {
  const std::vector<KnapsackItem>& items = *items_;
  in_.assign(items.size(), 0);
  std::int64_t room = capacity_;
  std::int64_t profit = 0;
  std::size_t next = 0;
  for (std::int64_t step = 0; step < step_limit; ++step) {
    ++steps_;
    std::size_t breaks = 0;
    if (profit + ContinuousFrom(next, room, breaks) > value_) {
      for (; next < breaks; ++next) {
        in_[next] = 1;
        room -= items[next].weight;
        profit += items[next].profit;
      }
      if (next < items.size()) {
        ++next;  // it does not fit
        if (next < items.size()) continue;
      }
      if (profit > value_) {
        value_ = profit;
        best_in_ = in_;
      }
    }
    // Back to the last item taken, now without it.
    std::size_t last = next;
    while (last > 0 && !in_[last - 1]) --last;
    if (last == 0) return true;
    in_[last - 1] = 0;
    room += items[last - 1].weight;
    profit -= items[last - 1].profit;
    next = last;
  }
  return false;
}

// Dynamic programming over weights; false when the table would be too large.
bool Knapsack::Tabulate() {
  const std::vector<KnapsackItem>& items = *items_;
  const auto count = static_cast<std::int64_t>(items.size());
  if (capacity_ >= kTableCells || count * (capacity_ + 1) > kTableCells) return false;
  const auto width = static_cast<std::size_t>(capacity_ + 1);
  steps_ += count * (capacity_ + 1) / kCellsAStep;
  table_.assign(width, 0);
  taken_.assign(width * items.size(), 0);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto weight = static_cast<std::size_t>(items[i].weight);
    char* taken = taken_.data() + i * width;
    for (std::size_t w = width; w-- > weight;) {
      const std::int64_t with = table_[w - weight] + items[i].profit;
      if (with > table_[w]) {
        table_[w] = with;
        taken[w] = 1;
      }
    }
  }
  value_ = table_[width - 1];
  best_in_.assign(items.size(), 0);
  std::size_t room = width - 1;
  for (std::size_t i = items.size(); i-- > 0;) {
    if (!taken_[i * width + room]) continue;
    best_in_[i] = 1;
    room -= static_cast<std::size_t>(items[i].weight);
  }
  return true;
}

}  // namespace baton::assign::inner
