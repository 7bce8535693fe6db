#include "stats/share.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/distribution.h"

namespace baton::stats {
namespace {

bool IsLevel(double level) { return level > 0 && level < 1; }

// Of a share among `count`, which need not be whole.
Interval WilsonBand(double share, double count, double level) {
  const double z = NormalQuantile((1 + level) / 2);
  const double whole = 1 + z * z / count;
  const double centre = (share + z * z / (2 * count)) / whole;
  const double half = z * std::sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / whole;
  // At the ends the interval reaches them exactly; rounding must not say otherwise.
  return {share <= 0 ? 0 : std::max(0.0, centre - half), share >= 1 ? 1 : std::min(1.0, centre + half)};
}

}  // namespace

std::optional<Interval> Wilson(std::int64_t k, std::int64_t n, double level) {
  if (n <= 0 || k < 0 || k > n || !IsLevel(level)) return std::nullopt;
  return WilsonBand(static_cast<double>(k) / static_cast<double>(n), static_cast<double>(n), level);
}

std::optional<Difference> Newcombe(std::int64_t first_k, std::int64_t first_n, std::int64_t second_k,
                                   std::int64_t second_n, double level) {
  const auto first = Wilson(first_k, first_n, level);
  const auto second = Wilson(second_k, second_n, level);
  if (!first || !second) return std::nullopt;
  const double one = static_cast<double>(first_k) / static_cast<double>(first_n);
  const double other = static_cast<double>(second_k) / static_cast<double>(second_n);
  const double value = one - other;
  return Difference{value,
                    {value - std::hypot(one - first->low, second->high - other),
                     value + std::hypot(first->high - one, other - second->low)}};
}

std::optional<Interval> Jeffreys(std::int64_t k, std::int64_t n, double level) {
  if (n <= 0 || k < 0 || k > n || !IsLevel(level)) return std::nullopt;
  const double a = static_cast<double>(k) + 0.5;
  const double b = static_cast<double>(n - k) + 0.5;
  return Interval{k == 0 ? 0 : BetaQuantile((1 - level) / 2, a, b),
                  k == n ? 1 : BetaQuantile((1 + level) / 2, a, b)};
}

Answer<Times> TimesAsMany(std::int64_t many, std::int64_t few, double level) {
  constexpr std::int64_t kMost = std::int64_t{1} << 53;
  if (many < 0 || few < 0 || !IsLevel(level)) return No(NoAnswer::out_of_range);
  if (many > kMost || few > kMost) return No(NoAnswer::too_large);
  if (many + few < kFewestForTimes) return No(NoAnswer::too_few);
  const auto share = Jeffreys(many, many + few, level);
  const auto odds = [](double q) { return q / (1 - q); };
  Times times;
  times.low = odds(share->low);
  if (few == 0) return times;
  times.value = static_cast<double>(many) / static_cast<double>(few);
  times.high = odds(share->high);
  return times;
}

std::optional<double> EffectiveNumber(std::span<const double> parts) {
  double total = 0;
  for (const double part : parts) {
    if (!std::isfinite(part) || part < 0) return std::nullopt;
    total += part;
  }
  if (!(total > 0) || !std::isfinite(total)) return std::nullopt;
  double squares = 0;
  for (const double part : parts) squares += part / total * (part / total);
  return 1 / squares;
}

std::optional<Interval> EffectiveNumberBand(std::span<const std::int64_t> counts, double level) {
  if (!IsLevel(level)) return std::nullopt;
  double n = 0;
  for (const std::int64_t count : counts) {
    if (count < 0) return std::nullopt;
    n += static_cast<double>(count);
  }
  if (n < 2) return std::nullopt;
  double squares = 0;
  double cubes = 0;
  for (const std::int64_t count : counts) {
    const double share = static_cast<double>(count) / n;
    squares += share * share;
    cubes += share * share * share;
  }
  const double variance =
      (4 * (n - 2) * cubes + 2 * squares - 2 * (2 * n - 3) * squares * squares) / (n * (n - 1));
  const double half = NormalQuantile((1 + level) / 2) * std::sqrt(std::max(0.0, variance));
  const auto most = static_cast<double>(counts.size());
  const double least = squares - half;  // of the concentration: as broad as can be
  return Interval{std::clamp(1 / (squares + half), 1.0, most),
                  least > 0 ? std::clamp(1 / least, 1.0, most) : most};
}

void Sizes::Add(double size) {
  if (!std::isfinite(size) || size < 0) size = std::numeric_limits<double>::quiet_NaN();
  sum += size;
  squares += size * size;
}

Sizes SizesOf(std::span<const double> sizes) {
  Sizes all;
  for (const double size : sizes) all.Add(size);
  return all;
}

std::optional<SharedSize> ShareOfSizes(const Sizes& ours, const Sizes& others, double level) {
  const double all = ours.sum + others.sum;
  const double squares = ours.squares + others.squares;
  if (!IsLevel(level) || !(all > 0) || !std::isfinite(squares)) return std::nullopt;
  SharedSize result{.share = std::min(1.0, ours.sum / all), .worth = all * all / squares};
  result.band = WilsonBand(result.share, result.worth, level);
  return result;
}

}  // namespace baton::stats
