#include "stats/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>

#include "stats/reference_for_test.h"

namespace baton::stats {
namespace {

constexpr double kLevels[] = {0.5, 0.8, 0.95, 0.99};

std::vector<Stake> ReferenceStakes() {
  const json::Value reference = ReadReference("o5_loss_distribution");
  std::vector<Stake> stakes;
  for (std::size_t j = 0; j < reference.at("values").as_array().size(); ++j) {
    stakes.push_back({reference.at("values").as_array()[j].to_number<std::int64_t>(),
                      reference.at("p").as_array()[j].to_number<double>()});
  }
  return stakes;
}

std::vector<Stake> RandomStakes(std::mt19937& random, int size) {
  constexpr double kProbabilities[] = {0, 0.02, 0.3, 0.5, 0.77, 1};
  std::vector<Stake> stakes;
  for (int j = 0; j < size; ++j) {
    stakes.push_back({static_cast<std::int64_t>(random() % 9), kProbabilities[random() % 6]});
  }
  return stakes;
}

// Each of the 2^n outcomes by itself, where stake j is lost with probabilities[j].
struct Outcome {
  double chance = 1;
  double loss = 0;
  std::vector<bool> is_lost;
};
std::vector<Outcome> Outcomes(const std::vector<Stake>& stakes, const std::vector<double>& probabilities) {
  std::vector<Outcome> outcomes;
  for (std::size_t set = 0; set < (std::size_t{1} << stakes.size()); ++set) {
    Outcome outcome;
    for (std::size_t j = 0; j < stakes.size(); ++j) {
      const bool is_lost = (set >> j & 1) != 0;
      outcome.is_lost.push_back(is_lost);
      outcome.chance *= is_lost ? probabilities[j] : 1 - probabilities[j];
      if (is_lost) outcome.loss += static_cast<double>(stakes[j].value);
    }
    outcomes.push_back(outcome);
  }
  return outcomes;
}

std::vector<double> ProbabilitiesOf(const std::vector<Stake>& stakes) {
  std::vector<double> probabilities;
  for (const Stake& stake : stakes) probabilities.push_back(stake.probability);
  return probabilities;
}

// The shortfall as the least value of x + E[(L - x)+] / (1 - level) over x (Rockafellar and Uryasev 2000).
double LeastExcess(const std::vector<Outcome>& outcomes, double level) {
  double least = std::numeric_limits<double>::infinity();
  for (const Outcome& at : outcomes) {
    double excess = 0;
    for (const Outcome& outcome : outcomes) excess += outcome.chance * std::max(0.0, outcome.loss - at.loss);
    least = std::min(least, at.loss + excess / (1 - level));
  }
  return least;
}

std::vector<double> PartsOf(std::span<const Stake> stakes, const LossOptions& options, double level) {
  return JointLosses::Of(stakes, options, level)->Contributions();
}

double Sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

TEST(LossTest, AgreesWithTheReference) {
  const json::Value reference = ReadReference("o5_loss_distribution");
  const auto losses = LossesOf(ReferenceStakes());
  ASSERT_TRUE(losses);
  EXPECT_EQ(losses->unit, 1);
  EXPECT_NEAR(losses->mean, reference.at("mean").to_number<double>(), 1e-9);
  EXPECT_NEAR(losses->variance, reference.at("var").to_number<double>(), 1e-9);
  EXPECT_NEAR(losses->chance[0], reference.at("p_zero").to_number<double>(), 1e-12);
  EXPECT_NEAR(Shortfall(*losses, 0.95), 256.91, 0.005);  // not 254.13, the mean of what reaches the quantile
}

TEST(LossTest, IsWhatTheOutcomesOneByOneSay) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const std::vector<Stake> stakes = RandomStakes(random, static_cast<int>(random() % 8));
    const auto losses = LossesOf(stakes);
    ASSERT_TRUE(losses);
    const auto outcomes = Outcomes(stakes, ProbabilitiesOf(stakes));
    std::map<double, double> chance_of;
    double mean = 0;
    double square = 0;
    for (const Outcome& outcome : outcomes) {
      chance_of[outcome.loss] += outcome.chance;
      mean += outcome.chance * outcome.loss;
      square += outcome.chance * outcome.loss * outcome.loss;
    }
    for (std::size_t x = 0; x < losses->chance.size(); ++x) {
      EXPECT_NEAR(losses->chance[x], chance_of[static_cast<double>(x)], 1e-12);
    }
    EXPECT_NEAR(losses->mean, mean, 1e-9);
    EXPECT_NEAR(losses->variance, square - mean * mean, 1e-9);
    for (const double level : kLevels) {
      EXPECT_NEAR(Shortfall(*losses, level), LeastExcess(outcomes, level), 1e-9);
    }
  }
}

