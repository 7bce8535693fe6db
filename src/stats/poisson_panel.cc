#include "stats/poisson_panel.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "stats/dense.h"
#include "stats/distribution.h"
#include "stats/panel_rows.h"
#include "stats/two_way.h"

namespace baton::stats {
namespace {

constexpr double kMostCounts = 9007199254740992.0;  // 2^53

std::optional<NoAnswer> FaultOf(const Panel& panel) {
  const std::size_t rows = panel.units.size();
  if (rows == 0) return NoAnswer::empty;
  if (rows >= std::size_t{1} << 31) return NoAnswer::too_large;
  if (panel.explanations.empty() || panel.periods.size() != rows || panel.counts.size() != rows ||
      (!panel.exposures.empty() && panel.exposures.size() != rows)) {
    return NoAnswer::out_of_range;
  }
  for (const auto column : panel.explanations) {
    if (column.size() != rows) return NoAnswer::out_of_range;
    for (const double x : column) {
      if (!std::isfinite(x)) return NoAnswer::not_finite;
    }
  }
  double events = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const double exposure = panel.exposures.empty() ? 1 : panel.exposures[i];
    if (!std::isfinite(panel.counts[i]) || !std::isfinite(exposure)) return NoAnswer::not_finite;
    if (panel.counts[i] < 0 || !(exposure > 0)) return NoAnswer::out_of_range;
    events += panel.counts[i];
  }
  if (events > kMostCounts) return NoAnswer::too_large;
  if (events == 0) return NoAnswer::empty;
  return std::nullopt;
}

// One step after the other of iteratively reweighted least squares.
class Solver {
 public:
  Solver(const PanelRows& rows, std::size_t dense)
      : rows_(rows), two_way_(rows.outer, rows.inner, dense), left_(rows.columns.size()) {
    const std::size_t size = rows.size();
    double events = 0;
    double exposure = 0;
    for (std::size_t i = 0; i < size; ++i) {
      events += rows.counts[i];
      exposure += std::exp(rows.log_exposures[i]);
    }
    for (std::size_t i = 0; i < size; ++i) {
      mu_.push_back((rows.counts[i] + events / exposure * std::exp(rows.log_exposures[i])) / 2);
      eta_.push_back(std::log(mu_.back()));
    }
    deviance_ = Deviance();
    response_.resize(size);
    working_.resize(size);
    for (auto& column : left_) column.resize(size);
  }

  std::optional<NoAnswer> Run() {
    constexpr int kMostSteps = 60;
    // The fit is as good as it gets, and yet some rows go on by one or so in each step: to minus infinity. A solution that is there
    // is met in two or three steps from so near.
    constexpr int kForever = 6;
    int drifting = 0;
    for (int step = 0; step < kMostSteps; ++step) {
      const double before = deviance_;
      const auto moved = Step(step == 0);
      // The weights of such rows leave what can be computed.
      if (!moved) return drifting > 0 ? NoAnswer::separated : moved.error();
      if (*moved < 1e-8) return std::nullopt;
      const bool is_drifting = *moved > 0.1 && std::abs(before - deviance_) < 1e-6 * (1 + deviance_);
      drifting = is_drifting ? drifting + 1 : 0;
      if (drifting == kForever) return NoAnswer::separated;
    }
    return NoAnswer::not_converged;
  }

  PoissonFit Fit() const;

 private:
  double Deviance() const {
    double sum = 0;
    for (std::size_t i = 0; i < mu_.size(); ++i) {
      const double y = rows_.counts[i];
      sum += (y > 0 ? y * (std::log(y) - eta_[i]) : 0) - (y - mu_[i]);
    }
    return 2 * sum;
  }

  // Sum of weight * a * b.
  double Product(std::span<const double> a, std::span<const double> b) const {
    double sum = 0;
    for (std::size_t i = 0; i < mu_.size(); ++i) sum += mu_[i] * a[i] * b[i];
    return sum;
  }

  // How far the farthest row moved.
  Answer<double> Step(bool is_first);

