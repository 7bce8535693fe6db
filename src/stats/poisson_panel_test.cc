#include "stats/poisson_panel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "stats/numbers_for_test.h"
#include "stats/panel_for_test.h"
#include "stats/reference_for_test.h"

namespace baton::stats {
namespace {

Columns PanelFixture() {
  Columns columns;
  columns.explanations.resize(1);
  std::ifstream file(std::string(BATON_TEST_DATA) + "/stats/o1_panel.csv");
  std::string line;
  std::getline(file, line);
  unsigned unit = 0;
  unsigned week = 0;
  double hours = 0;
  double exposure = 0;
  double manager = 0;
  double stock = 0;
  double wins = 0;
  while (std::getline(file, line)) {
    if (std::sscanf(line.c_str(), "%u,%u,%lf,%lf,%lf,%lf,%lf", &unit, &week, &hours, &exposure, &manager,
                    &stock, &wins) == 7) {
      columns.Add(unit, week, wins, exposure, {stock});
    }
  }
  return columns;
}

// A dummy for each unit and period and Newton's method on all of them, by Gaussian elimination: shares no code with the fit.
struct Naive {
  std::vector<double> coefficients;
  std::vector<double> covariance;  // clustered, of the explanations
};
Naive FitNaively(const Columns& columns) {
  std::vector<std::uint32_t> units;
  std::vector<std::uint32_t> periods;
  const auto number = [](std::vector<std::uint32_t>& names, std::uint32_t name) {
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    names.push_back(name);
    return names.size() - 1;
  };
  std::vector<std::pair<std::size_t, std::size_t>> of_row;
  for (std::size_t i = 0; i < columns.counts.size(); ++i)
    of_row.emplace_back(number(units, columns.units[i]), number(periods, columns.periods[i]));
  const std::size_t width = columns.explanations.size();
  const std::size_t size = width + units.size() + periods.size() - 1;
  const auto x = [&](std::size_t i, std::size_t j) -> double {
    if (j < width) return columns.explanations[j][i];
    if (j < width + units.size()) return of_row[i].first == j - width ? 1 : 0;
    return of_row[i].second == j - width - units.size() + 1 ? 1 : 0;
  };
  std::vector<double> beta(size);
  std::vector<std::vector<double>> inverse;
  std::vector<double> mu(columns.counts.size());
  for (int step = 0; step < 60; ++step) {
    // [H | I] to [I | H^-1]
    std::vector<std::vector<double>> system(size, std::vector<double>(2 * size));
    std::vector<double> score(size);
    for (std::size_t i = 0; i < mu.size(); ++i) {
      double eta = std::log(columns.exposures[i]);
      for (std::size_t j = 0; j < size; ++j) eta += x(i, j) * beta[j];
      mu[i] = std::exp(eta);
      for (std::size_t j = 0; j < size; ++j) {
        if (x(i, j) == 0) continue;
        score[j] += x(i, j) * (columns.counts[i] - mu[i]);
        for (std::size_t k = 0; k < size; ++k) system[j][k] += x(i, j) * x(i, k) * mu[i];
      }
    }
    for (std::size_t j = 0; j < size; ++j) system[j][size + j] = 1;
    for (std::size_t j = 0; j < size; ++j) {
      std::size_t pivot = j;
      for (std::size_t k = j; k < size; ++k) {
        if (std::abs(system[k][j]) > std::abs(system[pivot][j])) pivot = k;
      }
      std::swap(system[j], system[pivot]);
      for (std::size_t k = 0; k < size; ++k) {
        if (k == j || system[k][j] == 0) continue;
        const double part = system[k][j] / system[j][j];
        for (std::size_t l = 0; l < 2 * size; ++l) system[k][l] -= part * system[j][l];
      }
    }
    inverse.assign(size, std::vector<double>(size));
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t k = 0; k < size; ++k) inverse[j][k] = system[j][size + k] / system[j][j];
    }
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t k = 0; k < size; ++k) beta[j] += std::clamp(inverse[j][k] * score[k], -1e6, 1e6);
    }
  }
  // H^-1 (sum of s s') H^-1 with all parameters, the part of the explanations.
  Naive naive;
  naive.coefficients.assign(beta.begin(), beta.begin() + static_cast<std::ptrdiff_t>(width));
  naive.covariance.resize(width * width);
  for (std::size_t g = 0; g < units.size(); ++g) {
    std::vector<double> score(size);
    for (std::size_t i = 0; i < mu.size(); ++i) {
      if (of_row[i].first != g) continue;
      for (std::size_t j = 0; j < size; ++j) score[j] += x(i, j) * (columns.counts[i] - mu[i]);
    }
    std::vector<double> moved(width);
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t j = 0; j < size; ++j) moved[k] += inverse[k][j] * score[j];
    }
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t l = 0; l < width; ++l) naive.covariance[k * width + l] += moved[k] * moved[l];
    }
  }
  return naive;
}

