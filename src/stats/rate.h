// How often something happens, such as wins per hour of own selling, and how likely a thing is, such as winning a deal, where there
// is little to go by: the own count pulled towards what is known of others, as much as the little there is deserves.
//
//   const auto prior = stats::LearnRates(team, product_prior);             // {wins, hours} of each of the team
//   const auto belief = stats::After(prior->prior, {.events = 3, .exposure = 40});
//   stats::MeanOf(*belief), stats::BandOf(*belief, .8);                    // 0.06, likely 0.03 to 0.10
//   stats::OwnWeight(prior->prior, 40);                                    // "33% your data"
//   stats::ChanceHigher(mine, theirs);                                     // 0.81
//   const auto won = stats::LearnShares(team, 12, {1, 1});                 // {won, closed} of each of the team
//   stats::After(won->prior, 5, 7);                                        // of somebody who won 5 of 7
//
// Gamma-Poisson: w ~ Gamma(shape a, rate b), y | w ~ Poisson(w e); then w | y ~ Gamma(a + y, b + e), whose mean is B y/e + (1-B) a/b
// with B = e / (b + e). Beta-binomial: p ~ Beta(a, b), then Beta(a + k, b + n - k). Sources: Gelman et al., Bayesian Data Analysis
// (3rd ed., 2.4, 2.6); the prior by type-II maximum likelihood: Robbins 1956, Clayton and Kaldor, Biometrics 1987. Exposures are in
// any unit, the same everywhere. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <span>

#include "stats/answer.h"
#include "stats/share.h"

namespace baton::stats {

inline constexpr double kLikely = 0.8;  // the level of a "likely" range

struct EventCount {
  double events = 0;  // a whole number
  double exposure =
      0;  // hours, weeks, opportunities; an hour that nobody logged is missing, not 0: see IsLoggedEnough
};

struct GammaBelief {
  double shape = 0;  // as if it came from so many events
  double rate = 0;   // in so much exposure
};

struct BetaBelief {
  double a = 0;
  double b = 0;
};

enum class PriorFrom : std::uint8_t {
  learned,  // from how these units differ
  pooled,   // from their common rate: they do not differ more than chance, or are fewer than five
  product,  // what the caller gave: nothing happened, or nobody was there
};
struct RatePrior {
  GammaBelief prior;
  PriorFrom from = PriorFrom::product;
};

// Fewer units tell nothing of how units differ (methods; judgement).
inline constexpr int kFewestUnits = 5;
// With a pooled prior the own data have at most this weight: one common rate is no knowledge of the person (judgement).
inline constexpr double kPooledWeight = 0.5;

// The prior of one unit among others: maximises the sum of log NegBin(y_i; size a, probability b / (b + e_i)). Pooled where there are
// fewer than kFewestUnits or no overdispersion (a runs to infinity): then it is worth `own_exposure`, so that the own data weigh
// kPooledWeight. `product` where no exposure or no event is there. Units without exposure are left out.
// No answer: not_finite; out_of_range for a negative count, one that is not whole, events without exposure, or a product prior or an
// own_exposure that is none; too_large beyond 2^53. Time: some hundred passes over the units.
Answer<RatePrior> LearnRates(std::span<const EventCount> units, double own_exposure, GammaBelief product);

struct ShareCount {
  std::int64_t k = 0;
  std::int64_t n = 0;
};
struct SharePrior {
  BetaBelief prior;
  PriorFrom from = PriorFrom::product;
};
// The same of shares: maximises the sum of log BetaBinomial(k_i; n_i, a, b), with the same guards; a pooled prior is worth `own_n`, and is
// kept off 0 and 1 by half an observation of both kinds. `product` where nothing was tried.
// No answer: out_of_range unless 0 <= k <= n, for a negative own_n, and where the product prior is none; too_large beyond 2^53. Time: some
// thousand passes over the largest n.
Answer<SharePrior> LearnShares(std::span<const ShareCount> units, std::int64_t own_n, BetaBelief product);

// No answer as above. An exposure of 0 with no events leaves the prior as it is.
Answer<GammaBelief> After(GammaBelief prior, EventCount own);
// No answer: out_of_range unless 0 <= k <= n, and where the prior is none.
Answer<BetaBelief> After(BetaBelief prior, std::int64_t k, std::int64_t n);

double MeanOf(GammaBelief belief);
double MeanOf(BetaBelief belief);
// How much of the mean is the own data: from 0 to 1.
double OwnWeight(GammaBelief prior, double exposure);
double OwnWeight(BetaBelief prior, std::int64_t n);
// The middle `level` of it, tails alike. REQUIRES: 0 < level < 1.
Interval BandOf(GammaBelief belief, double level = kLikely);
Interval BandOf(BetaBelief belief, double level = kLikely);

// P(first > second) of two independent rates: I_{b2/(b1+b2)}(a2, a1). No answer: out_of_range where one is none.
Answer<double> ChanceHigher(GammaBelief first, GammaBelief second);
// The same of two shares, as the mean of P(second < x) over 256 quantiles x of the first: to about 1e-4.
Answer<double> ChanceHigher(BetaBelief first, BetaBelief second);

// Whether a ratio per logged hour may be shown: at least 60% of the working weeks have an entry (judgement).
bool IsLoggedEnough(std::int64_t logged_weeks, std::int64_t working_weeks);

// Observed to expected with its range: 1 is as expected. Gamma(a + O, b + E) with a = b = `prior_weight` (as if so many more had been
// expected and seen): a small expectation stays near 1. No answer: as After.
struct Ratio {
  double value = 1;
  Interval band = {0, 1};
};
Answer<Ratio> ObservedToExpected(double observed, double expected, double prior_weight = 1,
                                 double level = kLikely);

}  // namespace baton::stats
