// Which of a person's ties the person is asked about: as many strong as weak ones, in an order that tells nothing of the score.
//
//   for (const std::size_t i : FairSample(strengths, 20, seed)) ... ties[i] ...
//
// The ties by strength are cut into as many equal parts as are asked for, and one is drawn from each. Pure; the same seed, the same
// sample.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace baton::acquaintance {

// Places in `strengths`, each once; all of them where there are no more than `most`.
std::vector<std::size_t> FairSample(std::span<const double> strengths, std::size_t most, std::uint64_t seed);

}  // namespace baton::acquaintance
