#include "assign/share.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

namespace baton::assign::inner {
namespace {

constexpr int kMostTangents = 12;
constexpr std::int64_t kMostBuckets = 400;
constexpr std::int64_t kLargePart = 8;
constexpr int kMostDepth = 12;
constexpr std::int64_t kCellsAStep = 8;
constexpr std::int64_t kPriceRoom = std::int64_t{1} << 59;

}  // namespace

// The continuous knapsack with a fair price: its value, its slope in the fair price, its price of weight.
ShareKnapsack::Tangent ShareKnapsack::At(double fair_price) {
  const std::vector<ShareItem>& items = *items_;
  order_.clear();
  Tangent tangent{fair_price, fair_price * static_cast<double>(target_), static_cast<double>(target_), 0};
  double room = static_cast<double>(capacity_);
  double wanted = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const double gain =
        static_cast<double>(items[i].profit) - fair_price * static_cast<double>(items[i].revenue);
    if (gain <= 0) continue;
    const double weight = static_cast<double>(items[i].weight);
    wanted += weight;
    order_.emplace_back(weight > 0 ? -gain / weight : -1e300, static_cast<std::int32_t>(i));
  }
  if (wanted > room) std::sort(order_.begin(), order_.end());
  for (const auto& [ratio, i] : order_) {
    const ShareItem& item = items[static_cast<std::size_t>(i)];
    const double weight = static_cast<double>(item.weight);
    const double gain = static_cast<double>(item.profit) - fair_price * static_cast<double>(item.revenue);
    const double part = weight > room ? room / weight : 1.0;
    tangent.value += part * gain;
    tangent.slope -= part * static_cast<double>(item.revenue);
    room -= part * weight;
    if (part < 1.0) {
      tangent.weight_price = -ratio;
      break;
    }
  }
  steps_ += static_cast<std::int64_t>(items.size()) / 4 + 1;
  return tangent;
}

// The value is convex in the fair price: the next try is where the tangents of the bracket meet.
void ShareKnapsack::FindPrices(double guess) {
  const double most = static_cast<double>(penalty_);
  Tangent low = At(-most);
  Tangent high = At(most);
  Prove(1, high);
  Prove(2, low);
  Tangent best = low.value < high.value ? low : high;
  if (low.slope < 0 && high.slope > 0) {
    double next = std::clamp(guess, -most, most);
    for (int round = 0; round < kMostTangents; ++round) {
      const Tangent tried = At(next);
      const double promised =
          std::max(low.value + low.slope * (next - low.price), high.value + high.slope * (next - high.price));
      if (tried.value < best.value) best = tried;
      if (tried.slope == 0 || (round > 0 && tried.value - promised <= 1e-9 * std::abs(tried.value) + 1))
        break;
      (tried.slope < 0 ? low : high) = tried;
      next = (low.value - high.value + high.slope * high.price - low.slope * low.price) /
             (high.slope - low.slope);
      if (!(next > low.price && next < high.price)) break;
    }
  }
  Prove(0, best);
}

// From rounded prices, exactly.
void ShareKnapsack::Prove(std::size_t proof, const Tangent& at) {
  Proof& p = proofs_[proof];
  const std::int64_t dearest = kPriceRoom / std::max<std::int64_t>(1, capacity_);
  p.weight_price = at.weight_price >= static_cast<double>(dearest)
                       ? dearest
                       : static_cast<std::int64_t>(std::llround(at.weight_price));
  p.fair_price = std::clamp(static_cast<std::int64_t>(std::llround(at.price)), -penalty_, penalty_);
}

std::int64_t ShareKnapsack::Limit(std::size_t from, std::int64_t room, std::int64_t missing,
                                  std::int64_t profit) const {
  std::int64_t limit = INT64_MAX;
  for (const Proof& p : proofs_) {
    limit = std::min(limit, profit + p.rest[from] + p.weight_price * room + p.fair_price * missing);
  }
  if (buckets_ == 0) return limit;
  const std::int64_t rest = missing < 0
                                ? rest_full_[from] + penalty_ * missing
                                : table_[from * buckets_ + static_cast<std::size_t>(missing / bucket_)];
  return std::min(limit, profit + proofs_[0].weight_price * room + rest);
}

