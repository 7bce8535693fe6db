#include "stats/loss.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

#include "stats/convolution.h"

namespace baton::stats {
namespace {

constexpr double kLargestTotal = 9'007'199'254'740'992.0;  // 2^53

constexpr int kStepsAside = 28;  // from the middle: beyond 7 lies 3e-12 of the normal distribution
constexpr double kFactorStep = 0.25;
constexpr double kNothing = 1e-13;  // a chance that no contribution shows
constexpr double kCut = 1e-16;  // so much of the whole may be cut off an end of a distribution at each stake
constexpr double kUsualReach = 3;  // standard deviations above the mean: the quantile of 95% lies below

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

double ThresholdOf(double probability) {
  if (probability <= 0) return -INFINITY;
  if (probability >= 1) return INFINITY;
  return quantile(boost::math::normal(), probability);
}

// With which a stake is lost where the common factor is z.
double LostAt(double probability, double threshold, double correlation, double z) {
  if (correlation == 0) return probability;
  const double reach = (threshold - std::sqrt(correlation) * z) / std::sqrt(1 - correlation);
  return std::erfc(-reach / std::sqrt(2.0)) / 2;
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
  for (const std::size_t j : grid.order) {
    const double p = stakes[j].probability;
    grid.length.push_back(static_cast<std::size_t>((stakes[j].value + grid.unit / 2) / grid.unit));
    grid.threshold.push_back(ThresholdOf(p));
    grid.size += grid.length.back();
  }
  return grid;
}

// In the grid's order.
std::vector<double> ProbabilitiesAt(std::span<const Stake> stakes, const Grid& grid, double correlation,
                                    double z) {
  std::vector<double> probabilities;
  for (std::size_t i = 0; i < grid.order.size(); ++i) {
    probabilities.push_back(LostAt(stakes[grid.order[i]].probability, grid.threshold[i], correlation, z));
  }
  return probabilities;
}

std::vector<double> Convolve(const Grid& grid, const std::vector<double>& probabilities) {
  Convolution convolution(grid.length, grid.size);
  convolution.Run(probabilities, 0);
  std::vector<double> chance(grid.size, 0);
  convolution.AddTo(chance, 1);
  return chance;
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

// Of the mean, what lies in the worst: the lower part is taken off the whole, so that nothing above the tail's beginning is needed.
double ShortfallBelow(const std::vector<double>& chance, std::size_t upto, double mean, double level) {
  double below = 0;
  double sum = 0;
  for (std::size_t x = 0; x <= upto; ++x) {
    if (below + chance[x] >= level) {
      return (mean - sum - static_cast<double>(x) * (level - below)) / (1 - level);
    }
    below += chance[x];
    sum += static_cast<double>(x) * chance[x];
  }
  return (mean - sum) / (1 - level);
}

}  // namespace

std::optional<Losses> LossesOf(std::span<const Stake> stakes, const LossOptions& options) {
  if (!IsSound(stakes, options)) return std::nullopt;
  const Grid grid = GridOf(stakes, options);
  Losses losses{.unit = grid.unit, .chance = std::vector<double>(grid.size, 0)};
  Convolution convolution(grid.length, grid.size);
  double square = 0;
  for (const State& state : StatesOf(options.correlation)) {
    const std::vector<double> probabilities = ProbabilitiesAt(stakes, grid, options.correlation, state.z);
    convolution.Run(probabilities, kCut / state.weight);
    convolution.AddTo(losses.chance, state.weight);
    double mean = 0;
    double variance = 0;
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

std::optional<double> ShortfallOf(std::span<const Stake> stakes, const LossOptions& options, double level) {
  if (!IsSound(stakes, options)) return std::nullopt;
  const Grid grid = GridOf(stakes, options);
  const std::vector<State> states = StatesOf(options.correlation);
  std::vector<std::vector<double>> probabilities;  // by state
  double mean = 0;                                 // in units, as what follows
  double square = 0;
  for (const State& state : states) {
    probabilities.push_back(ProbabilitiesAt(stakes, grid, options.correlation, state.z));
    double mean_there = 0;
    double variance = 0;
    for (std::size_t i = 0; i < grid.length.size(); ++i) {
      const auto length = static_cast<double>(grid.length[i]);
      const double lost = probabilities.back()[i];
      mean_there += length * lost;
      variance += length * length * lost * (1 - lost);
    }
    mean += state.weight * mean_there;
    square += state.weight * (variance + mean_there * mean_there);
  }
  double reach = mean + kUsualReach * std::sqrt(std::max(0.0, square - mean * mean)) + 1;
  for (;; reach *= 2) {
    const std::size_t size =
        reach < static_cast<double>(grid.size) ? static_cast<std::size_t>(reach) + 1 : grid.size;
    std::vector<double> chance(size, 0);
    Convolution convolution(grid.length, size);
    for (std::size_t i = 0; i < states.size(); ++i) {
      convolution.Run(probabilities[i], kCut / states[i].weight);
      convolution.AddTo(chance, states[i].weight);
    }
    if (size == grid.size || std::accumulate(chance.begin(), chance.end(), 0.0) >= level) {
      return ShortfallBelow(chance, size - 1, mean, level) * static_cast<double>(grid.unit);
    }
  }
}

std::optional<JointLosses> JointLosses::Of(std::span<const Stake> stakes, const LossOptions& options,
                                           double level) {
  if (!IsSound(stakes, options)) return std::nullopt;
  const Grid grid = GridOf(stakes, options);
  JointLosses joint;
  joint.stakes_.assign(stakes.begin(), stakes.end());
  joint.options_ = options;
  joint.level_ = level;
  joint.losses_.unit = grid.unit;
  joint.length_.resize(stakes.size());
  for (std::size_t i = 0; i < grid.order.size(); ++i) joint.length_[grid.order[i]] = grid.length[i];
  for (const auto& [z, weight] : StatesOf(options.correlation)) {
    const std::vector<double> probabilities = ProbabilitiesAt(stakes, grid, options.correlation, z);
    State state{.z = z, .weight = weight, .lost = std::vector<double>(stakes.size())};
    for (std::size_t i = 0; i < grid.order.size(); ++i) state.lost[grid.order[i]] = probabilities[i];
    state.chance = Convolve(grid, probabilities);
    joint.states_.push_back(std::move(state));
  }
  joint.Sum();
  return joint;
}

void JointLosses::Sum() {
  losses_.chance.assign(states_.front().chance.size(), 0);
  losses_.mean = 0;
  mean_units_ = 0;
  double square = 0;
  for (const State& state : states_) {
    for (std::size_t x = 0; x < state.chance.size(); ++x) losses_.chance[x] += state.weight * state.chance[x];
    double mean = 0;
    double variance = 0;
    for (std::size_t j = 0; j < stakes_.size(); ++j) {
      const auto value = static_cast<double>(stakes_[j].value);
      mean += value * state.lost[j];
      variance += value * value * state.lost[j] * (1 - state.lost[j]);
      mean_units_ += state.weight * state.lost[j] * static_cast<double>(length_[j]);
    }
    losses_.mean += state.weight * mean;
    square += state.weight * (variance + mean * mean);
  }
  losses_.variance = std::max(0.0, square - losses_.mean * losses_.mean);
  const Tail tail = TailOf(losses_.chance, level_);
  tail_from_ = tail.from;
  tail_part_ = tail.part;
  for (State& state : states_) {
    double below = 0;
    for (std::size_t x = 0; x < tail_from_; ++x) below += state.chance[x];
    state.in_tail = std::max(0.0, 1 - below - (1 - tail_part_) * state.chance[tail_from_]);
  }
}

std::vector<double> JointLosses::Contributions() const {
  std::vector<double> contributions(stakes_.size(), 0);
  for (const State& state : states_) {
    if (state.weight * state.in_tail < kNothing) continue;
    for (std::size_t j = 0; j < stakes_.size(); ++j) {
      const std::size_t length = length_[j];
      if (length == 0 || state.lost[j] == 0) continue;
      double others_in_tail = 1;
      if (length <= tail_from_) {
        const std::size_t rest = tail_from_ - length;
        const std::vector<double> others = TakeOut(state.chance, length, state.lost[j], rest);
        others_in_tail = 0;  // where even all of the others do not reach it
        if (rest < others.size()) {
          const auto end = others.begin() + static_cast<std::ptrdiff_t>(rest);
          others_in_tail =
              std::max(0.0, 1 - std::accumulate(others.begin(), end, 0.0) - (1 - tail_part_) * others[rest]);
        }
      }
      contributions[j] += state.weight * state.lost[j] * others_in_tail * static_cast<double>(length) *
                          static_cast<double>(losses_.unit) / (1 - level_);
    }
  }
  return contributions;
}

double JointLosses::ShortfallChange(std::size_t stake, double probability) const {
  const std::size_t length = length_[stake];
  const auto value = static_cast<double>(stakes_[stake].value);
  const double threshold = ThresholdOf(probability);
  // Less likely, the tail begins no later; more likely, it begins at most one such loss later.
  const std::size_t upto = std::min(losses_.chance.size() - 1,
                                    tail_from_ + (probability > stakes_[stake].probability ? length : 0));
  std::vector<double> moved(upto + 1, 0);  // the chance that comes off a loss of x and on one of x + length
  double mean_change = 0;                  // in units
  double small = 0;
  for (const State& state : states_) {
    const double change = LostAt(probability, threshold, options_.correlation, state.z) - state.lost[stake];
    mean_change += state.weight * change * static_cast<double>(length);
    small += state.weight * change * state.in_tail;
    if (length == 0 || state.weight * std::abs(change) < kNothing) continue;
    const std::vector<double> others = TakeOut(state.chance, length, state.lost[stake], upto);
    const double share = state.weight * change;
    for (std::size_t x = 0; x < std::min(moved.size(), others.size()); ++x) moved[x] += share * others[x];
  }
  if (length == 0) return value * small / (1 - level_);
  std::vector<double> chance(losses_.chance.begin(),
                             losses_.chance.begin() + static_cast<std::ptrdiff_t>(upto) + 1);
  const double before = ShortfallBelow(chance, upto, mean_units_, level_);
  for (std::size_t x = 0; x <= upto; ++x) chance[x] -= moved[x] - (x >= length ? moved[x - length] : 0);
  return value / static_cast<double>(length) *
         (ShortfallBelow(chance, upto, mean_units_ + mean_change, level_) - before);
}

void JointLosses::Set(std::size_t stake, double probability) {
  const std::size_t length = length_[stake];
  const double threshold = ThresholdOf(probability);
  stakes_[stake].probability = probability;
  for (State& state : states_) {
    const double lost = LostAt(probability, threshold, options_.correlation, state.z);
    if (length > 0) {
      const std::vector<double> others =
          TakeOut(state.chance, length, state.lost[stake], state.chance.size());
      std::fill(state.chance.begin(), state.chance.end(), 0);
      for (std::size_t x = 0; x < others.size(); ++x) {
        state.chance[x] += (1 - lost) * others[x];
        state.chance[x + length] += lost * others[x];
      }
    }
    state.lost[stake] = lost;
  }
  Sum();
}

}  // namespace baton::stats
