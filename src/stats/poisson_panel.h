// Whether more of something (coaching hours) goes with more events (wins), for the same unit in other weeks and net of what moved
// everybody that week: Poisson regression with effects of units and periods.
//
//   const stats::Panel panel{units, periods, wins, opportunities, {hours_before}};
//   const auto fit = stats::FitPoisson(panel);
//   fit->coefficients[0];                  // 0.15: one hour a week goes with exp(0.15) - 1 = 16% more
//   stats::BandOf(*fit, 0, .95);           // from 12 clusters: t with 11 degrees of freedom
//   stats::Wald(*leads_fit, {{1, 2, 3, 4}});  // whether hours after the wins "explain" them: they must not
//
// Model: E[y] = exposure * exp(unit + period + x b), y need not be Poisson: b is consistent for the conditional mean (Gourieroux, Monfort and
// Trognon, Econometrica 1984; Wooldridge, J. Econometrics 1999). Solved by IRLS, the effects taken out of each step (two_way.h; Correia,
// Guimaraes and Zylkin, Stata Journal 2020). Standard errors: sandwich, clustered by unit (Liang and Zeger 1986). Units and periods in which
// nothing happened tell nothing and are dropped, and counted, until none is left. It says nothing of causes: methods of the caller.
// Pure, thread-safe. Time: about rows * periods / 2 * 8 steps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/answer.h"
#include "stats/share.h"

namespace baton::stats {

struct Panel {
  std::span<const std::uint32_t>
      units;  // of each row, any numbers; a unit may be there once, often or twice in a period
  std::span<const std::uint32_t> periods;                  // any numbers, any order
  std::span<const double> counts;                          // not negative
  std::span<const double> exposures = {};                  // positive; none: 1 each
  std::vector<std::span<const double>> explanations = {};  // at least one; each in its own unit
};

struct PoissonFit {
  std::vector<double> coefficients;  // log points per unit of each explanation
  // Without a factor for few clusters; row after row. With it: times FactorOf.
  std::vector<double> covariance;
  std::vector<double> model_covariance;  // if the counts were Poisson and independent
  std::int64_t rows = 0;
  std::int64_t units = 0;  // the clusters
  std::int64_t periods = 0;
  std::int64_t dropped_rows = 0;
  std::int64_t dropped_units = 0;
  std::int64_t dropped_periods = 0;
  double events = 0;
  double deviance = 0;
  double log_likelihood = 0;
  double dispersion = 0;  // Pearson's: 1 where counts are as Poisson
  // What each unit adds to each coefficient, about: without unit u it would be less by influence[u * explanations + k].
  std::vector<std::uint32_t> unit_ids;
  std::vector<double> influence;
};

struct PoissonOptions {
  std::size_t dense = 500;  // two_way.h
};

// No answer: empty (no row, or nothing ever happened), not_finite, out_of_range (negative counts, exposures that are not positive,
// lengths that differ, no explanation), too_large (2^31 rows, counts beyond 2^53), one_cluster, too_few (as many
// parameters as rows), no_variation (one explanation, all of it explained by unit and week), collinear (several that cannot be
// told apart), separated, not_converged.
Answer<PoissonFit> FitPoisson(const Panel& panel, const PoissonOptions& options = {});

// none: 1. clusters: G/(G-1). full: G/(G-1) * (n-1)/(n-K), K without the effects of units, which are nested in the clusters (as fixest).
enum class SmallSample : std::uint8_t { none, clusters, full };
double FactorOf(const PoissonFit& fit, SmallSample correction);
double StandardError(const PoissonFit& fit, std::size_t which, SmallSample correction = SmallSample::full);
// By t with G - 1 degrees of freedom. REQUIRES: 0 < level < 1.
Interval BandOf(const PoissonFit& fit, std::size_t which, double level,
                SmallSample correction = SmallSample::full);

struct JointTest {
  double statistic = 0;  // Wald's, divided by how many
  double p_value = 1;    // by F(how many, G - 1)
};
// Whether those coefficients are all 0. No answer: empty, out_of_range, too_few (not fewer than clusters), collinear. That it is not
// rejected proves nothing.
Answer<JointTest> Wald(const PoissonFit& fit, std::span<const std::size_t> which,
                       SmallSample correction = SmallSample::full);

// The smallest and the largest that a coefficient becomes with any one unit left out: refitted without each of the `refits` units
// with the most influence, all where there are no more. No answer: where one of those fits has none.
Answer<Interval> WithoutAnyOne(const Panel& panel, const PoissonFit& fit, std::size_t which,
                               std::size_t refits = 40);

}  // namespace baton::stats