// 0 to 2 explanations of random size; no unit and no period is without events.
Columns RandomPanel(std::mt19937_64& random, unsigned units, unsigned periods, std::size_t width,
                    bool has_gaps) {
  Columns columns;
  columns.explanations.resize(width);
  const auto uniform = [&] { return std::uniform_real_distribution<double>()(random); };
  for (unsigned u = 0; u < units; ++u) {
    const double level = 2 * uniform();
    for (unsigned t = 0; t < periods; ++t) {
      if (has_gaps && u > 1 && t > 1 && uniform() < 0.3) continue;
      std::vector<double> values;
      double eta = level + std::sin(t);
      for (std::size_t k = 0; k < width; ++k) {
        values.push_back(uniform());
        eta += 0.5 * values.back();
      }
      double count = std::poisson_distribution<int>(std::exp(eta - 1))(random);
      if (u < 2 || t < 2) ++count;
      columns.Add(1'000 + 7 * u, 90 - t, count, 0.5 + uniform(), values);
    }
  }
  return columns;
}

TEST(PoissonPanelTest, AsR) {
  const auto reference = ReadReference("o1_poisson_two_way_fe");
  const auto number = [&](const char* name) { return reference.at(name).to_number<double>(); };
  const Columns columns = PanelFixture();
  const auto fit = FitPoisson(columns.View());
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->rows, number("n"));
  EXPECT_EQ(fit->units, 12);
  EXPECT_NEAR(fit->coefficients[0], number("beta"), 1e-10);
  EXPECT_NEAR(fit->deviance, number("deviance"), 1e-8);
  EXPECT_NEAR(fit->log_likelihood, number("loglik"), 1e-8);
  EXPECT_NEAR(fit->dispersion, number("pearson_dispersion"), 1e-8);
  const double model = std::sqrt(fit->model_covariance[0]);
  EXPECT_NEAR(model, number("se_mle"), 1e-8);
  EXPECT_NEAR(model * std::sqrt(431.0 / 384), number("se_fixest_iid"), 1e-8);
  EXPECT_NEAR(StandardError(*fit, 0, SmallSample::none), number("se_cluster_rep_noadj"), 1e-8);
  EXPECT_NEAR(StandardError(*fit, 0, SmallSample::clusters), number("se_cluster_rep_G_over_Gm1"), 1e-8);
  EXPECT_NEAR(StandardError(*fit, 0), number("se_cluster_rep_fixest_default"), 1e-8);
  // t with 11 degrees of freedom, not z.
  EXPECT_NEAR(BandOf(*fit, 0, 0.95).high - fit->coefficients[0], 2.200985160 * StandardError(*fit, 0), 1e-8);

  Columns only_units = columns;
  std::ranges::fill(only_units.periods, 0U);
  EXPECT_NEAR(FitPoisson(only_units.View())->coefficients[0], number("beta_rep_fe_only"), 1e-10);
}

