// The distributions that the estimators need, by Boost.Math (header-only, far too slow to compile to be included by others).
//
//   NormalQuantile(.9);          // 1.2816
//   StudentQuantile(.975, 11);   // 2.2010: for an interval from 12 clusters
//   BetaQuantile(.1, 27.5, 11.5);
//
// Where a parameter or a probability is out of its range, or NaN, the answer is NaN: callers check theirs first, and say why. Pure,
// thread-safe.
#pragma once

namespace baton::stats {

double NormalQuantile(double probability);  // 0 < probability < 1
double NormalBelow(double z);               // Phi(z)
double StudentQuantile(double probability, double degrees);
double StudentBeyond(double t, double degrees);     // both tails: how often chance alone is as far from 0
double ChiSquaredBeyond(double x, double degrees);  // the upper tail
double FisherBeyond(double f, double first, double second);  // the upper tail of F

// Gamma with a shape and a rate (mean shape / rate).
double GammaBelow(double x, double shape, double rate);
double GammaQuantile(double probability, double shape, double rate);

// Beta(a, b), mean a / (a + b).
double BetaBelow(double x, double a, double b);  // the regularized incomplete beta function I_x(a, b)
double BetaQuantile(double probability, double a, double b);

double LogGamma(double x);  // x > 0; std::lgamma writes a global
double Digamma(double x);   // x > 0
double LogBeta(double a, double b);

}  // namespace baton::stats
