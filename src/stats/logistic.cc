#include "stats/logistic.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "stats/dense.h"

namespace baton::stats {
namespace {

constexpr int kMostSteps = 100;
constexpr double kSmallStep =
    1e-6;  // the error after it is its square; its cost is not seen among the digits
constexpr int kMostHalvings = 40;

// log(1 + exp(x)), for any x.
double Softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }

class Fitter {
 public:
  Fitter(const Cases& cases, std::span<const Prior> priors) : cases_(cases), priors_(priors) {}

  Answer<LogisticFit> Run() {
    if (const auto fault = FaultOf()) return No(*fault);
    const std::size_t size = priors_.size();
    std::vector<double> at;
    for (const Prior& prior : priors_) at.push_back(prior.mean);
    double cost = CostOf(at);
    LogisticFit fit;
    for (; fit.steps < kMostSteps; ++fit.steps) {
      auto [slope, curvature] = SlopesAt(at);
      const Cholesky root(curvature, size);
      if (root.rank() < size) return No(NoAnswer::not_converged);
      root.Solve(slope);
      const double longest =
          std::abs(*std::ranges::max_element(slope, {}, [](double x) { return std::abs(x); }));
      if (!std::isfinite(longest)) return No(NoAnswer::not_finite);
      if (longest < kSmallStep) {
        for (std::size_t k = 0; k < size; ++k) at[k] -= slope[k];
        break;
      }
      double part = 1;
      std::vector<double> next = at;
      double next_cost = cost;
      for (int halving = 0; halving < kMostHalvings; ++halving, part /= 2) {
        for (std::size_t k = 0; k < size; ++k) next[k] = at[k] - part * slope[k];
        next_cost = CostOf(next);
        if (next_cost <= cost) break;
      }
      if (!(next_cost <= cost)) break;  // as low as the numbers go
      at = next;
      cost = next_cost;
    }
    if (fit.steps == kMostSteps) return No(NoAnswer::not_converged);
    fit.covariance = Cholesky(SlopesAt(at).curvature, size).Inverse();
    fit.log_likelihood = -CostOfCases(at);
    fit.coefficients = std::move(at);
    return fit;
  }

 private:
  struct Slopes {
    std::vector<double> slope;
    std::vector<double> curvature;
  };

  std::optional<NoAnswer> FaultOf() const {
    const std::size_t count = cases_.outcomes.size();
    if (priors_.size() != cases_.explanations.size() + 1) return NoAnswer::out_of_range;
    for (const Prior& prior : priors_) {
      if (!std::isfinite(prior.mean) || !std::isfinite(prior.spread)) return NoAnswer::not_finite;
      if (prior.spread <= 0) return NoAnswer::out_of_range;
    }
    if (!cases_.offsets.empty() && cases_.offsets.size() != count) return NoAnswer::out_of_range;
    if (std::ranges::any_of(cases_.outcomes, [](std::uint8_t outcome) { return outcome > 1; })) {
      return NoAnswer::out_of_range;
    }
    const auto is_finite = [](double value) { return std::isfinite(value); };
    for (const auto& values : cases_.explanations) {
      if (values.size() != count) return NoAnswer::out_of_range;
      if (!std::ranges::all_of(values, is_finite)) return NoAnswer::not_finite;
    }
    if (!std::ranges::all_of(cases_.offsets, is_finite)) return NoAnswer::not_finite;
    return std::nullopt;
  }

  double ValueOf(std::size_t coefficient, std::size_t row) const {
    return coefficient == 0 ? 1 : cases_.explanations[coefficient - 1][row];
  }
  double LogitAt(const std::vector<double>& at, std::size_t row) const {
    double logit = cases_.offsets.empty() ? 0 : cases_.offsets[row];
    for (std::size_t k = 0; k < at.size(); ++k) logit += at[k] * ValueOf(k, row);
    return logit;
  }
  double CostOfCases(const std::vector<double>& at) const {
    double cost = 0;
    for (std::size_t row = 0; row < cases_.outcomes.size(); ++row) {
      const double logit = LogitAt(at, row);
      cost += Softplus(cases_.outcomes[row] == 1 ? -logit : logit);
    }
    return cost;
  }
  double CostOf(const std::vector<double>& at) const {
    double cost = CostOfCases(at);
    for (std::size_t k = 0; k < at.size(); ++k) {
      const double off = (at[k] - priors_[k].mean) / priors_[k].spread;
      cost += off * off / 2;
    }
    return cost;
  }
  Slopes SlopesAt(const std::vector<double>& at) const {
    const std::size_t size = at.size();
    Slopes slopes{std::vector<double>(size), std::vector<double>(size * size)};
    for (std::size_t k = 0; k < size; ++k) {
      const double precision = 1 / (priors_[k].spread * priors_[k].spread);
      slopes.slope[k] = (at[k] - priors_[k].mean) * precision;
      slopes.curvature[k * size + k] = precision;
    }
    for (std::size_t row = 0; row < cases_.outcomes.size(); ++row) {
      const double chance = Logistic(LogitAt(at, row));
      for (std::size_t k = 0; k < size; ++k) {
        slopes.slope[k] += (chance - cases_.outcomes[row]) * ValueOf(k, row);
        for (std::size_t l = 0; l <= k; ++l) {
          slopes.curvature[k * size + l] += chance * (1 - chance) * ValueOf(k, row) * ValueOf(l, row);
        }
      }
    }
    return slopes;
  }

  const Cases& cases_;
  std::span<const Prior> priors_;
};

}  // namespace

double Logit(double probability) { return std::log(probability / (1 - probability)); }

double Logistic(double logit) { return 1 / (1 + std::exp(-logit)); }

double LogisticFit::Spread(std::size_t coefficient) const {
  return std::sqrt(covariance[coefficient * coefficients.size() + coefficient]);
}

Answer<LogisticFit> FitLogistic(const Cases& cases, std::span<const Prior> priors) {
  return Fitter(cases, priors).Run();
}

Answer<Score> ScoreOf(std::span<const double> chances, std::span<const std::uint8_t> outcomes) {
  if (chances.empty()) return No(NoAnswer::empty);
  if (chances.size() != outcomes.size()) return No(NoAnswer::out_of_range);
  Score score;
  for (std::size_t row = 0; row < chances.size(); ++row) {
    if (!(chances[row] >= 0 && chances[row] <= 1) || outcomes[row] > 1) return No(NoAnswer::out_of_range);
    const double off = chances[row] - outcomes[row];
    score.brier += off * off;
    score.log -= std::log(outcomes[row] == 1 ? chances[row] : 1 - chances[row]);
  }
  if (!std::isfinite(score.log)) return No(NoAnswer::not_finite);
  const auto count = static_cast<double>(chances.size());
  return Score{score.brier / count, score.log / count};
}

std::vector<Reliability> ReliabilityOf(std::span<const double> chances,
                                       std::span<const std::uint8_t> outcomes, std::size_t parts) {
  std::vector<std::size_t> order(std::min(chances.size(), outcomes.size()));
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t row) { return chances[row]; });
  std::vector<Reliability> reliability;
  for (std::size_t part = 0; part < parts; ++part) {
    const std::size_t from = order.size() * part / parts;
    const std::size_t to = order.size() * (part + 1) / parts;
    if (from == to) continue;
    Reliability bin;
    for (std::size_t i = from; i < to; ++i) {
      bin.said += chances[order[i]] / static_cast<double>(to - from);
      bin.happened += outcomes[order[i]];
      ++bin.count;
    }
    reliability.push_back(bin);
  }
  return reliability;
}

}  // namespace baton::stats
