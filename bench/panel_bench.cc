// How long it takes to fit Poisson regression with effects of reps and weeks (stats/poisson_panel.h) to a whole company: wins on the
// coaching of the weeks before. On one core.
//   build/release/bench/panel_bench [REPS [WEEKS]]        10,000 x 156 without
//   build/release/bench/panel_bench REPS WEEKS --csv      writes the panel for other programs: bench/panel_peer.R
#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string_view>

#include "side_by_side.h"
#include "stats/poisson_panel.h"

namespace baton::bench {
namespace {

constexpr double kTruth = 0.1;

struct Made {
  std::vector<std::uint32_t> reps;
  std::vector<std::uint32_t> weeks;
  std::vector<double> wins;
  std::vector<double> opportunities;
  std::vector<double> hours;  // a week, in the four weeks before
};

// Half a win a week on average, reps and weeks that differ, a tenth of the reps there for only a part of the time.
Made Make(std::uint32_t reps, std::uint32_t weeks) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> uniform;
  std::normal_distribution<double> normal;
  Made made;
  for (std::uint32_t rep = 0; rep < reps; ++rep) {
    const double level = 0.5 * normal(random) - 1.8;
    const auto from = uniform(random) < 0.1 ? static_cast<std::uint32_t>(random() % (weeks / 2 + 1)) : 0;
    for (std::uint32_t week = from; week < weeks; ++week) {
      double hours = 0;
      for (int i = 0; i < 4; ++i) hours += 0.125 * std::floor(5 * uniform(random));
      const double opportunities = 1 + std::floor(5 * uniform(random));
      const double mean = opportunities * std::exp(level + 0.2 * std::sin(week / 8.0) + kTruth * hours);
      made.reps.push_back(rep);
      made.weeks.push_back(week);
      made.wins.push_back(std::poisson_distribution<int>(mean)(random));
      made.opportunities.push_back(opportunities);
      made.hours.push_back(hours);
    }
  }
  return made;
}

void Write(const Made& made) {
  std::puts("rep,week,wins,opportunities,hours");
  for (std::size_t i = 0; i < made.reps.size(); ++i) {
    std::printf("%u,%u,%.0f,%.0f,%.3f\n", made.reps[i], made.weeks[i], made.wins[i], made.opportunities[i],
                made.hours[i]);
  }
}

void Run(const Made& made) {
  Times times;
  Times processor;
  for (int i = 0; i < 3; ++i) {
    const std::clock_t before = std::clock();
    times.Add(MillisecondsOf([&] {
      const auto fit =
          stats::FitPoisson({made.reps, made.weeks, made.wins, made.opportunities, {made.hours}});
      if (!fit) {
        std::printf("no answer: %d\n", static_cast<int>(fit.error()));
        std::exit(1);
      }
      if (i > 0) return;
      std::printf("rows %lld, reps %lld, weeks %lld, wins %.0f; dropped reps %lld, weeks %lld\n",
                  static_cast<long long>(fit->rows), static_cast<long long>(fit->units),
                  static_cast<long long>(fit->periods), fit->events,
                  static_cast<long long>(fit->dropped_units), static_cast<long long>(fit->dropped_periods));
      std::printf("coefficient %.9f (truth %.1f), clustered error %.9f\n", fit->coefficients[0], kTruth,
                  stats::StandardError(*fit, 0, stats::SmallSample::clusters));
    }));
    processor.Add(1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "median of three %.0f ms, worst %.0f ms; of the processor %.0f ms, worst %.0f ms; most memory %ld MB\n",
      times.Median(), times.Worst(), processor.Median(), processor.Worst(), usage.ru_maxrss / 1024);
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  const auto number = [&](int i, std::uint32_t otherwise) {
    return argc > i ? static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)) : otherwise;
  };
  const auto made = baton::bench::Make(number(1, 10'000), number(2, 156));
  if (argc > 3 && std::string_view(argv[3]) == "--csv") {
    baton::bench::Write(made);
  } else {
    baton::bench::Run(made);
  }
}
