#include "assign/share.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "assign/random_problem.h"
#include "assign/relaxation.h"
#include "assign/verify_share.h"

namespace baton::assign::inner {
namespace {

struct Numbers {
  std::int64_t most_profit, most_weight, most_revenue, penalty, scale;
};

std::int64_t BruteForce(const std::vector<ShareItem>& items, std::int64_t capacity, std::int64_t target,
                        std::int64_t penalty) {
  std::int64_t best = INT64_MIN;
  for (std::uint32_t set = 0; set < (1u << items.size()); ++set) {
    std::int64_t profit = 0;
    std::int64_t weight = 0;
    std::int64_t revenue = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      profit += items[i].profit;
      weight += items[i].weight;
      revenue += items[i].revenue;
    }
    if (weight <= capacity) best = std::max(best, profit - penalty * std::abs(revenue - target));
  }
  return best;
}

TEST(ShareKnapsackTest, EqualsBruteForce) {
  std::mt19937_64 random(4);
  const auto below = [&](std::int64_t end) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(end));
  };
  ShareKnapsack share;
  for (const Numbers& n : {Numbers{30, 10, 12, 3, 1},
                           {5, 3, 2, 9, 1},
                           {1000, 300, 50'000, 7, 1},
                           {1'000'000, 30, 9, 100'000, 1 << 20},
                           {20, 1, 1, 1, 1}}) {
    for (int round = 0; round < 1500; ++round) {
      std::vector<ShareItem> items;
      const std::int64_t capacity = below(n.most_weight * 4 + 1);
      for (std::int32_t i = 0; i < static_cast<std::int32_t>(below(11)); ++i) {
        const ShareItem item{.profit = (below(2 * n.most_profit) - n.most_profit) * n.scale,
                             .weight = below(n.most_weight + 1),
                             .revenue = below(n.most_revenue + 1),
                             .id = i,
                             .hint = below(3) == 0};
        if (item.weight <= capacity) items.push_back(item);
      }
      const std::int64_t target = below(n.most_revenue * 6 + 1) - n.most_revenue;
      const std::int64_t penalty = below(n.penalty + 1) * n.scale;
      const std::int64_t best = BruteForce(items, capacity, target, penalty);
      for (const std::int64_t steps : {1'000'000, 5, 0}) {
        share.Solve(
            items, capacity, target, penalty, 0,
            {.first = round % 3 == 0 ? steps : 0, .with_table = round % 3 == 1 ? steps : 3, .all = steps});
        ASSERT_GE(share.upper(), best);
        ASSERT_LE(share.value(), best);
        ASSERT_GE(share.by_prices(), share.upper());
        if (steps == 1'000'000 && round % 3 < 2) {
          ASSERT_EQ(share.upper(), best);
          ASSERT_EQ(share.value(), best);
        }
        std::vector<ShareItem> chosen;
        for (const ShareItem& item : items) {
          if (std::count(share.chosen().begin(), share.chosen().end(), item.id) > 0) chosen.push_back(item);
        }
        std::int64_t value = 0;
        std::int64_t weight = 0;
        std::int64_t revenue = 0;
        for (const ShareItem& item : chosen) {
          value += item.profit;
          weight += item.weight;
          revenue += item.revenue;
        }
        ASSERT_EQ(value - penalty * std::abs(revenue - target), share.value());
        ASSERT_LE(weight, capacity);
        // What forcing an item in or out does, by its reduced profit, is no more than it does.
        const std::int64_t given_away = share.by_prices() - share.upper();
        for (std::size_t i = 0; i < items.size() && steps == 1'000'000; ++i) {
          std::vector<ShareItem> without = items;
          without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
          const std::int64_t in = items[i].profit + BruteForce(without, capacity - items[i].weight,
                                                               target - items[i].revenue, penalty);
          ASSERT_GE(best - in, -items[i].reduced - given_away);
          ASSERT_GE(best - BruteForce(without, capacity, target, penalty), items[i].reduced - given_away);
        }
      }
    }
  }
}

// Of many accounts none of which stands out: what takes a search longest.
constexpr Kind kHard{.most_cost = 1'000,
                     .most_load = 40,
                     .most_capacity = 4'000,
                     .unplaced = 1'000'000,
                     .most_revenue = 9'000,
                     .penalty = 3,
                     .density = 1};

// A stopped run ends with what prices prove, however many steps a rep could have had.
TEST(ShareStopTest, TheRelaxationTakesNoMoreStepsOnceItIsStopped) {
  std::mt19937_64 random(6);
  const Problem problem = RandomProblem(random, kHard, 400, 12);
  const Model model = Build(problem);
  const std::vector<std::int64_t> price(At(model.account_count), 500 * model.grid);
  const auto nodes_of = [&](bool is_stopped) {
    const std::function<bool()> should_stop = [is_stopped] { return is_stopped; };
    Watch watch(should_stop);
    watch.StoppedNow();
    Relaxation relaxation(model, NoPrices(model).fair, INT64_MAX / 1'000, watch);
    Choices choices = AllChoices(model);
    Open open;
    EXPECT_TRUE(relaxation.SortOut(choices, open));
    Valued valued;
    relaxation.Value(open, choices, price, true, valued);
    return std::pair(relaxation.nodes(), valued.bound);
  };
  const auto [whole, bound] = nodes_of(false);
  const auto [stopped, weaker] = nodes_of(true);
  EXPECT_LT(stopped, 1'000);
  EXPECT_GT(whole, 10 * stopped);
  EXPECT_LE(weaker, bound);
}

// The same for the proof that every answer ends with: so many steps for all reps together.
TEST(ShareStopTest, AVerificationTakesSoManySteps) {
  std::mt19937_64 random(7);
  std::vector<ShareAccount> accounts;
  for (int j = 0; j < 1'000; ++j) {
    accounts.push_back({.profit = static_cast<std::int64_t>(random() % 100'000),
                        .load = 10 + static_cast<std::int64_t>(random() % 90),
                        .revenue = 1 + static_cast<std::int64_t>(random() % 9'000)});
  }
  for (const std::size_t reps : {1, 12, 60, 100}) {
    const std::int64_t limit = StepsOfEach(reps);
    EXPECT_LE(limit * static_cast<std::int64_t>(reps), 30'000'000);
    const auto few = MostWorth(accounts, 2'700, 250'000, 30, limit);
    ASSERT_TRUE(few);
    EXPECT_LT(few->steps, limit + 300'000);  // what is begun is finished
    EXPECT_GE(few->most, MostWorth(accounts, 2'700, 250'000, 30, StepsOfEach(1))->most);
  }
}

}  // namespace
}  // namespace baton::assign::inner
