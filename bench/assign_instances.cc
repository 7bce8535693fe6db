#include "assign_instances.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace baton::bench {
namespace {

constexpr double kTightness = 0.85;
constexpr int kTerritory = 40;  // reps

// Only the raw numbers of the engine, whose sequence the standard fixes, so that a seed means the same book
// everywhere.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : engine_(seed) {}
  double Unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  std::int64_t Between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most - least + 1));
  }
  double Normal() { return std::sqrt(-2 * std::log(1 - Unit())) * std::cos(2 * 3.14159265358979 * Unit()); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace

assign::Problem MakeBook(const Book& book) {
  Numbers numbers(book.seed);
  assign::Problem problem;
  problem.candidates.reserve(static_cast<std::size_t>(book.accounts) *
                             static_cast<std::size_t>(book.candidates));
  std::int64_t loads = 0;
  std::int64_t revenue = 0;
  const int territories = std::max(1, book.reps / kTerritory);
  std::vector<assign::Candidate> candidates;
  for (int j = 0; j < book.accounts; ++j) {
    const auto worth = static_cast<std::int64_t>(std::exp(9 + 1.1 * numbers.Normal()));
    const auto minutes = static_cast<std::int64_t>(15 + 12 * std::sqrt(static_cast<double>(worth) / 1000));
    const int territory = static_cast<int>(numbers.Between(0, territories - 1));
    const int first = static_cast<int>(static_cast<std::int64_t>(territory) * book.reps / territories);
    const int size =
        static_cast<int>(static_cast<std::int64_t>(territory + 1) * book.reps / territories) - first;
    candidates.clear();
    const int wanted = std::min(book.candidates, size);
    const std::int64_t turn = numbers.Between(0, size - 1);
    for (int k = 0; k < wanted; ++k) {
      const auto rep = static_cast<std::int32_t>(first + (turn + k) % size);
      const std::int64_t fit = numbers.Between(0, 1000);  // segment, language, who knows whom
      candidates.push_back({rep, fit * (1 + worth / 4000), minutes * numbers.Between(90, 120) / 100});
    }
    loads += minutes * 105 / 100;
    revenue += worth;
    assign::AddAccount(problem, {.unplaced_cost = 10'000'000, .revenue = worth}, candidates);
  }
  const auto hours = static_cast<std::int64_t>(static_cast<double>(loads) / kTightness / book.reps);
  for (int r = 0; r < book.reps; ++r) {
    problem.reps.push_back({hours * numbers.Between(80, 120) / 100, revenue / book.reps,
                            book.fair ? std::int64_t{1} : std::int64_t{0}});
  }
  return problem;
}

}  // namespace baton::bench
