#include "stats/distribution.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace baton::stats {
namespace {

namespace bm = boost::math;

// No exceptions, no errno: what is out of range is NaN. Doubles stay doubles, which is exact enough and several times faster.
using Policy = bm::policies::policy<bm::policies::domain_error<bm::policies::ignore_error>,
                                    bm::policies::pole_error<bm::policies::ignore_error>,
                                    bm::policies::overflow_error<bm::policies::ignore_error>,
                                    bm::policies::underflow_error<bm::policies::ignore_error>,
                                    bm::policies::rounding_error<bm::policies::ignore_error>,
                                    bm::policies::evaluation_error<bm::policies::ignore_error>,
                                    bm::policies::promote_double<false>>;

}  // namespace

double NormalQuantile(double probability) {
  return bm::quantile(bm::normal_distribution<double, Policy>(), probability);
}
double NormalBelow(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

double StudentQuantile(double probability, double degrees) {
  return bm::quantile(bm::students_t_distribution<double, Policy>(degrees), probability);
}
double StudentBeyond(double t, double degrees) {
  return 2 * bm::cdf(bm::complement(bm::students_t_distribution<double, Policy>(degrees), std::abs(t)));
}
double ChiSquaredBeyond(double x, double degrees) {
  return bm::cdf(bm::complement(bm::chi_squared_distribution<double, Policy>(degrees), x));
}
double FisherBeyond(double f, double first, double second) {
  return bm::cdf(bm::complement(bm::fisher_f_distribution<double, Policy>(first, second), f));
}

double GammaBelow(double x, double shape, double rate) {
  if (x <= 0) return 0;
  return bm::gamma_p(shape, rate * x, Policy());
}
double GammaQuantile(double probability, double shape, double rate) {
  return bm::quantile(bm::gamma_distribution<double, Policy>(shape, 1 / rate), probability);
}

double BetaBelow(double x, double a, double b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return bm::ibeta(a, b, x, Policy());
}
double BetaQuantile(double probability, double a, double b) {
  return bm::quantile(bm::beta_distribution<double, Policy>(a, b), probability);
}

double LogGamma(double x) { return bm::lgamma(x, Policy()); }
double Digamma(double x) { return bm::digamma(x, Policy()); }
double LogBeta(double a, double b) { return LogGamma(a) + LogGamma(b) - LogGamma(a + b); }

}  // namespace baton::stats
