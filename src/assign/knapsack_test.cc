#include "assign/knapsack.h"

#include <gtest/gtest.h>

#include <random>

namespace baton::assign::inner {
namespace {

TEST(KnapsackTest, EqualsBruteForce) {
  std::mt19937_64 random(1);
  Knapsack knapsack;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t count = random() % 11;
    const std::int64_t scale = round % 3 == 0 ? 1'000'000'000'000 : 1;
    const auto capacity = static_cast<std::int64_t>(random() % 40) * scale;
    std::vector<KnapsackItem> items;
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t weight = static_cast<std::int64_t>(random() % 15) * scale;
      const auto profit = static_cast<std::int64_t>(1 + random() % (round % 2 == 0 ? 5 : 1000)) * scale;
      if (weight <= capacity) items.push_back({profit, weight, static_cast<std::int32_t>(i)});
    }
    std::int64_t best = 0;
    for (std::uint32_t set = 0; set < (1u << items.size()); ++set) {
      std::int64_t profit = 0;
      std::int64_t weight = 0;
      for (std::size_t i = 0; i < items.size(); ++i) {
        profit += set >> i & 1 ? items[i].profit : 0;
        weight += set >> i & 1 ? items[i].weight : 0;
      }
      if (weight <= capacity) best = std::max(best, profit);
    }
    const std::vector<KnapsackItem> given = items;
    knapsack.Solve(items, capacity);
    EXPECT_EQ(knapsack.value(), best);
    EXPECT_EQ(knapsack.upper(), best);
    EXPECT_GE(knapsack.continuous(), best);
    std::int64_t profit = 0;
    std::int64_t weight = 0;
    for (const std::int32_t id : knapsack.chosen()) {
      for (const KnapsackItem& item : given) {
        profit += item.id == id ? item.profit : 0;
        weight += item.id == id ? item.weight : 0;
      }
    }
    EXPECT_EQ(profit, best);
    EXPECT_LE(weight, capacity);
    if (HasFailure()) return;
  }
}

// Profits that follow the weights make the search long: the table, and where there is none the bound, must
// take over.
TEST(KnapsackTest, HardOnesStayBounded) {
  std::mt19937_64 random(2);
  for (const std::int64_t scale : {std::int64_t{1}, std::int64_t{1'000'003}}) {
    std::vector<KnapsackItem> items;
    for (std::int32_t i = 0; i < 200; ++i) {
      const std::int64_t weight = static_cast<std::int64_t>(100 + random() % 900) * scale;
      items.push_back({weight + 10 * scale, weight, i});
    }
    Knapsack knapsack;
    knapsack.Solve(items, 20'000 * scale);
    EXPECT_LE(knapsack.value(), knapsack.upper());
    EXPECT_LE(knapsack.upper(), knapsack.continuous());
    EXPECT_LT(knapsack.steps(), 1'000'000);
  }
}

}  // namespace
}  // namespace baton::assign::inner