  const PanelRows& rows_;
  TwoWay two_way_;
  std::vector<double> eta_;
  std::vector<double> mu_;
  std::vector<double> from_;  // eta before the step
  std::vector<double> response_;
  std::vector<double> working_;            // what is left of it without the effects
  std::vector<std::vector<double>> left_;  // of the explanations, without the effects
  std::vector<double> information_;        // X'WX of what is left
  std::vector<double> coefficients_;
  double deviance_ = 0;
};

Answer<double> Solver::Step(bool is_first) {
  const std::size_t size = rows_.size();
  const std::size_t width = rows_.columns.size();
  for (std::size_t i = 0; i < size; ++i) {
    if (!(mu_[i] > 0)) return No(NoAnswer::separated);
    response_[i] = eta_[i] - rows_.log_exposures[i] + (rows_.counts[i] - mu_[i]) / mu_[i];
  }
  two_way_.SetWeights(mu_);
  if (!two_way_.TakeOut(response_, working_, 0)) return No(NoAnswer::not_converged);
  for (std::size_t k = 0; k < width; ++k) {
    if (!two_way_.TakeOut(rows_.columns[k], left_[k], k + 1)) return No(NoAnswer::not_converged);
  }
  std::vector<double> information(width * width);
  std::vector<double> whole(width);
  std::vector<double> right(width);
  for (std::size_t k = 0; k < width; ++k) {
    for (std::size_t l = 0; l <= k; ++l)
      information[k * width + l] = information[l * width + k] = Product(left_[k], left_[l]);
    whole[k] = Product(rows_.columns[k], rows_.columns[k]);
    right[k] = Product(left_[k], working_);
  }
  if (!std::ranges::all_of(information, [](double value) { return std::isfinite(value); }))
    return No(NoAnswer::not_finite);
  const Cholesky root(information, width, whole);
  if (root.rank() < width) {
    // With the weights of the start nothing is far away yet: what cannot be told apart now never can.
    return No(!is_first ? NoAnswer::separated : width == 1 ? NoAnswer::no_variation : NoAnswer::collinear);
  }
  root.Solve(right);

  for (std::size_t i = 0; i < size; ++i) {
    double error = working_[i];
    for (std::size_t k = 0; k < width; ++k) error -= left_[k][i] * right[k];
    response_[i] += rows_.log_exposures[i] - error;  // the next eta
  }
  // Poisson needs no damping once it is near; a first step from far away may.
  from_ = eta_;
  const double before = deviance_;
  double part = 1;
  for (int halvings = 0;; ++halvings, part /= 2) {
    for (std::size_t i = 0; i < size; ++i) {
      eta_[i] = from_[i] + part * (response_[i] - from_[i]);
      mu_[i] = std::exp(eta_[i]);
    }
    deviance_ = Deviance();
    if (std::isfinite(deviance_) && (is_first || deviance_ <= before + 1e-9 * (1 + before))) break;
    if (halvings == 30) return No(NoAnswer::not_converged);
  }
  double moved = 0;
  for (std::size_t i = 0; i < size; ++i) moved = std::max(moved, std::abs(eta_[i] - from_[i]));
  coefficients_ = std::move(right);
  information_ = std::move(information);
  return moved;
}

PoissonFit Solver::Fit() const {
  const std::size_t width = rows_.columns.size();
  const std::size_t groups = rows_.unit_ids.size();
  PoissonFit fit;
  fit.coefficients = coefficients_;
  fit.model_covariance = Cholesky(information_, width).Inverse();
  std::vector<double> scores(groups * width);
  double pearson = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const double y = rows_.counts[i];
    const double error = y - mu_[i];
    for (std::size_t k = 0; k < width; ++k) scores[rows_.units()[i] * width + k] += left_[k][i] * error;
    pearson += error * error / mu_[i];
    fit.events += y;
    fit.log_likelihood += y * eta_[i] - mu_[i] - LogGamma(y + 1);
  }
  fit.influence.resize(groups * width);
  fit.covariance.resize(width * width);
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t l = 0; l < width; ++l)
        fit.influence[g * width + k] += fit.model_covariance[k * width + l] * scores[g * width + l];
    }
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t l = 0; l < width; ++l)
        fit.covariance[k * width + l] += fit.influence[g * width + k] * fit.influence[g * width + l];
    }
  }
  fit.rows = static_cast<std::int64_t>(rows_.size());
  fit.units = static_cast<std::int64_t>(groups);
  fit.periods = static_cast<std::int64_t>(rows_.periods);
  fit.dropped_rows = static_cast<std::int64_t>(rows_.dropped_rows);
  fit.dropped_units = static_cast<std::int64_t>(rows_.dropped_units);
  fit.dropped_periods = static_cast<std::int64_t>(rows_.dropped_periods);
  fit.deviance = deviance_;
  fit.dispersion =
      pearson / (static_cast<double>(rows_.size()) - static_cast<double>(width + groups + rows_.periods - 1));
  fit.unit_ids = rows_.unit_ids;
  return fit;
}

}  // namespace

