// Several uncertain estimates of the same thing into one, and each of them nearer to the others; and an estimate together with what was
// believed before.
//
//   const auto pooled = stats::Pool(estimates);                // {effect, standard error} of each manager
//   pooled->mean, pooled->spread;                              // tau: how far managers really differ
//   pooled->shrunk[0].mean, pooled->shrunk[0].own_weight;      // "60% his own data"
//   const auto belief = stats::Update(kUsualPrior, estimate);  // the weighted mean, by precision
//
// Random effects by DerSimonian and Laird, Controlled Clinical Trials 1986; the shrunk values are the posterior means with the mean and
// spread taken as known (Morris, JASA 1983). Pure, thread-safe, O(n).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/answer.h"
#include "stats/share.h"

namespace baton::stats {

struct Estimate {
  double value = 0;
  double standard_error = 0;
};

struct NormalBelief {
  double mean = 0;
  double deviation = 0;
};

struct Updated {
  NormalBelief belief;
  double own_weight = 0;  // of the estimate in the mean, from 0 to 1
};
// No answer: not_finite, out_of_range (a deviation or an error that is not positive).
Answer<Updated> Update(NormalBelief prior, Estimate own);
// REQUIRES: 0 < level < 1.
Interval BandOf(NormalBelief belief, double level = 0.8);
// P(value > than).
double ChanceAbove(NormalBelief belief, double than);

struct Shrunk {
  double mean = 0;
  double own_weight = 0;
};
struct Pooled {
  double mean = 0;
  double standard_error = 0;
  double spread = 0;         // tau; 0: they differ no more than chance, and all get the mean
  double heterogeneity = 0;  // Cochran's Q
  double p_value = 1;        // of Q, chi-squared with k - 1 degrees of freedom
  std::vector<Shrunk> shrunk;
};
// No answer: too_few (fewer than two), not_finite, out_of_range (an error that is not positive).
Answer<Pooled> Pool(std::span<const Estimate> estimates);

// The smallest effect that is found with that chance by a two-sided test: (z_{1-alpha/2} + z_power) * standard error; 2.8 errors.
// No answer: out_of_range, not_finite.
Answer<double> DetectableEffect(double standard_error, double power = 0.8, double alpha = 0.05);
// How many events it takes for that: the information on b is about events times the variance of x within units. `deviation` is that of
// x within a unit. No answer: out_of_range (an effect of 0 or a deviation that is not positive), not_finite.
Answer<double> EventsNeeded(double effect, double deviation, double power = 0.8, double alpha = 0.05);

}  // namespace baton::stats