void ShareKnapsack::Solve(std::vector<ShareItem>& items, std::int64_t capacity, std::int64_t target,
                          std::int64_t penalty, std::int64_t fair_price, const ShareSteps& limits) {
  penalty_ = penalty;
  guess_ = fair_price;
  limits_ = limits;
  steps_ = 1;
  path_.clear();
  chosen_.clear();
  target_ = target;
  capacity_ = capacity;
  value_ = -Off(target);
  TryHint(items);
  open_ = INT64_MIN;
  Explore(items, capacity, target, 0, 0);
  upper_ = std::max(value_, std::min(open_, by_prices_));
}

// All sets of these items, with what `path_` already has.
void ShareKnapsack::Explore(std::vector<ShareItem>& items, std::int64_t room, std::int64_t missing,
                            std::int64_t profit, int depth) {
  items_ = &items;
  capacity_ = room;
  target_ = missing;
  buckets_ = 0;
  FindPrices(static_cast<double>(guess_));
  SortAndSum();
  if (depth == 0) {
    const Proof& p = proofs_[0];
    by_prices_ = p.rest[0] + p.weight_price * room + p.fair_price * missing;
    fair_ = p.fair_price;
    guess_ = fair_;
  }
  if (IsClosed(limits_.first, profit)) return;
  if (limits_.all == 0) {
    open_ = std::max(open_, open_here_);
    return;
  }
  const bool is_last = items.empty() || depth == kMostDepth || steps_ > limits_.all;
  if (!is_last && HasLarge()) return Split(items, room, missing, profit, depth);
  Tabulate();
  if (IsClosed(limits_.with_table, profit)) return;
  if (items.empty() || depth == kMostDepth || steps_ > limits_.all) {
    open_ = std::max(open_, open_here_);
    return;
  }
  Split(items, room, missing, profit, depth);
}

// An item that fills a good part of the target makes for two problems with little in common.
bool ShareKnapsack::HasLarge() const {
  return std::any_of(items_->begin(), items_->end(), [&](const ShareItem& item) {
    return item.revenue > target_ / kLargePart && std::abs(item.reduced) < by_prices_ - value_;
  });
}

bool ShareKnapsack::IsClosed(std::int64_t steps, std::int64_t profit) {
  open_here_ = INT64_MIN;
  step_limit_ = steps_ + steps;
  Search(0, capacity_, target_, profit);
  return open_here_ <= value_;
}

void ShareKnapsack::Split(const std::vector<ShareItem>& items, std::int64_t room, std::int64_t missing,
                          std::int64_t profit, int depth) {
  const ShareItem large = *std::max_element(items.begin(), items.end(), [](const auto& a, const auto& b) {
    return a.revenue != b.revenue ? a.revenue < b.revenue : a.id < b.id;
  });
  std::vector<ShareItem> rest;
  std::copy_if(items.begin(), items.end(), std::back_inserter(rest), [&](const ShareItem& item) {
    return item.id != large.id && item.weight <= room - large.weight;
  });
  path_.push_back(large.id);
  if (large.weight <= room) {
    Explore(rest, room - large.weight, missing - large.revenue, profit + large.profit, depth + 1);
  }
  path_.pop_back();
  rest = items;
  std::erase_if(rest, [&](const ShareItem& item) { return item.id == large.id; });
  Explore(rest, room, missing, profit, depth + 1);
}

// The items by how sure the first prices are of them, and each proof's sums from the end.
void ShareKnapsack::SortAndSum() {
  std::vector<ShareItem>& items = *items_;
  for (ShareItem& item : items) {
    item.reduced = item.profit - proofs_[0].weight_price * item.weight - proofs_[0].fair_price * item.revenue;
  }
  std::sort(items.begin(), items.end(), [](const ShareItem& a, const ShareItem& b) {
    const std::int64_t size_a = std::abs(a.reduced);
    const std::int64_t size_b = std::abs(b.reduced);
    return size_a != size_b ? size_a > size_b : a.id < b.id;
  });
  for (Proof& p : proofs_) {
    p.rest.assign(items.size() + 1, 0);
    for (std::size_t i = items.size(); i-- > 0;) {
      const ShareItem& item = items[i];
      const std::int64_t left = item.profit - p.weight_price * item.weight - p.fair_price * item.revenue;
      p.rest[i] = p.rest[i + 1] + std::max<std::int64_t>(0, left);
    }
  }
}

