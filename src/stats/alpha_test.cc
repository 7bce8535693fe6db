#include "stats/alpha.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace baton::stats {
namespace {

using Rows = std::vector<std::vector<double>>;

// People of whom each item says the same, but for a wobble of an item.
Rows Alike(std::size_t people, double wobble) {
  Rows rows;
  for (std::size_t i = 0; i < people; ++i) {
    const auto base = static_cast<double>(1 + i % 5);
    rows.push_back({base, base + wobble * static_cast<double>(i % 2), base});
  }
  return rows;
}

// By the other formula, from the covariances: k c / (v + (k - 1) c), c and v the means off and on the diagonal.
double ByCovariances(const Rows& rows) {
  const std::size_t k = rows.front().size();
  const auto n = static_cast<double>(rows.size());
  std::vector<double> means(k, 0.0);
  for (const auto& row : rows)
    for (std::size_t j = 0; j < k; ++j) means[j] += row[j] / n;
  double on = 0;
  double off = 0;
  for (std::size_t a = 0; a < k; ++a) {
    for (std::size_t b = 0; b < k; ++b) {
      double sum = 0;
      for (const auto& row : rows) sum += (row[a] - means[a]) * (row[b] - means[b]);
      (a == b ? on : off) += sum / (n - 1);
    }
  }
  const auto items = static_cast<double>(k);
  const double c = off / (items * (items - 1));
  return items * c / (on / items + (items - 1) * c);
}

TEST(Alpha, ItemsThatSayTheSameAgreeFully) {
  const auto one = AlphaOf(Alike(20, 0));
  ASSERT_TRUE(one);
  EXPECT_NEAR(one->alpha, 1, 1e-12);
  EXPECT_NEAR(NoiseThreshold(one->sd, one->alpha), 0, 1e-6);
}

TEST(Alpha, IsWhatTheCovariancesSay) {
  Rows rows;
  unsigned seed = 7;
  for (int i = 0; i < 40; ++i) {
    std::vector<double> row;
    for (int j = 0; j < 4; ++j) {
      seed = seed * 1'664'525U + 1'013'904'223U;
      row.push_back(std::min(5.0, 1 + i % 4 + static_cast<double>((seed >> 16) % 2)));
    }
    rows.push_back(row);
  }
  const auto one = AlphaOf(rows);
  ASSERT_TRUE(one);
  EXPECT_NEAR(one->alpha, ByCovariances(rows), 1e-9);
  EXPECT_GT(one->sd, 0);
  EXPECT_NEAR(NoiseThreshold(one->sd, one->alpha), 1.96 * one->sd * std::sqrt(2 * (1 - one->alpha)), 1e-12);
}

TEST(Alpha, SaysNothingOfTooLittle) {
  EXPECT_FALSE(AlphaOf(Rows{}));
  EXPECT_FALSE(AlphaOf(Alike(19, 1)));
  EXPECT_TRUE(AlphaOf(Alike(20, 1)));
  EXPECT_FALSE(AlphaOf(Rows(30, {3, 3, 3})));  // all alike
  Rows one_item;
  for (int i = 0; i < 30; ++i) one_item.push_back({static_cast<double>(i % 5)});
  EXPECT_FALSE(AlphaOf(one_item));
  // Items that contradict each other: the sums vary less than the items.
  Rows against;
  for (int i = 0; i < 30; ++i) {
    const double value = 1 + i % 5;
    against.push_back({value, 6 - value, static_cast<double>(i % 2)});
  }
  EXPECT_FALSE(AlphaOf(against));
}

}  // namespace
}  // namespace baton::stats
