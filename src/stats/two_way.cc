#include "stats/two_way.h"

#include <algorithm>
#include <cmath>

namespace baton::stats {

TwoWay::TwoWay(std::span<const std::uint32_t> outer, std::span<const std::uint32_t> inner, std::size_t dense)
    : outer_(outer), inner_(inner), dense_(dense) {
  for (std::size_t i = 0; i < outer.size(); ++i) {
    const bool is_new_outer = i == 0 || outer[i] != outer[i - 1];
    if (is_new_outer) {
      row_begin_.push_back(i);
      run_begin_.push_back(runs_.size());
    }
    if (is_new_outer || inner[i] != inner[i - 1]) runs_.push_back({inner[i], 0});
  }
  row_begin_.push_back(outer.size());
  run_begin_.push_back(runs_.size());
  outer_weight_.resize(row_begin_.size() - 1);
  inner_weight_.resize(std::size_t{*std::ranges::max_element(inner)} + 1);
}

void TwoWay::SetWeights(std::span<const double> weights) {
  weights_ = weights;
  std::ranges::fill(inner_weight_, 0);
  for (std::size_t group = 0; group < outer_weight_.size(); ++group) {
    std::size_t run = run_begin_[group];
    runs_[run].weight = 0;
    double sum = 0;
    for (std::size_t i = row_begin_[group]; i < row_begin_[group + 1]; ++i) {
      if (inner_[i] != runs_[run].inner) runs_[++run].weight = 0;
      runs_[run].weight += weights[i];
      sum += weights[i];
      inner_weight_[inner_[i]] += weights[i];
    }
    outer_weight_[group] = sum;
  }
  if (inner_weight_.size() <= dense_) BuildSchur();
}

void TwoWay::BuildSchur() {
  const std::size_t size = inner_weight_.size();
  std::vector<double> schur(size * size);
  for (std::size_t t = 0; t < size; ++t) schur[t * size + t] = inner_weight_[t];
  std::vector<double> weights(size);
  for (std::size_t group = 0; group < outer_weight_.size(); ++group) {
    const std::span<const Run> runs(&runs_[run_begin_[group]], run_begin_[group + 1] - run_begin_[group]);
    const std::size_t first = runs.front().inner;
    const bool is_dense = runs.back().inner - first + 1 == runs.size();
    for (std::size_t a = 0; a < runs.size(); ++a) weights[a] = runs[a].weight;
    for (std::size_t a = 0; a < runs.size(); ++a) {
      const double part = weights[a] / outer_weight_[group];
      double* const row = &schur[runs[a].inner * size];
      // Whoever is there without a gap is next to each other in the matrix too: a loop that the compiler can widen.
      if (is_dense) {
        double* const from = row + first;
        for (std::size_t b = 0; b <= a; ++b) from[b] -= part * weights[b];
      } else {
        for (std::size_t b = 0; b <= a; ++b) row[runs[b].inner] -= part * weights[b];
      }
    }
  }
  schur_.emplace(std::move(schur), size, inner_weight_);
}

void TwoWay::Apply(std::span<const double> effects, std::span<double> result) const {
  for (std::size_t t = 0; t < effects.size(); ++t) result[t] = inner_weight_[t] * effects[t];
  for (std::size_t group = 0; group < outer_weight_.size(); ++group) {
    double sum = 0;
    for (std::size_t r = run_begin_[group]; r < run_begin_[group + 1]; ++r)
      sum += runs_[r].weight * effects[runs_[r].inner];
    sum /= outer_weight_[group];
    for (std::size_t r = run_begin_[group]; r < run_begin_[group + 1]; ++r)
      result[runs_[r].inner] -= runs_[r].weight * sum;
  }
}

bool TwoWay::SolveByGradients(std::span<const double> right, std::vector<double>& effects) const {
  constexpr int kMostSteps = 5'000;
  constexpr double kTolerance = 1e-12;
  const std::size_t size = right.size();
  const auto dot = [&](std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (std::size_t t = 0; t < size; ++t) sum += a[t] * b[t];
    return sum;
  };
  // The norm in which rounding is alike for all: each equation divided by the root of its weight.
  const auto norm = [&](std::span<const double> a) {
    double sum = 0;
    for (std::size_t t = 0; t < size; ++t) sum += a[t] * a[t] / inner_weight_[t];
    return std::sqrt(sum);
  };
  std::vector<double> left(size);
  std::vector<double> scaled(size);
  std::vector<double> step(size);
  std::vector<double> applied(size);
  Apply(effects, applied);
  for (std::size_t t = 0; t < size; ++t) left[t] = right[t] - applied[t];
  const double goal = kTolerance * norm(right);
  double last = 0;
  for (int i = 0; i < kMostSteps; ++i) {
    if (norm(left) <= goal) return true;
    for (std::size_t t = 0; t < size; ++t) scaled[t] = left[t] / inner_weight_[t];
    const double now = dot(left, scaled);
    const double keep = i == 0 ? 0 : now / last;
    last = now;
    for (std::size_t t = 0; t < size; ++t) step[t] = scaled[t] + keep * step[t];
    Apply(step, applied);
    const double curve = dot(step, applied);
    if (!(curve > 0)) return norm(left) <= 1e3 * goal;  // at the limit of rounding
    const double far = now / curve;
    for (std::size_t t = 0; t < size; ++t) {
      effects[t] += far * step[t];
      left[t] -= far * applied[t];
    }
  }
  return false;
}

bool TwoWay::TakeOut(std::span<const double> column, std::span<double> left, std::size_t slot) {
  const std::size_t size = inner_weight_.size();
  std::vector<double> right(size);
  for (std::size_t group = 0; group < outer_weight_.size(); ++group) {
    double mean = 0;
    for (std::size_t i = row_begin_[group]; i < row_begin_[group + 1]; ++i) mean += weights_[i] * column[i];
    mean /= outer_weight_[group];
    for (std::size_t i = row_begin_[group]; i < row_begin_[group + 1]; ++i) {
      left[i] = column[i] - mean;
      right[inner_[i]] += weights_[i] * left[i];
    }
  }
  if (schur_) {
    schur_->Solve(right);
  } else {
    if (last_.size() <= slot) last_.resize(slot + 1);
    std::vector<double>& effects = last_[slot];
    effects.resize(size);
    if (!SolveByGradients(right, effects)) return false;
    right = effects;
  }
  for (std::size_t group = 0; group < outer_weight_.size(); ++group) {
    double mean = 0;
    for (std::size_t r = run_begin_[group]; r < run_begin_[group + 1]; ++r)
      mean += runs_[r].weight * right[runs_[r].inner];
    mean /= outer_weight_[group];
    for (std::size_t i = row_begin_[group]; i < row_begin_[group + 1]; ++i)
      left[i] -= right[inner_[i]] - mean;
  }
  return true;
}

}  // namespace baton::stats
