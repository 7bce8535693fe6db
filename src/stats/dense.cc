#include "stats/dense.h"

#include <cmath>

namespace baton::stats {

Cholesky::Cholesky(std::vector<double> matrix, std::size_t size, std::span<const double> scale,
                   double tolerance)
    : size_(size), lower_(std::move(matrix)) {
  for (std::size_t i = 0; i < size_; ++i) {
    double* const row = &lower_[i * size_];
    const double floor = tolerance * (scale.empty() ? row[i] : scale[i]);
    for (std::size_t j = 0; j <= i; ++j) {
      const double* const other = &lower_[j * size_];
      double sum = row[j];
      for (std::size_t k = 0; k < j; ++k) sum -= row[k] * other[k];
      if (j < i) {
        row[j] = other[j] > 0 ? sum / other[j] : 0;
      } else {
        const bool is_determined = sum > floor && sum > 0;
        row[i] = is_determined ? std::sqrt(sum) : 0;
        rank_ += is_determined ? 1 : 0;
      }
    }
  }
}

void Cholesky::Solve(std::span<double> right) const {
  for (std::size_t i = 0; i < size_; ++i) {
    const double* const row = &lower_[i * size_];
    double sum = right[i];
    for (std::size_t k = 0; k < i; ++k) sum -= row[k] * right[k];
    right[i] = row[i] > 0 ? sum / row[i] : 0;
  }
  for (std::size_t i = size_; i-- > 0;) {
    const double* const row = &lower_[i * size_];
    right[i] = row[i] > 0 ? right[i] / row[i] : 0;
    for (std::size_t k = 0; k < i; ++k) right[k] -= row[k] * right[i];
  }
}

std::vector<double> Cholesky::Inverse() const {
  std::vector<double> inverse(size_ * size_);
  for (std::size_t i = 0; i < size_; ++i) {
    std::vector<double> unit(size_);
    unit[i] = 1;
    Solve(unit);
    for (std::size_t j = 0; j < size_; ++j) inverse[j * size_ + i] = unit[j];
  }
  return inverse;
}

}  // namespace baton::stats
