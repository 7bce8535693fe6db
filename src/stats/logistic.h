// How likely something is, by what is known of each case, where something was believed of it before and the cases are few: the most
// likely coefficients of a logistic regression with normal priors (MAP), and how sure one is of each (Laplace).
//
//   const stats::Cases cases{lost, {shares, years}, believed_logits};
//   const auto fit = stats::FitLogistic(cases, {{0, .5}, {0, 1}, {0, .3}});  // of the level, then of each explanation
//   fit->coefficients[0];                  // what the level moves by
//   fit->Spread(0);                        // one standard deviation
//
// Minimises -sum(log likelihood) + sum (b - mean)^2 / (2 spread^2) by Newton's method with halved steps (Bishop, Pattern Recognition and
// Machine Learning 2006, 4.4 and 4.5.1). With normal priors that is strictly convex: there is exactly one answer, also where the cases
// are separated, all alike or none at all; with none it is the prior. An offset is a part of the logit that is not estimated. Pure,
// thread-safe. Time: cases * explanations^2 * some 8 steps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/answer.h"

namespace baton::stats {

struct Cases {
  std::span<const std::uint8_t> outcomes;                  // 1: it happened
  std::vector<std::span<const double>> explanations = {};  // each with a value a case
  std::span<const double> offsets = {};                    // none: 0 each
};

struct Prior {
  double mean = 0;
  double spread = 1;  // one standard deviation, above 0
};

struct LogisticFit {
  std::vector<double> coefficients;  // of the level, then of each explanation
  std::vector<double> covariance;    // row after row
  double log_likelihood = 0;         // of the cases, without the priors
  int steps = 0;

  double Spread(std::size_t coefficient) const;
};

// No answer: out_of_range for lengths that differ, a spread that is not above 0, an outcome beyond 1; not_finite.
Answer<LogisticFit> FitLogistic(const Cases& cases, std::span<const Prior> priors);

// How good chances are against what happened.
struct Score {
  double brier = 0;  // mean of (chance - outcome)^2 (Brier 1950); 0 is best
  double log = 0;    // mean of -log of the chance of what happened; 0 is best
};
// No answer: empty; out_of_range for lengths that differ or a chance beyond 0 and 1; a chance of 0 or 1 that was wrong: not_finite.
Answer<Score> ScoreOf(std::span<const double> chances, std::span<const std::uint8_t> outcomes);

// Cases in order of their chance, in parts of about the same size: what was said beside what happened.
struct Reliability {
  double said = 0;  // the mean chance
  std::int64_t happened = 0;
  std::int64_t count = 0;
};
std::vector<Reliability> ReliabilityOf(std::span<const double> chances,
                                       std::span<const std::uint8_t> outcomes, std::size_t parts);

double Logit(double probability);
double Logistic(double logit);

}  // namespace baton::stats