TEST(PoissonPanelTest, AsWithADummyForEach) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 60; ++round) {
    const auto units = static_cast<unsigned>(3 + random() % 7);
    const auto periods = static_cast<unsigned>(4 + random() % 7);
    const Columns columns = RandomPanel(random, units, periods, 1 + random() % 2, random() % 2 == 0);
    const Naive naive = FitNaively(columns);
    for (const std::size_t dense : {std::size_t{500}, std::size_t{0}}) {  // Cholesky, and projections
      const auto fit = FitPoisson(columns.View(), {.dense = dense});
      ASSERT_TRUE(fit) << round;
      for (std::size_t k = 0; k < naive.coefficients.size(); ++k)
        EXPECT_NEAR(fit->coefficients[k], naive.coefficients[k], 1e-8) << round;
      for (std::size_t k = 0; k < naive.covariance.size(); ++k)
        EXPECT_NEAR(fit->covariance[k], naive.covariance[k], 1e-6 * (1e-3 + std::abs(naive.covariance[k])));
    }
  }
}

// More than kDense on both sides, sparse: projections alone, against Cholesky allowed to be larger.
TEST(PoissonPanelTest, ProjectionsAreAsCholeskyWhereBothSidesAreLarge) {
  std::mt19937_64 random(11);
  Columns columns;
  columns.explanations.resize(1);
  for (unsigned i = 0; i < 12'000; ++i) {
    const auto unit = static_cast<unsigned>(random() % 700);
    const auto period = static_cast<unsigned>(random() % 600);
    const double x = static_cast<double>(random() % 100) / 50;
    const double mean = std::exp(0.3 * x + (unit % 5) * 0.2 + (period % 7) * 0.1 - 0.5);
    columns.Add(unit, period, std::poisson_distribution<int>(mean)(random), 1, {x});
  }
  const auto dense = FitPoisson(columns.View(), {.dense = 2'000});
  const auto sparse = FitPoisson(columns.View());
  ASSERT_TRUE(dense && sparse);
  EXPECT_NEAR(dense->coefficients[0], sparse->coefficients[0], 1e-9);
  EXPECT_NEAR(StandardError(*dense, 0), StandardError(*sparse, 0), 1e-9);
  EXPECT_NEAR(dense->coefficients[0], 0.3, 5 * StandardError(*dense, 0));
}

TEST(PoissonPanelTest, TheOrderOfRowsAndOfNamesIsNothing) {
  std::mt19937_64 random(2);
  const Columns columns = RandomPanel(random, 6, 9, 1, true);
  Columns shuffled;
  shuffled.explanations.resize(1);
  std::vector<std::size_t> order(columns.counts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  for (const std::size_t i : order) {
    shuffled.Add(4'000'000'000U - columns.units[i], columns.periods[i] * 3, columns.counts[i],
                 columns.exposures[i], {columns.explanations[0][i]});
  }
  const auto one = FitPoisson(columns.View());
  const auto other = FitPoisson(shuffled.View());
  ASSERT_TRUE(one && other);
  EXPECT_NEAR(one->coefficients[0], other->coefficients[0], 1e-10);
  EXPECT_NEAR(one->covariance[0], other->covariance[0], 1e-10);
}

TEST(PoissonPanelTest, UnitsAndWeeksWithoutEventsAreDroppedAndCounted) {
  std::mt19937_64 random(4);
  Columns columns = RandomPanel(random, 6, 8, 1, false);
  const auto without = FitPoisson(columns.View());
  for (unsigned t = 0; t < 8; ++t) columns.Add(5, 90 - t, 0, 1, {static_cast<double>(t)});
  for (unsigned u = 0; u < 6; ++u) columns.Add(1'000 + 7 * u, 7, 0, 1, {3});
  const auto with = FitPoisson(columns.View());
  ASSERT_TRUE(without && with);
  EXPECT_EQ(with->dropped_units, 1);
  EXPECT_EQ(with->dropped_periods, 1);
  EXPECT_EQ(with->dropped_rows, 14);
  EXPECT_EQ(with->rows, without->rows);
  EXPECT_NEAR(with->coefficients[0], without->coefficients[0], 1e-12);
  EXPECT_EQ(without->dropped_rows, 0);
}

TEST(PoissonPanelTest, ExplanationsOnlyWhereNothingHappenedAreSeparated) {
  std::mt19937_64 random(6);
  Columns columns = RandomPanel(random, 8, 12, 1, false);
  std::size_t marked = 0;
  for (std::size_t i = 0; i < columns.counts.size(); ++i) {
    const bool is_marked = i % 11 == 5 && columns.units[i] > 1'007 && columns.periods[i] < 89;
    columns.explanations[0][i] = is_marked ? 1 + static_cast<double>(i % 3) : 0;
    if (is_marked) columns.counts[i] = 0;
    marked += is_marked ? 1 : 0;
  }
  ASSERT_GT(marked, 3U);
  for (const std::size_t dense : {std::size_t{500}, std::size_t{0}})
    EXPECT_EQ(FitPoisson(columns.View(), {.dense = dense}).error(), NoAnswer::separated);
}

TEST(PoissonPanelTest, WhatCannotBeToldApartSaysSo) {
  std::mt19937_64 random(6);
  Columns columns = RandomPanel(random, 5, 8, 2, false);
  for (std::size_t i = 0; i < columns.counts.size(); ++i)
    columns.explanations[1][i] = 3 * columns.explanations[0][i] + columns.units[i] - 0.5 * columns.periods[i];
  EXPECT_EQ(FitPoisson(columns.View()).error(), NoAnswer::collinear);
  columns.explanations.resize(1);
  for (std::size_t i = 0; i < columns.counts.size(); ++i) columns.explanations[0][i] = columns.units[i] * 0.1;
  EXPECT_EQ(FitPoisson(columns.View()).error(), NoAnswer::no_variation);
  std::ranges::fill(columns.explanations[0], 0.0);
  EXPECT_EQ(FitPoisson(columns.View()).error(), NoAnswer::no_variation);
}

TEST(PoissonPanelTest, WhatIsNoPanelSaysSo) {
  EXPECT_EQ(FitPoisson({}).error(), NoAnswer::empty);
  std::mt19937_64 random(6);
  const Columns good = RandomPanel(random, 5, 8, 1, false);
  const auto broken = [&](auto&& change) {
    Columns columns = good;
    change(columns);
    const auto fit = FitPoisson(columns.View());
    EXPECT_FALSE(fit);
    return fit ? NoAnswer::not_converged : fit.error();
  };
  EXPECT_EQ(broken([](Columns& c) { c.counts[3] = kNaN; }), NoAnswer::not_finite);
  EXPECT_EQ(broken([](Columns& c) { c.explanations[0][3] = HUGE_VAL; }), NoAnswer::not_finite);
  EXPECT_EQ(broken([](Columns& c) { c.exposures[3] = kNaN; }), NoAnswer::not_finite);
  EXPECT_EQ(broken([](Columns& c) { c.exposures[3] = 0; }), NoAnswer::out_of_range);
  EXPECT_EQ(broken([](Columns& c) { c.counts[3] = -1; }), NoAnswer::out_of_range);
  EXPECT_EQ(broken([](Columns& c) { c.counts.pop_back(); }), NoAnswer::out_of_range);
  EXPECT_EQ(broken([](Columns& c) { c.explanations.clear(); }), NoAnswer::out_of_range);
  EXPECT_EQ(broken([](Columns& c) { c.counts[3] = 1e300; }), NoAnswer::too_large);
  EXPECT_EQ(broken([](Columns& c) { std::ranges::fill(c.counts, 0.0); }), NoAnswer::empty);
  EXPECT_EQ(broken([](Columns& c) { std::ranges::fill(c.units, 1U); }), NoAnswer::one_cluster);
  EXPECT_EQ(broken([](Columns& c) {
              for (auto* column : {&c.counts, &c.exposures, &c.explanations[0]}) column->resize(9);
              c.units.resize(9);
              c.periods.resize(9);
            }),
            NoAnswer::too_few);
}

// Hours of any size and counts of any size: an answer that is a number, or a reason.
TEST(PoissonPanelTest, NoInputMakesANumberThatIsNone) {
  std::mt19937_64 random(8);
  int answered = 0;
  for (int round = 0; round < 400; ++round) {
    const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    Columns columns = RandomPanel(random, 2 + below(4), 2 + below(5), 1 + below(2), true);
    for (std::size_t i = 0; i < columns.counts.size(); ++i) {
      if (random() % 4 == 0) columns.counts[i] = 0;
      if (random() % 9 == 0) columns.counts[i] *= 1e9;
      if (random() % 9 == 0) columns.exposures[i] *= 1e-9;
      if (random() % 9 == 0) columns.explanations[0][i] *= 1e6;
    }
    const auto fit = FitPoisson(columns.View());
    if (!fit) continue;
    ++answered;
    EXPECT_TRUE(std::isfinite(fit->coefficients[0]));
    EXPECT_GE(fit->covariance[0], 0);
  }
  EXPECT_GT(answered, 50);
}

TEST(PoissonPanelTest, WaldOfOneIsTheSquareOfT) {
  std::mt19937_64 random(6);
  const Columns columns = RandomPanel(random, 9, 12, 2, false);
  const auto fit = FitPoisson(columns.View());
  ASSERT_TRUE(fit);
  const std::size_t first[] = {0};
  const double t = fit->coefficients[0] / StandardError(*fit, 0);
  EXPECT_NEAR(Wald(*fit, first)->statistic, t * t, 1e-10);
  // Both, with the 2 x 2 inverse written out.
  const std::size_t both[] = {0, 1};
  const auto& v = fit->covariance;
  const auto& b = fit->coefficients;
  const double quadratic =
      (b[0] * b[0] * v[3] - 2 * b[0] * b[1] * v[1] + b[1] * b[1] * v[0]) / (v[0] * v[3] - v[1] * v[2]);
  EXPECT_NEAR(Wald(*fit, both)->statistic, quadratic / 2 / FactorOf(*fit, SmallSample::full), 1e-8);
  EXPECT_EQ(Wald(*fit, {}).error(), NoAnswer::empty);
  const std::size_t beyond[] = {2};
  EXPECT_EQ(Wald(*fit, beyond).error(), NoAnswer::out_of_range);
  PoissonFit few = *fit;
  few.units = 2;
  EXPECT_EQ(Wald(few, both).error(), NoAnswer::too_few);
}

TEST(PoissonPanelTest, WithoutAnyOneIsTheWorstOfAllRefits) {
  std::mt19937_64 random(16);
  const Columns columns = RandomPanel(random, 7, 10, 1, false);
  const auto fit = FitPoisson(columns.View());
  ASSERT_TRUE(fit);
  Interval wanted{fit->coefficients[0], fit->coefficients[0]};
  for (const std::uint32_t unit : fit->unit_ids) {
    Columns rest;
    rest.explanations.resize(1);
    for (std::size_t i = 0; i < columns.counts.size(); ++i) {
      if (columns.units[i] == unit) continue;
      rest.Add(columns.units[i], columns.periods[i], columns.counts[i], columns.exposures[i],
               {columns.explanations[0][i]});
    }
    const double b = FitNaively(rest).coefficients[0];
    wanted = {std::min(wanted.low, b), std::max(wanted.high, b)};
  }
  const auto range = WithoutAnyOne(columns.View(), *fit, 0);
  ASSERT_TRUE(range);
  EXPECT_NEAR(range->low, wanted.low, 1e-8);
  EXPECT_NEAR(range->high, wanted.high, 1e-8);
}

// A truth that is known: the interval from few clusters covers it about as often as it says.
TEST(PoissonPanelTest, IntervalsCoverTheTruth) {
  std::mt19937_64 random(21);
  int covered = 0;
  constexpr int kRounds = 200;
  for (int round = 0; round < kRounds; ++round) {
    Columns columns;
    columns.explanations.resize(1);
    for (unsigned u = 0; u < 12; ++u) {
      for (unsigned t = 0; t < 30; ++t) {
        const double x = static_cast<double>(random() % 9) / 4;
        const double mean = 2 * std::exp(0.1 * x + 0.05 * u + 0.3 * std::sin(t));
        columns.Add(u, t, std::poisson_distribution<int>(mean)(random), 1, {x});
      }
    }
    const auto fit = FitPoisson(columns.View());
    ASSERT_TRUE(fit);
    const Interval band = BandOf(*fit, 0, 0.95);
    covered += band.low <= 0.1 && 0.1 <= band.high ? 1 : 0;
  }
  EXPECT_GE(covered, kRounds * 90 / 100);
  EXPECT_LE(covered, kRounds * 99 / 100);
}

}  // namespace
}  // namespace baton::stats
