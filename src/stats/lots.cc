#include "stats/lots.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace baton::stats {
namespace {

struct Stratum {
  std::vector<double> drawn;     // less its mean
  std::vector<double> outcomes;  // less their mean: the same statistic, and less rounding
};

// splitmix64 (Steele, Lea and Flood 2014): the standard says how std::mt19937_64 draws, but not how std::shuffle does.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}

  // Below `limit`, each as likely: what would favour the small ones is drawn again.
  std::uint64_t Below(std::uint64_t limit) {
    const std::uint64_t rest = (0 - limit) % limit;
    for (;;) {
      const std::uint64_t drawn = Next();
      if (drawn >= rest) return drawn % limit;
    }
  }

 private:
  std::uint64_t Next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::uint64_t state_;
};

double StatisticOf(const Stratum& stratum) {
  double sum = 0;
  for (std::size_t i = 0; i < stratum.drawn.size(); ++i) sum += stratum.drawn[i] * stratum.outcomes[i];
  return sum;
}

void Centre(std::vector<double>& values) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (double& value : values) value -= mean;
}

bool IsVaried(const std::vector<double>& values) {
  return std::ranges::any_of(values, [&](double value) { return value != values.front(); });
}

// How many different arrangements there are, `limit` + 1 where more.
std::int64_t CountOf(const std::vector<Stratum>& strata, std::int64_t limit) {
  double count = 1;
  for (const Stratum& stratum : strata) {
    std::map<double, int> equal;
    for (std::size_t i = 0; i < stratum.drawn.size(); ++i) {
      count *= static_cast<double>(i + 1) / ++equal[stratum.drawn[i]];
    }
    if (count > static_cast<double>(limit) + 0.5) return limit + 1;
  }
  return std::llround(count);
}

class Tally {
 public:
  // Sums in another order differ in the last digits: equal within them is as large.
  Tally(double observed, double scale) : observed_(observed), slack_(1e-10 * scale) {}
  void Add(double statistic) {
    ++all_;
    as_large_ += statistic >= observed_ - slack_ ? 1 : 0;
    as_far_ += std::abs(statistic) >= std::abs(observed_) - slack_ ? 1 : 0;
  }
  std::int64_t all() const { return all_; }
  double Share(bool is_two_sided, int more) const {
    return static_cast<double>((is_two_sided ? as_far_ : as_large_) + more) /
           static_cast<double>(all_ + more);
  }

 private:
  double observed_;
  double slack_;
  std::int64_t all_ = 0;
  std::int64_t as_large_ = 0;
  std::int64_t as_far_ = 0;
};

// Each arrangement of the strata from `first` on, with what those before add.
void Enumerate(std::vector<Stratum>& strata, std::size_t first, double before, Tally& tally) {
  if (first == strata.size()) {
    tally.Add(before);
    return;
  }
  std::ranges::sort(strata[first].drawn);
  do {
    Enumerate(strata, first + 1, before + StatisticOf(strata[first]), tally);
  } while (std::next_permutation(strata[first].drawn.begin(), strata[first].drawn.end()));
}

}  // namespace

Answer<LotTest> TestLots(std::span<const Lot> lots, const LotOptions& options) {
  if (lots.empty()) return No(NoAnswer::empty);
  if (options.draws < 1) return No(NoAnswer::out_of_range);
  std::map<std::uint32_t, Stratum> of_name;
  for (const Lot& lot : lots) {
    if (!std::isfinite(lot.drawn) || !std::isfinite(lot.outcome)) return No(NoAnswer::not_finite);
    of_name[lot.stratum].drawn.push_back(lot.drawn);
    of_name[lot.stratum].outcomes.push_back(lot.outcome);
  }
  std::vector<Stratum> strata;
  bool has_outcomes = false;
  double squares = 0;
  double scale = 0;
  double observed = 0;
  for (auto& [name, stratum] : of_name) {
    if (!IsVaried(stratum.drawn)) continue;
    has_outcomes = has_outcomes || IsVaried(stratum.outcomes);
    Centre(stratum.drawn);
    Centre(stratum.outcomes);
    for (std::size_t i = 0; i < stratum.drawn.size(); ++i) {
      squares += stratum.drawn[i] * stratum.drawn[i];
      scale += std::abs(stratum.drawn[i] * stratum.outcomes[i]);
    }
    observed += StatisticOf(stratum);
    strata.push_back(std::move(stratum));
  }
  if (strata.empty() || !has_outcomes) return No(NoAnswer::no_variation);
  if (!std::isfinite(scale) || !std::isfinite(squares) || !(squares > 0)) return No(NoAnswer::not_finite);

  LotTest test;
  test.effect = observed / squares;
  test.strata = static_cast<std::int64_t>(strata.size());
  Tally tally(observed, scale);
  const std::int64_t arrangements = CountOf(strata, options.exact);
  test.is_exact = arrangements <= options.exact;
  if (test.is_exact) {
    Enumerate(strata, 0, 0, tally);
  } else {
    Draws draws(options.seed);
    for (std::int64_t draw = 0; draw < options.draws; ++draw) {
      double statistic = 0;
      for (Stratum& stratum : strata) {
        for (std::size_t i = stratum.drawn.size(); i > 1; --i)
          std::swap(stratum.drawn[i - 1], stratum.drawn[draws.Below(i)]);
        statistic += StatisticOf(stratum);
      }
      tally.Add(statistic);
    }
  }
  // What was drawn is itself among all arrangements, but not among those drawn here.
  const int more = test.is_exact ? 0 : 1;
  test.arrangements = tally.all();
  test.p_value = tally.Share(false, more);
  test.p_value_two_sided = tally.Share(true, more);
  test.least_p_value = 1 / static_cast<double>(tally.all() + more);
  return test;
}

}  // namespace baton::stats
