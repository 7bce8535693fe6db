#include "assign_instances.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <span>
#include <utility>
#include <vector>

namespace baton::bench {
namespace {

constexpr double kTightness = 0.85;
constexpr int kTerritory = 40;  // reps
// In the units of fit, which is up to 1000.
constexpr std::int64_t kOtherSegment = 500;
constexpr std::int64_t kMove = 300;

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

// Of the reps so large a share, each as likely as any other.
std::vector<bool> WhoLeaves(int reps, double share, Numbers& numbers) {
  std::vector<bool> leaves(static_cast<std::size_t>(reps));
  for (auto left = std::llround(share * reps); left > 0;) {
    const auto rep = static_cast<std::size_t>(numbers.Between(0, reps - 1));
    if (!leaves[rep]) --left;
    leaves[rep] = true;
  }
  return leaves;
}

// Equal steps, by which the last segment's accounts are eight times as large as the first's.
double SegmentLogarithm(int segment, int segments) {
  return segments < 2 ? 0 : std::log(8.0) * (static_cast<double>(segment) / (segments - 1) - 0.5);
}

// What an account costs with a rep who knows its industry twice, once, not at all; what is lost for a unit of revenue away from the
// fair share; and how many industries there are: as the demo's settings make them.
constexpr std::array<std::int64_t, 3> kCosts{529, 354, 266};
constexpr std::int64_t kShare = 5;
constexpr int kIndustries = 5;

assign::Problem MakeBoard(const Book& book) {
  Numbers numbers(book.seed);
  const auto industry = [&] { return numbers.Between(0, kIndustries - 1); };
  std::vector<std::pair<std::int64_t, std::int64_t>> knows;
  for (int r = 0; r < book.reps; ++r) {
    const auto first = industry();
    knows.emplace_back(first, industry());
  }
  assign::Problem problem;
  problem.reps.resize(static_cast<std::size_t>(book.reps));
  std::int64_t loads = 0;
  std::int64_t revenue = 0;
  std::vector<assign::Candidate> candidates;
  for (int j = 0; j < book.accounts; ++j) {
    const std::int64_t worth = std::llround(3.2 * std::exp(3 * numbers.Unit()));
    const std::int64_t load = numbers.Between(1, 109);
    const std::int64_t needed = industry();
    candidates.clear();
    for (int r = 0; r < book.reps; ++r) {
      const auto& [first, second] = knows[static_cast<std::size_t>(r)];
      const int matches = (first == needed) + (second == needed);
      candidates.push_back({r, kCosts[static_cast<std::size_t>(matches)], load});
    }
    assign::AddAccount(problem, {.unplaced_cost = 10'000 + kShare * worth, .revenue = worth},
                       std::span<const assign::Candidate>(candidates));
    loads += load;
    revenue += worth;
  }
  const auto hours = static_cast<std::int64_t>(static_cast<double>(loads) / kTightness / book.reps);
  for (assign::Rep& rep : problem.reps) rep = {hours, revenue / book.reps, kShare};
  return problem;
}

}  // namespace

assign::Problem MakeBook(const Book& book) {
  if (book.board) return MakeBoard(book);
  Numbers numbers(book.seed);
  assign::Problem problem;
  problem.candidates.reserve(static_cast<std::size_t>(book.accounts) *
                             static_cast<std::size_t>(book.candidates));
  std::int64_t loads = 0;
  std::int64_t revenue = 0;
  const int territories = std::max(1, book.reps / kTerritory);
  // What only some books have is drawn from numbers of its own, so that it shifts nothing of the others.
  Numbers extra(book.seed + 1'000'003);
  const std::vector<bool> leaves = WhoLeaves(book.reps, book.leavers, extra);
  std::vector<assign::Candidate> candidates;
  for (int j = 0; j < book.accounts; ++j) {
    const int segment = book.segments > 0 ? static_cast<int>(extra.Between(0, book.segments - 1)) : 0;
    const auto worth = static_cast<std::int64_t>(
        std::exp(9 + 1.1 * numbers.Normal() + SegmentLogarithm(segment, book.segments)));
    const auto minutes = static_cast<std::int64_t>(15 + 12 * std::sqrt(static_cast<double>(worth) / 1000));
    const int territory = static_cast<int>(numbers.Between(0, territories - 1));
    const int first = static_cast<int>(static_cast<std::int64_t>(territory) * book.reps / territories);
    const int size =
        static_cast<int>(static_cast<std::int64_t>(territory + 1) * book.reps / territories) - first;
    candidates.clear();
    const int wanted = std::min(book.candidates, size);
    const std::int64_t turn = numbers.Between(0, size - 1);
    const auto owner = static_cast<std::int32_t>(first + turn);
    for (int k = 0; k < size && static_cast<int>(candidates.size()) < wanted; ++k) {
      const auto rep = static_cast<std::int32_t>(first + (turn + k) % size);
      if (leaves[static_cast<std::size_t>(rep)]) continue;
      std::int64_t fit = numbers.Between(0, 1000);  // language, who knows whom
      if (book.segments > 0 && rep % book.segments != segment) fit += kOtherSegment;
      if (book.leavers > 0 && rep != owner) fit += kMove;
      candidates.push_back({rep, fit * (1 + worth / 4000), minutes * numbers.Between(90, 120) / 100});
    }
    loads += minutes * 105 / 100;
    revenue += worth;
    assign::AddAccount(problem, {.unplaced_cost = 10'000'000, .revenue = worth}, candidates);
  }
  const auto staying = std::count(leaves.begin(), leaves.end(), false);
  const auto hours =
      static_cast<std::int64_t>(static_cast<double>(loads) / kTightness / static_cast<double>(staying));
  for (int r = 0; r < book.reps; ++r) {
    if (leaves[static_cast<std::size_t>(r)]) {
      problem.reps.push_back({});
      continue;
    }
    problem.reps.push_back({hours * numbers.Between(80, 120) / 100, revenue / staying,
                            book.fair ? std::int64_t{1} : std::int64_t{0}});
  }
  return problem;
}

}  // namespace baton::bench
