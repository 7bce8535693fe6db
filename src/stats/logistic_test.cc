#include "stats/logistic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace baton::stats {
namespace {

struct Sample {
  std::vector<std::uint8_t> outcomes;
  std::vector<double> first;
  std::vector<double> second;
  std::vector<double> offsets;
  Cases cases() const { return {outcomes, {first, second}, offsets}; }
};

Sample Simulate(std::mt19937& random, std::size_t count, const std::vector<double>& truth) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> part(0, 1);
  Sample sample;
  for (std::size_t i = 0; i < count; ++i) {
    sample.first.push_back(normal(random));
    sample.second.push_back(part(random) < 0.5 ? 0 : 1);
    sample.offsets.push_back(-1 + 0.5 * normal(random));
    const double logit =
        sample.offsets.back() + truth[0] + truth[1] * sample.first.back() + truth[2] * sample.second.back();
    sample.outcomes.push_back(part(random) < 1 / (1 + std::exp(-logit)) ? 1 : 0);
  }
  return sample;
}

double CostAt(const Sample& sample, const std::vector<Prior>& priors, const std::vector<double>& at) {
  double cost = 0;
  for (std::size_t i = 0; i < sample.outcomes.size(); ++i) {
    const double chance =
        1 / (1 + std::exp(-(sample.offsets[i] + at[0] + at[1] * sample.first[i] + at[2] * sample.second[i])));
    cost -= std::log(sample.outcomes[i] == 1 ? chance : 1 - chance);
  }
  for (std::size_t k = 0; k < at.size(); ++k) {
    cost += std::pow((at[k] - priors[k].mean) / priors[k].spread, 2) / 2;
  }
  return cost;
}

// The lowest cost by trying each direction with ever smaller steps: no slopes, no curvature.
std::vector<double> Search(const Sample& sample, const std::vector<Prior>& priors) {
  std::vector<double> at(priors.size());
  double cost = CostAt(sample, priors, at);
  double width = 1;
  while (width > 1e-9) {
    bool is_better = false;
    for (std::size_t k = 0; k < at.size(); ++k) {
      for (const double step : {width, -width}) {
        std::vector<double> next = at;
        next[k] += step;
        const double next_cost = CostAt(sample, priors, next);
        if (next_cost < cost) {
          at = next;
          cost = next_cost;
          is_better = true;
        }
      }
    }
    if (!is_better) width /= 2;
  }
  return at;
}

TEST(LogisticTest, IsTheLowestByAnotherSearch) {
  std::mt19937 random(1);
  const std::vector<Prior> priors{{0, 0.5}, {0.2, 1}, {-0.7, 0.5}};
  for (const std::size_t count : {0u, 1u, 7u, 60u, 300u}) {
    const Sample sample = Simulate(random, count, {0.4, 0.8, -0.5});
    const auto fit = FitLogistic(sample.cases(), priors);
    ASSERT_TRUE(fit);
    const std::vector<double> searched = Search(sample, priors);
    for (std::size_t k = 0; k < priors.size(); ++k) EXPECT_NEAR(fit->coefficients[k], searched[k], 1e-5);
  }
}

// Of the level alone, the mean and spread of the posterior itself, on a grid.
TEST(LogisticTest, IsAboutThePosterior) {
  std::vector<std::uint8_t> outcomes(80, 0);
  for (std::size_t i = 0; i < 20; ++i) outcomes[i] = 1;
  const Prior prior{-1.7, 0.5};
  const auto fit = FitLogistic({outcomes}, std::vector{prior});
  ASSERT_TRUE(fit);
  double sum = 0;
  double first = 0;
  double second = 0;
  for (int i = -4000; i <= 4000; ++i) {
    const double level = -1.2 + 0.001 * i;
    const double log =
        20 * level - 80 * std::log1p(std::exp(level)) - std::pow((level - prior.mean) / prior.spread, 2) / 2;
    const double weight = std::exp(log + 60);
    sum += weight;
    first += weight * level;
    second += weight * level * level;
  }
  const double mean = first / sum;
  EXPECT_NEAR(fit->coefficients[0], mean, 0.02);  // the mode of a slightly skew one
  EXPECT_NEAR(fit->Spread(0), std::sqrt(second / sum - mean * mean), 0.005);
}

