#include "stats/convolution.h"

#include <algorithm>

namespace baton::stats {

void Convolution::Run(std::span<const double> probabilities, double negligible) {
  first_ = 0;
  end_ = 1;
  now_[0] = 1;
  for (std::size_t i = 0; i < probabilities.size() && first_ < end_; ++i) {
    if (lengths_[i] == 0 || probabilities[i] == 0) continue;
    Add(lengths_[i], probabilities[i]);
    Cut(negligible);
  }
}

void Convolution::Add(std::size_t length, double probability) {
  const double kept = 1 - probability;
  const std::size_t shifted = std::min(now_.size(), first_ + length);  // where those with it begin
  const std::size_t end = std::min(now_.size(), end_ + length);
  const double* const now = now_.data();
  double* const next = next_.data();
  for (std::size_t x = first_; x < std::min(shifted, end_); ++x) next[x] = now[x] * kept;
  for (std::size_t x = end_; x < shifted; ++x) next[x] = 0;
  for (std::size_t x = shifted; x < end_; ++x) next[x] = now[x] * kept + now[x - length] * probability;
  for (std::size_t x = std::max(shifted, end_); x < end; ++x) next[x] = now[x - length] * probability;
  end_ = end;
  now_.swap(next_);
}

void Convolution::Cut(double negligible) {
  for (double cut = 0; first_ < end_; ++first_) {
    cut += now_[first_];
    if (cut > negligible) break;
  }
  for (double cut = 0; first_ < end_; --end_) {
    cut += now_[end_ - 1];
    if (cut > negligible) break;
  }
}

void Convolution::AddTo(std::vector<double>& sum, double weight) const {
  for (std::size_t x = first_; x < end_; ++x) sum[x] += weight * now_[x];
}

std::vector<double> TakeOut(const std::vector<double>& chance, std::size_t length, double probability,
                            std::size_t upto) {
  const std::size_t size = chance.size() - length;  // of the others' distribution
  const double kept = 1 - probability;
  if (probability <= 0.5) {
    std::vector<double> others(std::min(size, upto + 1));
    const double scale = 1 / kept;
    const double again = probability / kept;
    for (std::size_t x = 0; x < std::min(length, others.size()); ++x) others[x] = chance[x] * scale;
    for (std::size_t x = length; x < others.size(); ++x) {
      others[x] = chance[x] * scale - others[x - length] * again;
    }
    return others;
  }
  std::vector<double> others(size);
  const double scale = 1 / probability;
  const double again = kept / probability;
  for (std::size_t x = size; x-- > 0;) {
    const double longer = x + length < size ? others[x + length] : 0;
    others[x] = chance[x + length] * scale - longer * again;
  }
  return others;
}

}  // namespace baton::stats