// Dynamic programming over the missing revenue, from the last item to the first. What is missing is only known
// to lie in a bucket, so an item leads to either of two.
void ShareKnapsack::Tabulate() {
  const std::vector<ShareItem>& items = *items_;
  const std::int64_t price = proofs_[0].weight_price;
  const std::int64_t span = std::max<std::int64_t>(target_, 0);
  bucket_ = span / kMostBuckets + 1;
  buckets_ = static_cast<std::size_t>(span / bucket_) + 1;
  table_.resize((items.size() + 1) * buckets_);
  rest_full_.assign(items.size() + 1, 0);
  std::int64_t* row = table_.data() + items.size() * buckets_;
  for (std::size_t b = 0; b < buckets_; ++b) row[b] = -penalty_ * (static_cast<std::int64_t>(b) * bucket_);
  for (std::size_t i = items.size(); i-- > 0;) {
    const std::int64_t gain = items[i].profit - price * items[i].weight;
    const std::int64_t revenue = items[i].revenue;
    const std::int64_t full = rest_full_[i + 1];
    rest_full_[i] = full + std::max<std::int64_t>(0, gain - penalty_ * revenue);
    const std::int64_t* next = row;
    row -= buckets_;
    const auto lower = static_cast<std::size_t>((revenue + bucket_ - 1) / bucket_);  // buckets down, at most
    const auto upper = static_cast<std::size_t>(revenue / bucket_);                  // and at least
    for (std::size_t b = 0; b < buckets_; ++b) {
      const std::int64_t least = static_cast<std::int64_t>(b) * bucket_ - revenue;  // missing after it
      const std::int64_t most = least + bucket_ - 1;
      std::int64_t after = most < 0 ? full + penalty_ * most : next[b - upper];
      if (lower != upper && most >= 0) {
        after = std::max(after, b >= lower ? next[b - lower] : full);
      }
      row[b] = std::max(next[b], gain + after);
    }
  }
  steps_ += static_cast<std::int64_t>(items.size() * buckets_) / kCellsAStep;
}

void ShareKnapsack::TryHint(const std::vector<ShareItem>& items) {
  std::int64_t room = capacity_;
  std::int64_t missing = target_;
  std::int64_t profit = 0;
  std::vector<std::int32_t> ids;
  for (const ShareItem& item : items) {
    if (!item.hint || item.weight > room) continue;
    ids.push_back(item.id);
    room -= item.weight;
    missing -= item.revenue;
    profit += item.profit;
  }
  if (profit - Off(missing) <= value_) return;
  value_ = profit - Off(missing);
  chosen_ = std::move(ids);
}

void ShareKnapsack::Search(std::size_t from, std::int64_t room, std::int64_t missing, std::int64_t profit) {
  const std::vector<ShareItem>& items = *items_;
  if (profit - Off(missing) > value_) {
    value_ = profit - Off(missing);
    chosen_ = path_;
  }
  for (; from < items.size(); ++from) {
    const std::int64_t limit = Limit(from, room, missing, profit);
    if (limit <= value_) return;
    if (++steps_ > step_limit_) {
      open_here_ = std::max(open_here_, limit);
      return;
    }
    const ShareItem& item = items[from];
    if (item.weight > room) continue;
    const bool first_in = item.reduced > 0;
    if (!first_in) Search(from + 1, room, missing, profit);
    path_.push_back(item.id);
    Search(from + 1, room - item.weight, missing - item.revenue, profit + item.profit);
    path_.pop_back();
    if (!first_in) return;
  }
}

}  // namespace baton::assign::inner
