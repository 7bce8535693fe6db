// Small symmetric systems of equations, dense, where some of the unknowns may not be determined: those get 0 and are counted. Eigen and
// LAPACK answer either for full rank or by reordering; the effects of weeks need neither.
//
//   const Cholesky root(std::move(matrix), size);  // the lower half, row after row
//   root.rank() == size;                           // all are determined
//   root.Solve(right);                             // in place
//
// Time: size^3 / 6. Thread-compatible.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace baton::stats {

class Cholesky {
 public:
  // `matrix` is size x size, positive semidefinite; only its lower half is read. An unknown counts as not determined where less than
  // `tolerance` of its `scale` (by default its diagonal) is left after those before it.
  Cholesky(std::vector<double> matrix, std::size_t size, std::span<const double> scale = {},
           double tolerance = 1e-11);

  std::size_t rank() const { return rank_; }
  void Solve(std::span<double> right) const;
  // Of a matrix of full rank: size x size.
  std::vector<double> Inverse() const;

 private:
  std::size_t size_ = 0;
  std::size_t rank_ = 0;
  std::vector<double> lower_;
};

}  // namespace baton::stats
