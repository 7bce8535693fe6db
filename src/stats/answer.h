// What an estimator answers: a value, or why there is none. An estimator never returns NaN, an infinity or a made-up 0 for data
// that cannot tell.
//
//   const stats::Answer<stats::PoissonFit> fit = stats::FitPoisson(panel);
//   if (!fit) Say(fit.error());  // NoAnswer::one_cluster
//
// The reasons are words of the engine; whoever shows one has a sentence of its own for each.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <tl/expected.hpp>

namespace baton::stats {

enum class NoAnswer : std::uint8_t {
  empty,          // no rows, or none is left after those that say nothing
  not_finite,     // NaN or an infinity among the input, or arithmetic that left the numbers
  out_of_range,   // negative where it cannot be, a share beyond 1, lengths that differ
  too_large,      // more than can be counted exactly, or would take too long
  too_few,        // of units, weeks or groups to say anything
  no_variation,   // what should explain does not differ where it would have to
  collinear,      // two explanations that cannot be told apart
  separated,      // the best fit lies at infinity: an explanation that is there only where nothing happened
  one_cluster,    // a spread between units cannot be learned from one
  unbalanced,     // a unit is not there at each time
  no_control,     // nobody to compare with
  not_converged,  // no solution found
};
BOOST_DESCRIBE_ENUM(NoAnswer, empty, not_finite, out_of_range, too_large, too_few, no_variation, collinear,
                    separated, one_cluster, unbalanced, no_control, not_converged)

template <class T>
using Answer = tl::expected<T, NoAnswer>;

inline tl::unexpected<NoAnswer> No(NoAnswer why) { return tl::unexpected<NoAnswer>(why); }

}  // namespace baton::stats
