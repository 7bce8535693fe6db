// How much may be lost where each of several things is lost or not, each with a probability of its own: the whole
// distribution, by exact convolution, no draws.
//
//   const Stake stakes[] = {{120, .35}, {80, .2}, {60, .5}};
//   const auto loss = stats::LossesOf(stakes, {.correlation = .15});
//   loss->mean;                    // what to expect
//   stats::Quantile(*loss, .95);   // a bad year, 1 in 20: more is lost with at most 5%
//   stats::Shortfall(*loss, .95);  // the average of the worst 5%
//   *stats::ShortfallOf(stakes, {.correlation = .15}, .95);  // it alone, without the distribution
//
//   auto joint = stats::JointLosses::Of(stakes, {.correlation = .15}, .95);  // the same, kept for further questions
//   joint->Contributions();          // what each stake adds to the average of the worst 5%; they sum to it
//   joint->ShortfallChange(0, .1);   // how that average changes when the first is lost with 10% only
//   joint->Set(0, .1);               // from now on
//
// Dependence: one factor that all share (Vasicek 1987): where it is z, stake j is lost with the probability
// Phi((Phi^-1(p) - sqrt(c) z) / sqrt(1 - c)), independently of the others; z is standard normal. Each stake's own probability
// stays p, whatever c. The integral over z is the trapezoid rule, which for so smooth an integrand is as good as exact.
//
// A loss is counted in units of total / cells, each value rounded to the nearest: that shifts a loss by at most
// stakes * unit / 2. What is less likely than 1e-16 is cut off the ends at each stake. Mean and variance are of the values as given. Time: stakes * cells, times 65 with correlation.
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
// The same figure of the same grid, in less time: it follows from the mean and from what lies below the quantile, so that nothing
// far above that is worked out. Nothing where LossesOf answers nothing. REQUIRES: 0 < level < 1.
std::optional<double> ShortfallOf(std::span<const Stake> stakes, const LossOptions& options, double level);

// The distribution at each state of the common factor, kept: one stake is taken out of it and put back with another probability
// without a convolution of all of them. Copies are independent. Memory: cells doubles, times 65 with correlation.
class JointLosses {
 public:
  // Nothing where LossesOf answers nothing. REQUIRES: 0 < level < 1.
  static std::optional<JointLosses> Of(std::span<const Stake> stakes, const LossOptions& options,
                                       double level);

  const Losses& losses() const { return losses_; }
  // What each stake is expected to lose in the worst 1 - level (Euler contributions); their sum is the shortfall. Time: that
  // of Of.
  std::vector<double> Contributions() const;
  // What the shortfall would change by if the stake were lost with another probability. A value that the grid rounds keeps its own
  // size, also where it is too small for the grid. Time: cells, times 65 with correlation.
  // REQUIRES: 0 <= probability <= 1.
  double ShortfallChange(std::size_t stake, double probability) const;
  void Set(std::size_t stake, double probability);

 private:
  struct State {  // of the common factor
    double z = 0;
    double weight = 1;
    std::vector<double> lost;    // by stake
    std::vector<double> chance;  // of each loss on the grid
    double in_tail = 0;          // the chance of a loss that is among the worst
  };

  void Sum();  // what follows from the states

  std::vector<Stake> stakes_;
  LossOptions options_;
  double level_ = 0;
  std::vector<std::size_t> length_;  // in units, by stake
  std::vector<State> states_;
  Losses losses_;
  double mean_units_ = 0;      // of the grid's losses
  std::size_t tail_from_ = 0;  // where the worst begin
  double tail_part_ = 0;       // of the chance of just that loss
};

}  // namespace baton::stats