Answer<PoissonFit> FitPoisson(const Panel& panel, const PoissonOptions& options) {
  if (const auto fault = FaultOf(panel)) return No(*fault);
  const PanelRows rows = RowsOf(panel);
  if (rows.unit_ids.size() < 2) return No(NoAnswer::one_cluster);
  if (rows.size() < rows.columns.size() + rows.unit_ids.size() + rows.periods) return No(NoAnswer::too_few);
  Solver solver(rows, options.dense);
  if (const auto why = solver.Run()) return No(*why);
  PoissonFit fit = solver.Fit();
  const auto is_finite = [](double value) { return std::isfinite(value); };
  if (!std::ranges::all_of(fit.coefficients, is_finite) || !std::ranges::all_of(fit.covariance, is_finite))
    return No(NoAnswer::not_finite);
  return fit;
}

double FactorOf(const PoissonFit& fit, SmallSample correction) {
  if (correction == SmallSample::none) return 1;
  const auto clusters = static_cast<double>(fit.units);
  const double few = clusters / (clusters - 1);
  if (correction == SmallSample::clusters) return few;
  const auto rows = static_cast<double>(fit.rows);
  return few * (rows - 1) /
         (rows - static_cast<double>(fit.coefficients.size()) - static_cast<double>(fit.periods));
}

double StandardError(const PoissonFit& fit, std::size_t which, SmallSample correction) {
  return std::sqrt(FactorOf(fit, correction) * fit.covariance[which * fit.coefficients.size() + which]);
}

Interval BandOf(const PoissonFit& fit, std::size_t which, double level, SmallSample correction) {
  const double reach = StudentQuantile((1 + level) / 2, static_cast<double>(fit.units - 1)) *
                       StandardError(fit, which, correction);
  return {fit.coefficients[which] - reach, fit.coefficients[which] + reach};
}

Answer<JointTest> Wald(const PoissonFit& fit, std::span<const std::size_t> which, SmallSample correction) {
  const std::size_t width = fit.coefficients.size();
  const std::size_t size = which.size();
  if (size == 0) return No(NoAnswer::empty);
  if (std::ranges::any_of(which, [&](std::size_t k) { return k >= width; }))
    return No(NoAnswer::out_of_range);
  // Scores of G clusters sum to 0: they span no more than G - 1 directions.
  if (static_cast<std::int64_t>(size) >= fit.units) return No(NoAnswer::too_few);
  std::vector<double> covariance;
  std::vector<double> solved;
  for (const std::size_t k : which) {
    for (const std::size_t l : which) covariance.push_back(fit.covariance[k * width + l]);
    solved.push_back(fit.coefficients[k]);
  }
  const Cholesky root(std::move(covariance), size);
  if (root.rank() < size) return No(NoAnswer::collinear);
  root.Solve(solved);
  double sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += solved[i] * fit.coefficients[which[i]];
  JointTest test;
  test.statistic = sum / FactorOf(fit, correction) / static_cast<double>(size);
  test.p_value = FisherBeyond(test.statistic, static_cast<double>(size), static_cast<double>(fit.units - 1));
  return test;
}

Answer<Interval> WithoutAnyOne(const Panel& panel, const PoissonFit& fit, std::size_t which,
                               std::size_t refits) {
  const std::size_t width = fit.coefficients.size();
  if (which >= width) return No(NoAnswer::out_of_range);
  std::vector<std::size_t> order(fit.unit_ids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t u) { return std::abs(fit.influence[u * width + which]); });
  Interval range{fit.coefficients[which], fit.coefficients[which]};
  for (std::size_t u = 0; u < std::min(order.size(), refits); ++u) {
    std::vector<std::uint32_t> units;
    std::vector<std::uint32_t> periods;
    std::vector<double> counts;
    std::vector<double> exposures;
    std::vector<std::vector<double>> columns(width);
    for (std::size_t i = 0; i < panel.units.size(); ++i) {
      if (panel.units[i] == fit.unit_ids[order[u]]) continue;
      units.push_back(panel.units[i]);
      periods.push_back(panel.periods[i]);
      counts.push_back(panel.counts[i]);
      if (!panel.exposures.empty()) exposures.push_back(panel.exposures[i]);
      for (std::size_t k = 0; k < width; ++k) columns[k].push_back(panel.explanations[k][i]);
    }
    const auto rest = FitPoisson({units, periods, counts, exposures, {columns.begin(), columns.end()}});
    if (!rest) return No(rest.error());
    range.low = std::min(range.low, rest->coefficients[which]);
    range.high = std::max(range.high, rest->coefficients[which]);
  }
  return range;
}

}  // namespace baton::stats