TEST(LossTest, GivesEachStakeItsPartOfTheWorst) {
  std::mt19937 random(2);
  for (int round = 0; round < 200; ++round) {
    const std::vector<Stake> stakes = RandomStakes(random, 1 + static_cast<int>(random() % 7));
    const auto losses = LossesOf(stakes);
    const auto outcomes = Outcomes(stakes, ProbabilitiesOf(stakes));
    for (const double level : kLevels) {
      const auto parts = PartsOf(stakes, {}, level);
      EXPECT_NEAR(Sum(parts), Shortfall(*losses, level), 1e-9);
      const double from = Quantile(*losses, level);
      double at = 0;
      double above = 0;
      for (const Outcome& outcome : outcomes) {
        if (outcome.loss == from) at += outcome.chance;
        if (outcome.loss > from) above += outcome.chance;
      }
      const double part = at > 0 ? (1 - level - above) / at : 0;
      for (std::size_t j = 0; j < stakes.size(); ++j) {
        double lost = 0;
        for (const Outcome& outcome : outcomes) {
          const double counts = outcome.loss > from ? 1 : outcome.loss == from ? part : 0;
          if (outcome.is_lost[j]) lost += counts * outcome.chance * static_cast<double>(stakes[j].value);
        }
        EXPECT_NEAR(parts[j], lost / (1 - level), 1e-9);
      }
    }
  }
}

// The factor integrated by Simpson's rule over 4001 points instead.
TEST(LossTest, SharesAFactor) {
  const std::vector<Stake> stakes = ReferenceStakes();
  for (const double correlation : {0.05, 0.15, 0.4, 0.8}) {
    const auto losses = LossesOf(stakes, {.correlation = correlation});
    ASSERT_TRUE(losses);
    std::vector<double> thresholds;
    for (const Stake& stake : stakes) {  // the quantile by halving
      double low = -10;
      double high = 10;
      for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (std::erfc(-middle / std::sqrt(2.0)) / 2 < stake.probability ? low : high) = middle;
      }
      thresholds.push_back(low);
    }
    constexpr int kPoints = 4000;
    std::vector<double> chance(losses->chance.size(), 0);
    for (int i = 0; i <= kPoints; ++i) {
      const double z = -8 + 16.0 * i / kPoints;
      const double simpson = i == 0 || i == kPoints ? 1 : i % 2 == 1 ? 4 : 2;
      const double weight = simpson * 16 / kPoints / 3 * std::exp(-z * z / 2) / std::sqrt(2 * M_PI);
      std::vector<double> probabilities;
      for (const double threshold : thresholds) {
        const double reach = (threshold - std::sqrt(correlation) * z) / std::sqrt(1 - correlation);
        probabilities.push_back(std::erfc(-reach / std::sqrt(2.0)) / 2);
      }
      for (const Outcome& outcome : Outcomes(stakes, probabilities)) {
        chance[static_cast<std::size_t>(outcome.loss)] += weight * outcome.chance;
      }
    }
    for (std::size_t x = 0; x < chance.size(); ++x) EXPECT_NEAR(losses->chance[x], chance[x], 1e-9);
    EXPECT_NEAR(losses->mean, 96.25, 1e-9);
    const auto parts = PartsOf(stakes, {.correlation = correlation}, 0.95);
    EXPECT_NEAR(Sum(parts), Shortfall(*losses, 0.95), 1e-9);
  }
}

