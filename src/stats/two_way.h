// Taking two effects out of columns of numbers: what is left of each after a weighted regression on whose row it is and when it was.
//
//   TwoWay two_way(outer, inner);     // of each row, dense from 0; rows sorted by outer, then inner
//   two_way.SetWeights(weights);
//   if (!two_way.TakeOut(column, left, 0)) ...  // no convergence
//
// The effects of the larger side (outer) are eliminated by algebra, since each of its rows belongs to one of them. For those of the
// other there remains S a = r with
//   S = diag(sum of weights) - sum over outer of w w' / sum of w.
// Up to kDense of them S is built and solved by Cholesky, exactly. Above, the same system is solved by conjugate gradients with the diagonal
// as preconditioner, never building S: alternating projections (von Neumann; Halperin 1962; Guimaraes and Portugal, Stata Journal 2010),
// accelerated (Correia 2017), from where the column's last answer was.
//
// Not thread-safe. Memory: a few numbers a row. Time of a pass: the rows; with Cholesky and rows * inner / 2 to build S.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/dense.h"

namespace baton::stats {

inline constexpr std::size_t kDense = 500;

class TwoWay {
 public:
  // REQUIRES: both not empty, of one length, every number from 0 to the largest taken at least once.
  TwoWay(std::span<const std::uint32_t> outer, std::span<const std::uint32_t> inner,
         std::size_t dense = kDense);

  // REQUIRES: all positive and finite.
  void SetWeights(std::span<const double> weights);
  // `slot` tells the columns apart, so that each starts where it ended. Writes what is left of `column` to `left`.
  bool TakeOut(std::span<const double> column, std::span<double> left, std::size_t slot);

 private:
  struct Run {  // rows of one outer at one inner
    std::uint32_t inner = 0;
    double weight = 0;
  };

  void BuildSchur();
  bool SolveByGradients(std::span<const double> right, std::vector<double>& effects) const;
  void Apply(std::span<const double> effects, std::span<double> result) const;

  std::span<const std::uint32_t> outer_;
  std::span<const std::uint32_t> inner_;
  std::size_t dense_ = 0;
  std::vector<std::size_t> row_begin_;  // of each outer, and the end
  std::vector<std::size_t> run_begin_;
  std::vector<Run> runs_;
  std::vector<double> outer_weight_;
  std::vector<double> inner_weight_;
  std::span<const double> weights_;
  std::optional<Cholesky> schur_;
  std::vector<std::vector<double>> last_;  // effects of each slot
};

}  // namespace baton::stats
