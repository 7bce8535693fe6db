#include "stats/loss.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

namespace baton::stats {
namespace {

constexpr double kLargestTotal = 9'007'199'254'740'992.0;  // 2^53

constexpr int kStepsAside = 32;  // from the middle: beyond 8 lies 1e-15 of the normal distribution
constexpr double kFactorStep = 0.25;
constexpr double kNothing = 1e-13;  // a chance that no contribution shows

struct State {  // of the factor that all share
  double z = 0;
  double weight = 1;
};

std::vector<State> StatesOf(double correlation) {
  if (correlation == 0) return {State{}};
  std::vector<State> states;
  double sum = 0;
  for (int step = -kStepsAside; step <= kStepsAside; ++step) {
    const double z = kFactorStep * step;
    states.push_back({z, std::exp(-z * z / 2)});
    sum += states.back().weight;
  }
  for (State& state : states) state.weight /= sum;
  return states;
}

bool IsSound(std::span<const Stake> stakes, const LossOptions& options) {
  double total = 0;
  for (const Stake& stake : stakes) {
    if (!(stake.probability >= 0 && stake.probability <= 1) || stake.value < 0) return false;
    total += static_cast<double>(stake.value);
  }
  return total <= kLargestTotal && options.correlation >= 0 && options.correlation < 1 && options.cells >= 1;
}

// The stakes on the grid, the smallest first: the distribution grows as late as it can.
struct Grid {
  std::int64_t unit = 1;
  std::size_t size = 1;             // of the distribution
  std::vector<std::size_t> order;   // of the stakes
  std::vector<std::size_t> length;  // in units, in that order
  std::vector<double> threshold;    // the normal quantile of the probability, in that order
};

Grid GridOf(std::span<const Stake> stakes, const LossOptions& options) {
  std::int64_t total = 0;
  for (const Stake& stake : stakes) total += stake.value;
  Grid grid;
  grid.unit = std::max<std::int64_t>(1, (total + options.cells - 1) / options.cells);
  grid.order.resize(stakes.size());
  std::iota(grid.order.begin(), grid.order.end(), std::size_t{0});
  std::ranges::stable_sort(grid.order, {}, [&](std::size_t j) { return stakes[j].value; });
  const boost::math::normal normal;
  for (const std::size_t j : grid.order) {
    const double p = stakes[j].probability;
    grid.length.push_back(static_cast<std::size_t>((stakes[j].value + grid.unit / 2) / grid.unit));
    grid.threshold.push_back(p <= 0 ? -INFINITY : p >= 1 ? INFINITY : quantile(normal, p));
    grid.size += grid.length.back();
  }
  return grid;
}

// With which each stake is lost where the common factor is z, in the grid's order.
std::vector<double> ProbabilitiesAt(std::span<const Stake> stakes, const Grid& grid, double correlation,
                                    double z) {
  std::vector<double> probabilities;
  for (std::size_t i = 0; i < grid.order.size(); ++i) {
    if (correlation == 0) {
      probabilities.push_back(stakes[grid.order[i]].probability);
      continue;
    }
    const double reach = (grid.threshold[i] - std::sqrt(correlation) * z) / std::sqrt(1 - correlation);
    probabilities.push_back(std::erfc(-reach / std::sqrt(2.0)) / 2);
  }
  return probabilities;
}

std::vector<double> Convolve(const Grid& grid, const std::vector<double>& probabilities) {
  std::vector<double> now(grid.size, 0);
  std::vector<double> next(grid.size, 0);
  now[0] = 1;
  std::size_t reached = 1;
  for (std::size_t i = 0; i < grid.length.size(); ++i) {
    const std::size_t length = grid.length[i];
    const double lost = probabilities[i];
    if (length == 0 || lost == 0) continue;
    const double kept = 1 - lost;
    const std::size_t end = reached + length;
    for (std::size_t x = 0; x < std::min(length, reached); ++x) next[x] = now[x] * kept;
    for (std::size_t x = reached; x < length; ++x) next[x] = 0;
    for (std::size_t x = length; x < reached; ++x) next[x] = now[x] * kept + now[x - length] * lost;
    for (std::size_t x = std::max(length, reached); x < end; ++x) next[x] = now[x - length] * lost;
    reached = end;
    now.swap(next);
  }
  return now;
}

// Where the worst cases begin, and which part of the chance of just that loss belongs to them.
struct Tail {
  std::size_t from = 0;
  double part = 0;
};

Tail TailOf(const std::vector<double>& chance, double level) {
  double below = 0;
  for (std::size_t x = 0; x < chance.size(); ++x) {
    below += chance[x];
    if (below >= level) return {x, chance[x] > 0 ? std::clamp((below - level) / chance[x], 0.0, 1.0) : 0};
  }
  return {chance.size() - 1, 0};  // the sum of all fell short of the level by rounding
}

// The chance that the others lose more than `rest`, or in part just that: `chance` is of all, one stake is taken out again.
// Each of the two ways to undo the convolution divides by the larger of the two probabilities, so that errors shrink.
double OthersInTail(const std::vector<double>& chance, std::size_t length, double lost, std::size_t rest,
                    double part) {
  const double kept = 1 - lost;
  if (lost <= 0.5) {
    std::vector<double> others(rest + 1);
    const double scale = 1 / kept;
    const double again = lost / kept;
    for (std::size_t x = 0; x < std::min(length, rest + 1); ++x) others[x] = chance[x] * scale;
    for (std::size_t x = length; x <= rest; ++x) others[x] = chance[x] * scale - others[x - length] * again;
    return std::max(0.0, 1 - std::accumulate(others.begin(), others.end(), 0.0) + part * others[rest]);
  }
  const std::size_t size = chance.size() - length;  // of the others' distribution
  if (rest >= size) return 0;
  std::vector<double> others(size - rest);
  const double scale = 1 / lost;
  const double again = kept / lost;
  for (std::size_t x = size; x-- > rest;) {
    const double longer = x + length < size ? others[x + length - rest] : 0;
    others[x - rest] = chance[x + length] * scale - longer * again;
  }
  return std::max(0.0, std::accumulate(others.begin() + 1, others.end(), 0.0) + part * others[0]);
}

}  // namespace

std::optional<Losses> LossesOf(std::span<const Stake> stakes, const LossOptions& options) {
  if (!IsSound(stakes, options)) return std::nullopt;
  const Grid grid = GridOf(stakes, options);
  Losses losses{.unit = grid.unit, .chance = std::vector<double>(grid.size, 0)};
  double square = 0;
  for (const State& state : StatesOf(options.correlation)) {
    const std::vector<double> probabilities = ProbabilitiesAt(stakes, grid, options.correlation, state.z);
    const std::vector<double> chance = Convolve(grid, probabilities);
    double mean = 0;
    double variance = 0;
    for (std::size_t x = 0; x < chance.size(); ++x) losses.chance[x] += state.weight * chance[x];
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      const auto value = static_cast<double>(stakes[grid.order[i]].value);
      mean += value * probabilities[i];
      variance += value * value * probabilities[i] * (1 - probabilities[i]);
    }
    losses.mean += state.weight * mean;
    square += state.weight * (variance + mean * mean);
  }
  losses.variance = std::max(0.0, square - losses.mean * losses.mean);
  return losses;
}