TEST(LossTest, IsWorseTogether) {
  double before = 0;
  for (const double correlation : {0.0, 0.15, 0.3, 0.6}) {
    const double now = Shortfall(*LossesOf(ReferenceStakes(), {.correlation = correlation}), 0.95);
    EXPECT_GT(now, before);
    before = now;
  }
}

// What a smaller chance of one loss changes can only be for the better, and the worst 5% are never below the quantile.
TEST(LossTest, NeverRisesWhenALossGetsLessLikely) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    std::vector<Stake> stakes = RandomStakes(random, 1 + static_cast<int>(random() % 10));
    for (const double correlation : {0.0, 0.15}) {
      const auto before = LossesOf(stakes, {.correlation = correlation});
      std::vector<Stake> after = stakes;
      after[random() % after.size()].probability *= 0.5;
      for (const double level : kLevels) {
        EXPECT_GE(Shortfall(*before, level), Quantile(*before, level) - 1e-9);
        EXPECT_LE(Shortfall(*LossesOf(after, {.correlation = correlation}), level),
                  Shortfall(*before, level) + 1e-9);
      }
    }
  }
}

// One stake with another probability, against the whole worked out anew; then one after the other, and back.
TEST(LossTest, ChangesOneStakeAsIfWorkedOutAnew) {
  std::mt19937 random(5);
  for (int round = 0; round < 100; ++round) {
    std::vector<Stake> stakes = RandomStakes(random, 1 + static_cast<int>(random() % 9));
    for (const double correlation : {0.0, 0.15, 0.6}) {
      const LossOptions options{.correlation = correlation};
      for (const double level : kLevels) {
        auto joint = JointLosses::Of(stakes, options, level);
        ASSERT_TRUE(joint);
        std::vector<Stake> changed = stakes;
        for (int step = 0; step < 4; ++step) {
          const std::size_t j = random() % stakes.size();
          const double before = Shortfall(*LossesOf(changed, options), level);
          changed[j].probability = static_cast<double>(random() % 101) / 100;
          const auto after = LossesOf(changed, options);
          EXPECT_NEAR(joint->ShortfallChange(j, changed[j].probability),
                      changed[j].value == 0 ? 0 : Shortfall(*after, level) - before, 1e-7);
          joint->Set(j, changed[j].probability);
          EXPECT_NEAR(Shortfall(joint->losses(), level), Shortfall(*after, level), 1e-7);
          EXPECT_NEAR(joint->losses().mean, after->mean, 1e-9);
        }
      }
    }
  }
}

// A stake that the grid does not show still counts with its own size, as a grid of single units says.
TEST(LossTest, CountsWhatIsTooSmallForTheGrid) {
  std::mt19937 random(6);
  std::vector<Stake> stakes{{40, 0.5}, {15, 0.4}};
  for (int j = 0; j < 40; ++j) {
    stakes.push_back({static_cast<std::int64_t>(1'000 + random() % 4'000),
                      0.05 + 0.01 * static_cast<double>(random() % 40)});
  }
  const auto coarse = JointLosses::Of(stakes, {.correlation = 0.15, .cells = 600}, 0.95);
  const auto exact = JointLosses::Of(stakes, {.correlation = 0.15, .cells = 1'000'000}, 0.95);
  EXPECT_GT(coarse->losses().unit, 100);
  for (const std::size_t j : {0u, 1u}) {
    const double change = exact->ShortfallChange(j, 0.1);
    EXPECT_LT(change, 0);
    EXPECT_NEAR(coarse->ShortfallChange(j, 0.1), change, 0.05 * -change);
  }
}

