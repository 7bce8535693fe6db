// The distribution of a sum of things that are each there or not: by exact convolution on a grid, one after the other in the same
// memory, and one of them taken out of it again.
//
//   Convolution convolution(lengths, size);   // in units of the grid; sums of `size` and more are not worked out
//   convolution.Run(probabilities, 1e-16);
//   convolution.AddTo(chance, weight);        // chance[x] += weight * that of a sum of x
//
// Pure; one object belongs to one thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace baton::stats {

class Convolution {
 public:
  // The shortest first is the quickest. REQUIRES: `lengths` outlives it, size > 0.
  Convolution(std::span<const std::size_t> lengths, std::size_t size)
      : lengths_(lengths), now_(size, 0), next_(size, 0) {}

  // Whatever is less likely than `negligible` together is cut off either end at each thing; with 0 nothing is. REQUIRES: a
  // probability for each length.
  void Run(std::span<const double> probabilities, double negligible);

  // REQUIRES: `sum` is as long as `size`.
  void AddTo(std::vector<double>& sum, double weight) const;

 private:
  void Add(std::size_t length, double probability);
  void Cut(double negligible);

  std::span<const std::size_t> lengths_;
  std::vector<double> now_;
  std::vector<double> next_;
  std::size_t first_ = 0;  // what is not 0 lies from here
  std::size_t end_ = 1;    // to before here
};

// The distribution without one thing, at least up to a sum of `upto`. Each of the two ways to undo the convolution divides by
// the larger of the two probabilities, so that errors shrink.
std::vector<double> TakeOut(const std::vector<double>& chance, std::size_t length, double probability,
                            std::size_t upto);

}  // namespace baton::stats
