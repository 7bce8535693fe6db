// How much may be lost where each of several things is lost or not, each with a probability of its own: the whole
// distribution, by exact convolution, no draws.
//
//   const Stake stakes[] = {{120, .35}, {80, .2}, {60, .5}};
//   const auto loss = stats::LossesOf(stakes, {.correlation = .15});
//   loss->mean;                    // what to expect
//   stats::Quantile(*loss, .95);   // a bad year, 1 in 20: more is lost with at most 5%
//   stats::Shortfall(*loss, .95);  // the average of the worst 5%
//   stats::Contributions(stakes, {.correlation = .15}, .95);  // what each stake adds to it; they sum to it
//
// Dependence: one factor that all share (Vasicek 1987): where it is z, stake j is lost with the probability
// Phi((Phi^-1(p) - sqrt(c) z) / sqrt(1 - c)), independently of the others; z is standard normal. Each stake's own probability
// stays p, whatever c. The integral over z is the trapezoid rule, which for so smooth an integrand is as good as exact.
//
// A loss is counted in units of total / cells, each value rounded to the nearest: that shifts a loss by at most
// stakes * unit / 2. Mean and variance are of the values as given. Time: stakes * cells, times 65 with correlation.
// Nothing where a probability is not in [0, 1], a value is negative, the values sum to more than 2^53, the correlation is
// not in [0, 1) or cells < 1. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace baton::stats {

struct Stake {
  std::int64_t value = 0;
  double probability = 0;
};

struct LossOptions {
  double correlation = 0;
  int cells = 10'000;
};

struct Losses {
  std::int64_t unit = 1;
  std::vector<double> chance;  // of a loss of i * unit
  double mean = 0;
  double variance = 0;
};

std::optional<Losses> LossesOf(std::span<const Stake> stakes, const LossOptions& options = {});

// The smallest loss that is not exceeded with at least `level` (value at risk). REQUIRES: 0 < level < 1.
double Quantile(const Losses& losses, double level);
// The mean of the worst 1 - level, where of the chance of the quantile itself only the part counts that is needed (Acerbi
// and Tasche 2002): never below the quantile. REQUIRES: 0 < level < 1.
double Shortfall(const Losses& losses, double level);
// What each stake is expected to lose in those worst cases (Euler contributions); their sum is the shortfall. Nothing
// where LossesOf answers nothing. Time: twice that of LossesOf. REQUIRES: 0 < level < 1.
std::optional<std::vector<double>> Contributions(std::span<const Stake> stakes, const LossOptions& options,
                                                 double level);

}  // namespace baton::stats
