#include "stats/cohort.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <random>

#include "stats/reference_for_test.h"

namespace baton::stats {
namespace {

std::vector<CohortRow> TinyFixture() {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/stats/o2_tiny.csv");
  std::string line;
  std::getline(file, line);
  std::vector<CohortRow> rows;
  unsigned unit = 0;
  int period = 0;
  int began = 0;
  double value = 0;
  while (std::getline(file, line)) {
    if (std::sscanf(line.c_str(), "%u,%d,%d,%lf", &unit, &period, &began, &value) == 4)
      rows.push_back({unit, period, began == 0 ? std::nullopt : std::optional(began), value});
  }
  return rows;
}

// Groups that begin at 3, 4 and 6 with effects that grow, and some who never do; six periods or so.
std::vector<CohortRow> RandomCohorts(std::mt19937_64& random, unsigned units, int periods,
                                     double effect = 1) {
  std::normal_distribution<double> normal;
  std::vector<CohortRow> rows;
  for (unsigned u = 0; u < units; ++u) {
    const int kinds[] = {3, 4, 6, 0};
    const int began = kinds[u < 8 ? u / 2 : random() % 4];
    const double level = normal(random);
    for (int t = 1; t <= periods; ++t) {
      const double grown = began > 0 && t >= began ? effect * (t - began + 1) : 0;
      rows.push_back({u, t, began == 0 ? std::nullopt : std::optional(began),
                      level + 0.3 * t + grown + 0.5 * normal(random)});
    }
  }
  return rows;
}

// The same by its definition alone, with a weight for each unit: how an estimate moves with one weight is that unit's influence.
struct NaiveCohorts {
  std::map<unsigned, std::map<int, double>> values;
  std::map<unsigned, int> began;  // 0: never
  Control control = Control::never;