// The shortfall without the distribution, against the one of the whole of it: also where one stake is most of all, where nothing
// is likely to be lost, and far out.
TEST(LossTest, TellsTheShortfallByItself) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::vector<Stake> stakes = RandomStakes(random, static_cast<int>(random() % 9));
    if (round % 3 == 1) stakes.push_back({1'000, 0.04 + 0.001 * round});
    if (round % 3 == 2) {
      for (int j = 0; j < 40; ++j) {
        stakes.push_back(
            {static_cast<std::int64_t>(random() % 20'000), 0.001 * static_cast<double>(random() % 300)});
      }
    }
    for (const double correlation : {0.0, 0.15, 0.6}) {
      const LossOptions options{.correlation = correlation, .cells = 700};
      const auto losses = LossesOf(stakes, options);
      for (const double level : {0.01, 0.5, 0.95, 0.999}) {
        const double whole = Shortfall(*losses, level);
        EXPECT_NEAR(*ShortfallOf(stakes, options, level), whole, 1e-9 * (1 + whole));
      }
    }
  }
}

TEST(LossTest, ScalesAndKeepsNoOrder) {
  const std::vector<Stake> stakes = ReferenceStakes();
  std::vector<Stake> larger(stakes.rbegin(), stakes.rend());
  for (Stake& stake : larger) stake.value *= 1'000'000;
  const LossOptions options{.correlation = 0.15, .cells = 335};  // the total: a unit is a million
  const auto losses = LossesOf(stakes, options);
  const auto scaled = LossesOf(larger, options);
  EXPECT_EQ(scaled->unit, 1'000'000);
  EXPECT_NEAR(scaled->mean, 1e6 * losses->mean, 1e-3);
  EXPECT_NEAR(Shortfall(*scaled, 0.95), 1e6 * Shortfall(*losses, 0.95), 1e-3);
  const auto parts = PartsOf(stakes, options, 0.95);
  const auto of_larger = PartsOf(larger, options, 0.95);
  for (std::size_t j = 0; j < stakes.size(); ++j) {
    EXPECT_NEAR(of_larger[stakes.size() - 1 - j], 1e6 * parts[j], 1e-3);
  }
}

TEST(LossTest, RoundsByAtMostHalfAUnitAStake) {
  std::mt19937 random(4);
  std::vector<Stake> stakes;
  for (int j = 0; j < 60; ++j) {
    stakes.push_back(
        {static_cast<std::int64_t>(random() % 1'000'000), static_cast<double>(random() % 100) / 100});
  }
  const auto fine = LossesOf(stakes, {.cells = 400'000});
  const auto coarse = LossesOf(stakes, {.cells = 1'000});
  const double bound = 60 * static_cast<double>(fine->unit + coarse->unit) / 2;
  EXPECT_NEAR(Shortfall(*fine, 0.95), Shortfall(*coarse, 0.95), bound);
  EXPECT_NEAR(Quantile(*fine, 0.95), Quantile(*coarse, 0.95), bound);
  EXPECT_DOUBLE_EQ(fine->mean, coarse->mean);
}

TEST(LossTest, LosesNothingWhereNothingIs) {
  const auto losses = LossesOf({});
  ASSERT_TRUE(losses);
  EXPECT_EQ(losses->mean, 0);
  EXPECT_EQ(Quantile(*losses, 0.95), 0);
  EXPECT_EQ(Shortfall(*losses, 0.95), 0);
  EXPECT_TRUE(PartsOf({}, {}, 0.95).empty());
  const Stake certain[] = {{7, 1}, {5, 0}};
  EXPECT_EQ(Quantile(*LossesOf(certain, {.correlation = 0.15}), 0.95), 7);
}

TEST(LossTest, AnswersNothingToImpossibleStakes) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Stake& bad : {Stake{1, nan}, Stake{1, -0.1}, Stake{1, 1.1}, Stake{-1, 0.5},
                           Stake{std::numeric_limits<std::int64_t>::max(), 0.5}}) {
    const Stake stakes[] = {{10, 0.5}, bad};
    EXPECT_FALSE(LossesOf(stakes));
    EXPECT_FALSE(ShortfallOf(stakes, {}, 0.95));
    EXPECT_FALSE(JointLosses::Of(stakes, {}, 0.95));
  }
  const Stake good[] = {{10, 0.5}};
  for (const LossOptions& options : {LossOptions{.correlation = nan}, LossOptions{.correlation = 1},
                                     LossOptions{.correlation = -0.1}, LossOptions{.cells = 0}}) {
    EXPECT_FALSE(LossesOf(good, options));
  }
}

}  // namespace
}  // namespace baton::stats
