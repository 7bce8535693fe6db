// What the benchmarks share: a clock, the spread of times, and lines that stand below one another. Competitors take
// turns in short rounds, so that a machine that gets slow gets slow for all of them.
//
//   Times times;
//   for (...) times.Add(MillisecondsOf([&] { ... }));
//   std::printf("%.2f ms\n", times.Median());
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace baton::bench {

using SteadyClock = std::chrono::steady_clock;

inline double SecondsSince(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

template <class F>
double MillisecondsOf(F&& work) {
  const auto start = SteadyClock::now();
  work();
  return 1000 * SecondsSince(start);
}

class Times {
 public:
  void Add(double value) { values_.push_back(value); }
  void Add(const Times& other) { values_.insert(values_.end(), other.values_.begin(), other.values_.end()); }
  std::size_t size() const { return values_.size(); }
  double Median() const { return At(0.5); }
  // The value that the share of them does not exceed; 0 when there are none.
  double At(double share) const {
    if (values_.empty()) return 0;
    std::vector<double> sorted = values_;
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
  }
  double Worst() const { return At(1); }

 private:
  std::vector<double> values_;
};

}  // namespace baton::bench