  NaiveCohorts(const std::vector<CohortRow>& rows, Control whom) : control(whom) {
    for (const CohortRow& row : rows) {
      values[row.unit][row.period] = row.value;
      began[row.unit] = row.began.value_or(0);
    }
  }
  double Effect(int group, int period, const std::vector<double>& weights) const {
    const int base = std::min(period, group) - 1;
    double treated = 0;
    double treated_weight = 0;
    double other = 0;
    double other_weight = 0;
    for (const auto& [unit, of_period] : values) {
      const double change = of_period.at(period) - of_period.at(base);
      const int when = began.at(unit);
      if (when == group) {
        treated += weights[unit] * change;
        treated_weight += weights[unit];
      } else if (when == 0 || (control == Control::not_yet && when > std::max(period, group - 1)) ||
                 (control == Control::not_yet && period < group && when > period)) {
        other += weights[unit] * change;
        other_weight += weights[unit];
      }
    }
    return treated / treated_weight - other / other_weight;
  }
  double Size(int group, const std::vector<double>& weights) const {
    double sum = 0;
    double whole = 0;
    for (const auto& [unit, when] : began) {
      whole += weights[unit];
      if (when == group) sum += weights[unit];
    }
    return sum / whole;
  }
  // The overall average, with weights of units for the effects and (others or the same) for the sizes of groups.
  double Overall(Averaging averaging, int periods, const std::vector<double>& weights,
                 const std::vector<double>& of_sizes) const {
    std::map<int, std::pair<double, double>> points;  // sum and whole
    const int groups[] = {3, 4, 6};
    for (const int g : groups) {
      for (int t = g; t <= periods; ++t) {
        const double size = averaging == Averaging::group ? 1 : Size(g, of_sizes);
        auto& point = points[averaging == Averaging::simple  ? 0
                             : averaging == Averaging::event ? t - g
                             : averaging == Averaging::group ? g
                                                             : t];
        point.first += size * Effect(g, t, weights);
        point.second += size;
      }
    }
    double sum = 0;
    double whole = 0;
    for (const auto& [at, point] : points) {
      const double weight = averaging == Averaging::group ? Size(at, of_sizes) : 1;
      sum += weight * point.first / point.second;
      whole += weight;
    }
    return sum / whole;
  }
};

double ErrorByMovingWeights(unsigned units,
                            const std::function<double(const std::vector<double>&)>& estimate) {
  double sum = 0;
  for (unsigned u = 0; u < units; ++u) {
    std::vector<double> more(units, 1);
    std::vector<double> less(units, 1);
    more[u] += 1e-5;
    less[u] -= 1e-5;
    const double psi = units * (estimate(more) - estimate(less)) / 2e-5;
    sum += psi * psi;
  }
  return std::sqrt(sum) / units;
}

TEST(CohortTest, AsR) {
  const auto reference = ReadReference("o2_tiny_att");
  const auto rows = TinyFixture();
  for (const auto& [name, control] : {std::pair{"never", Control::never}, {"notyet", Control::not_yet}}) {
    const auto effects = GroupTimeEffects(rows, control);
    ASSERT_TRUE(effects);
    std::size_t seen = 0;
    for (const GroupTime& cell : effects->cells) {
      const std::string key = std::to_string(cell.group) + "," + std::to_string(cell.period);
      EXPECT_NEAR(cell.effect, reference.at(name).at(key).to_number<double>(), 1e-12) << name << ' ' << key;
      EXPECT_FALSE(cell.standard_error) << "two units a side";
      ++seen;
    }
    EXPECT_EQ(seen, 6U);
    EXPECT_EQ(effects->skipped_cells, 0);
    EXPECT_FALSE(Average(*effects, Averaging::simple, Weights::fixed)->standard_error);
  }
}

TEST(CohortTest, EffectsAndErrorsAsByDefinition) {
  std::mt19937_64 random(9);
  for (const Control control : {Control::never, Control::not_yet}) {
    const auto rows = RandomCohorts(random, 60, 7);
    const auto effects = GroupTimeEffects(rows, control);
    ASSERT_TRUE(effects);
    EXPECT_EQ(effects->cells.size(), 18U);
    const NaiveCohorts naive(rows, control);
    for (const GroupTime& cell : effects->cells) {
      const auto estimate = [&](const std::vector<double>& weights) {
        return naive.Effect(cell.group, cell.period, weights);
      };
      EXPECT_EQ(cell.is_placebo, cell.period < cell.group);
      EXPECT_NEAR(cell.effect, estimate(std::vector<double>(60, 1)), 1e-10)
          << cell.group << ' ' << cell.period;
      ASSERT_TRUE(cell.standard_error);
      EXPECT_NEAR(*cell.standard_error, ErrorByMovingWeights(60, estimate), 1e-6);
    }
  }
}

// With never-treated controls the error is that of a difference of two means.
TEST(CohortTest, ErrorIsThatOfTwoMeans) {
  std::mt19937_64 random(10);
  const auto rows = RandomCohorts(random, 50, 4);
  const auto effects = GroupTimeEffects(rows, Control::never);
  ASSERT_TRUE(effects);
  const GroupTime& cell = effects->cells[1];  // group 3 at 3, base 2
  ASSERT_EQ(cell.period, 3);
  std::map<bool, std::vector<double>> changes;
  for (std::size_t i = 0; i < rows.size(); i += 4) {
    if (!rows[i].began || *rows[i].began > 4 || *rows[i].began == 3)
      changes[rows[i].began == 3].push_back(rows[i + 2].value - rows[i + 1].value);
  }
  double variance = 0;
  for (const auto& [is_treated, values] : changes) {
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values)
      variance += (value - mean) * (value - mean) / std::pow(static_cast<double>(values.size()), 2);
  }
  EXPECT_NEAR(*cell.standard_error, std::sqrt(variance), 1e-12);
}

TEST(CohortTest, AveragesAndTheirErrorsAsByDefinition) {
  std::mt19937_64 random(12);
  const auto rows = RandomCohorts(random, 60, 7);
  const std::vector<double> alike(60, 1);
  for (const Control control : {Control::never, Control::not_yet}) {
    const auto effects = GroupTimeEffects(rows, control);
    const NaiveCohorts naive(rows, control);
    for (const Averaging averaging :
         {Averaging::simple, Averaging::event, Averaging::group, Averaging::calendar}) {
      const auto fixed = Average(*effects, averaging, Weights::fixed);
      const auto estimated = Average(*effects, averaging, Weights::estimated);
      ASSERT_TRUE(fixed && estimated);
      EXPECT_NEAR(fixed->overall, naive.Overall(averaging, 7, alike, alike), 1e-10);
      EXPECT_EQ(fixed->overall, estimated->overall);
      ASSERT_TRUE(fixed->standard_error && estimated->standard_error);
      EXPECT_NEAR(*fixed->standard_error,
                  ErrorByMovingWeights(60,
                                       [&](const std::vector<double>& weights) {
                                         return naive.Overall(averaging, 7, weights, alike);
                                       }),
                  1e-6)
          << static_cast<int>(averaging);
      EXPECT_NEAR(*estimated->standard_error,
                  ErrorByMovingWeights(60,
                                       [&](const std::vector<double>& weights) {
                                         return naive.Overall(averaging, 7, weights, weights);
                                       }),
                  1e-6)
          << static_cast<int>(averaging);
    }
  }
}

TEST(CohortTest, PointsSaySinceWhen) {
  std::mt19937_64 random(13);
  const auto effects = GroupTimeEffects(RandomCohorts(random, 400, 7, 1), Control::not_yet);
  const auto by_event = Average(*effects, Averaging::event, Weights::fixed);
  ASSERT_TRUE(by_event);
  EXPECT_EQ(by_event->points.front().at, -4);
  EXPECT_EQ(by_event->points.back().at, 4);
  for (const AveragePoint& point : by_event->points) {
    ASSERT_TRUE(point.standard_error);
    const double truth = point.at < 0 ? 0 : point.at + 1;
    EXPECT_NEAR(point.effect, truth, 5 * *point.standard_error) << point.at;
  }
  const auto by_group = Average(*effects, Averaging::group, Weights::fixed);
  EXPECT_EQ(by_group->points.size(), 3U);
  EXPECT_EQ(by_group->points[2].at, 6);
}

TEST(CohortTest, WhoBeganTooEarlyOrTooLateSaysNothing) {
  std::mt19937_64 random(14);
  auto rows = RandomCohorts(random, 40, 5);
  const auto effects = GroupTimeEffects(rows, Control::never);
  ASSERT_TRUE(effects);
  EXPECT_EQ(effects->dropped_units, 0);
  for (CohortRow& row : rows) {
    if (row.began == 3) row.began = 1;
  }
  const auto rest = GroupTimeEffects(rows, Control::never);
  ASSERT_TRUE(rest);
  EXPECT_GT(rest->dropped_units, 0);
  EXPECT_EQ(rest->cells.front().group, 4);  // 6 is after the last period: as never
  EXPECT_EQ(rest->cells.back().group, 4);
}

TEST(CohortTest, WhatIsNoComparisonSaysSo) {
  std::mt19937_64 random(15);
  const auto good = RandomCohorts(random, 20, 7);
  const auto why = [&](auto&& change, Control control = Control::never) {
    auto rows = good;
    change(rows);
    return GroupTimeEffects(rows, control).error();
  };
  using Rows = std::vector<CohortRow>;
  EXPECT_EQ(why([](Rows& rows) { rows.clear(); }), NoAnswer::empty);
  EXPECT_EQ(why([](Rows& rows) { rows[3].value = std::numeric_limits<double>::quiet_NaN(); }),
            NoAnswer::not_finite);
  EXPECT_EQ(why([](Rows& rows) { rows.pop_back(); }), NoAnswer::unbalanced);
  EXPECT_EQ(why([](Rows& rows) { rows.push_back(rows.back()); }), NoAnswer::out_of_range);
  EXPECT_EQ(why([](Rows& rows) { rows[0].began = 5; }), NoAnswer::out_of_range);
  EXPECT_EQ(
      why([](Rows& rows) { std::erase_if(rows, [](const CohortRow& row) { return row.period != 2; }); }),
      NoAnswer::too_few);
  EXPECT_EQ(why([](Rows& rows) {
              std::erase_if(rows, [](const CohortRow& row) { return row.began.has_value(); });
            }),
            NoAnswer::no_variation);
  EXPECT_EQ(why([](Rows& rows) { std::erase_if(rows, [](const CohortRow& row) { return !row.began; }); }),
            NoAnswer::no_control);
  EXPECT_EQ(why([](Rows& rows) {
              for (CohortRow& row : rows) row.began = 1;
            }),
            NoAnswer::empty);
  // Everybody begins at last: those who have not yet are there for a while.
  auto all = good;
  std::erase_if(all, [](const CohortRow& row) { return !row.began; });
  const auto effects = GroupTimeEffects(all, Control::not_yet);
  ASSERT_TRUE(effects);
  EXPECT_GT(effects->skipped_cells, 0);
}

}  // namespace
}  // namespace baton::stats