TEST(LogisticTest, FindsWhatMadeTheCases) {
  std::mt19937 random(2);
  const std::vector<double> truth{0.5, 1.2, -0.8};
  const std::vector<Prior> wide{{0, 3}, {0, 3}, {0, 3}};
  int inside = 0;
  constexpr int kRounds = 60;
  for (int round = 0; round < kRounds; ++round) {
    const Sample sample = Simulate(random, 800, truth);
    const auto fit = FitLogistic(sample.cases(), wide);
    ASSERT_TRUE(fit);
    for (std::size_t k = 0; k < truth.size(); ++k) {
      if (std::abs(fit->coefficients[k] - truth[k]) < 1.2816 * fit->Spread(k)) ++inside;
    }
  }
  EXPECT_NEAR(inside / (3.0 * kRounds), 0.8, 0.09);  // four standard errors
}

TEST(LogisticTest, WithoutCasesItIsThePrior) {
  const auto fit = FitLogistic({}, std::vector<Prior>{{-1.5, 0.4}});
  ASSERT_TRUE(fit);
  EXPECT_DOUBLE_EQ(fit->coefficients[0], -1.5);
  EXPECT_DOUBLE_EQ(fit->Spread(0), 0.4);
}

TEST(LogisticTest, HasAnAnswerWhereCasesAreSeparatedOrAllAlike) {
  const std::vector<double> x{-2, -1, -0.5, 0.5, 1, 2};
  const std::vector<std::uint8_t> separated{0, 0, 0, 1, 1, 1};
  const auto fit = FitLogistic({separated, {x}}, std::vector<Prior>{{0, 1}, {0, 10}});
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->coefficients[1], 1);
  EXPECT_LT(fit->coefficients[1], 30);
  for (const auto outcome : {std::uint8_t{0}, std::uint8_t{1}}) {
    const std::vector<std::uint8_t> alike(50, outcome);
    const auto of_alike = FitLogistic({alike}, std::vector<Prior>{{0, 1}});
    ASSERT_TRUE(of_alike);
    EXPECT_GT(std::abs(of_alike->coefficients[0]), 2);
    EXPECT_LT(std::abs(of_alike->coefficients[0]), 6);
  }
}

TEST(LogisticTest, SaysWhyThereIsNone) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::uint8_t> outcomes{0, 1};
  const std::vector<double> good{1, 2};
  const std::vector<double> bad{1, nan};
  const std::vector<double> shorter{1};
  const std::vector<Prior> two{{0, 1}, {0, 1}};
  EXPECT_EQ(FitLogistic({outcomes, {bad}}, two).error(), NoAnswer::not_finite);
  EXPECT_EQ(FitLogistic({outcomes, {shorter}}, two).error(), NoAnswer::out_of_range);
  EXPECT_EQ(FitLogistic({outcomes, {good}}, std::vector<Prior>{{0, 1}}).error(), NoAnswer::out_of_range);
  EXPECT_EQ(FitLogistic({outcomes, {good}}, std::vector<Prior>{{0, 1}, {0, 0}}).error(),
            NoAnswer::out_of_range);
  EXPECT_EQ(FitLogistic({outcomes, {good}}, std::vector<Prior>{{0, 1}, {nan, 1}}).error(),
            NoAnswer::not_finite);
  EXPECT_EQ(FitLogistic({outcomes, {good}, bad}, two).error(), NoAnswer::not_finite);
  const std::vector<std::uint8_t> beyond{0, 2};
  EXPECT_EQ(FitLogistic({beyond, {good}}, two).error(), NoAnswer::out_of_range);
}

TEST(LogisticTest, ScoresChances) {
  const std::vector<std::uint8_t> outcomes{1, 0, 0, 1};
  const auto score = ScoreOf(std::vector{0.8, 0.3, 0.1, 0.5}, outcomes);
  ASSERT_TRUE(score);
  EXPECT_NEAR(score->brier, (0.04 + 0.09 + 0.01 + 0.25) / 4, 1e-12);
  EXPECT_NEAR(score->log, -(std::log(0.8) + std::log(0.7) + std::log(0.9) + std::log(0.5)) / 4, 1e-12);
  EXPECT_EQ(ScoreOf({}, {}).error(), NoAnswer::empty);
  EXPECT_EQ(ScoreOf(std::vector{0.5}, outcomes).error(), NoAnswer::out_of_range);
  EXPECT_EQ(ScoreOf(std::vector{0.0, 0.3, 0.1, 0.5}, outcomes).error(), NoAnswer::not_finite);
  const auto bins = ReliabilityOf(std::vector{0.8, 0.3, 0.1, 0.5}, outcomes, 2);
  ASSERT_EQ(bins.size(), 2u);
  EXPECT_NEAR(bins[0].said, 0.2, 1e-12);
  EXPECT_EQ(bins[0].happened, 0);
  EXPECT_EQ(bins[1].happened, 2);
  EXPECT_TRUE(ReliabilityOf({}, {}, 5).empty());
}

}  // namespace
}  // namespace baton::stats
