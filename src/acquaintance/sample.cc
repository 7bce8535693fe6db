#include "acquaintance/sample.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <utility>

namespace baton::acquaintance {
namespace {

// From 0 to below `count`; the same with every standard library, which a distribution of <random> is not.
std::size_t Draw(std::mt19937_64& random, std::size_t count) { return random() % count; }

}  // namespace

std::vector<std::size_t> FairSample(std::span<const double> strengths, std::size_t most, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::size_t> places(strengths.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::ranges::stable_sort(places, {}, [&](std::size_t i) { return strengths[i]; });
  std::vector<std::size_t> drawn;
  const std::size_t parts = std::min(most, places.size());
  for (std::size_t part = 0; part < parts; ++part) {
    const std::size_t begin = part * places.size() / parts;
    const std::size_t end = (part + 1) * places.size() / parts;
    drawn.push_back(places[begin + Draw(random, end - begin)]);
  }
  for (std::size_t i = drawn.size(); i > 1; --i) std::swap(drawn[i - 1], drawn[Draw(random, i)]);
  return drawn;
}

}  // namespace baton::acquaintance