double Quantile(const Losses& losses, double level) {
  return static_cast<double>(TailOf(losses.chance, level).from) * static_cast<double>(losses.unit);
}

double Shortfall(const Losses& losses, double level) {
  const Tail tail = TailOf(losses.chance, level);
  double sum = static_cast<double>(tail.from) * tail.part * losses.chance[tail.from];
  for (std::size_t x = tail.from + 1; x < losses.chance.size(); ++x) {
    sum += static_cast<double>(x) * losses.chance[x];
  }
  return sum / (1 - level) * static_cast<double>(losses.unit);
}

std::optional<std::vector<double>> Contributions(std::span<const Stake> stakes, const LossOptions& options,
                                                 double level) {
  const auto losses = LossesOf(stakes, options);
  if (!losses) return std::nullopt;
  const Tail tail = TailOf(losses->chance, level);
  const Grid grid = GridOf(stakes, options);
  std::vector<double> contributions(stakes.size(), 0);
  for (const State& state : StatesOf(options.correlation)) {
    const std::vector<double> probabilities = ProbabilitiesAt(stakes, grid, options.correlation, state.z);
    const std::vector<double> chance = Convolve(grid, probabilities);
    const double worst =
        std::accumulate(chance.begin() + static_cast<std::ptrdiff_t>(tail.from), chance.end(), 0.0);
    if (state.weight * worst < kNothing) continue;
    for (std::size_t i = 0; i < grid.order.size(); ++i) {
      const std::size_t length = grid.length[i];
      if (length == 0 || probabilities[i] == 0) continue;
      const double others =
          length > tail.from ? 1.0
                             : OthersInTail(chance, length, probabilities[i], tail.from - length, tail.part);
      contributions[grid.order[i]] += state.weight * probabilities[i] * others * static_cast<double>(length) *
                                      static_cast<double>(grid.unit) / (1 - level);
    }
  }
  return contributions;
}

}  // namespace baton::stats
