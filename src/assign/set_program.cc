#include "assign/set_program.h"

#include <cmath>
#include <utility>

namespace baton::assign::inner {
namespace {

constexpr double kTiny = 1e-9;
constexpr double kSmallestPivot = 1e-7;
constexpr double kShift = 1e-5;         // of a right-hand side, at most
constexpr std::size_t kPivotsARow = 3;  // before a refresh, which costs as many as there are rows

}  // namespace

SetProgram::SetProgram(std::size_t accounts, const std::vector<double>& cost_of_nothing, double barred)
    : accounts_(accounts),
      rows_(accounts + cost_of_nothing.size()),
      barred_(barred),
      cost_(2 * accounts, barred),
      is_barred_(2 * accounts, 0),
      row_of_(2 * accounts, -1),
      inverse_(rows_ * rows_, 0.0),
      x_(rows_, 1.0),
      price_(rows_, 0.0),
      spread_(rows_, 0.0) {
  for (std::size_t i = 0; i < accounts_; ++i) basis_.push_back(i);
  for (std::size_t r = 0; r < cost_of_nothing.size(); ++r) {
    basis_.push_back(2 * accounts_ + Add({static_cast<std::int32_t>(r), cost_of_nothing[r]}));
  }
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < rows_; ++i) {
    state = state * 1664525u + 1013904223u;
    right_.push_back(1.0 + kShift * static_cast<double>(state >> 8) / static_cast<double>(1u << 24));
    row_of_[basis_[i]] = static_cast<std::int32_t>(i);
  }
  Refresh();
}

std::size_t SetProgram::Add(AccountSet set) {
  cost_.push_back(set.cost);
  is_barred_.push_back(0);
  row_of_.push_back(-1);
  sets_.push_back(std::move(set));
  return sets_.size() - 1;
}

void SetProgram::Bar(std::size_t set, bool is_barred) { is_barred_[2 * accounts_ + set] = is_barred ? 1 : 0; }

void SetProgram::SetRange(std::int32_t account, double lowest, double highest) {
  cost_[At(account)] = highest;
  cost_[accounts_ + At(account)] = -lowest;
}

double SetProgram::Reduced(const AccountSet& set) const {
  double reduced = set.cost - RepPrice(set.rep);
  for (const std::int32_t j : set.accounts) reduced -= price_[At(j)];
  return reduced;
}

double SetProgram::ReducedOf(std::size_t column) const {
  if (column < accounts_) return cost_[column] - price_[column];
  if (column < 2 * accounts_) return cost_[column] + price_[column - accounts_];
  const AccountSet& set = sets_[column - 2 * accounts_];
  return Reduced(set) + CostOf(column) - set.cost;
}

double SetProgram::value() const {
  double value = 0;
  for (const double price : price_) value += price;
  return value;
}

std::int64_t SetProgram::TakeWork() { return std::exchange(work_, 0); }

void SetProgram::Spread(std::size_t column) {
  for (std::size_t k = 0; k < rows_; ++k) {
    const double* row = inverse_.data() + k * rows_;
    if (column < 2 * accounts_) {
      spread_[k] = column < accounts_ ? row[column] : -row[column - accounts_];
      continue;
    }
    const AccountSet& set = sets_[column - 2 * accounts_];
    double sum = row[accounts_ + At(set.rep)];
    for (const std::int32_t j : set.accounts) sum += row[At(j)];
    spread_[k] = sum;
  }
}

bool SetProgram::Solve(int most_steps) {
  Reprice();
  for (int step = 0; step < most_steps; ++step) {
    if (!Step()) return true;
  }
  return false;
}

// One exchange of the basis; false at the optimum.
bool SetProgram::Step() {
  std::size_t entering = cost_.size();
  double least = -1e-6;
  for (std::size_t c = 0; c < cost_.size(); ++c) {
    if (row_of_[c] >= 0 || is_barred_[c]) continue;
    const double reduced = ReducedOf(c);
    if (reduced >= least) continue;
    least = reduced;
    entering = c;
  }
  work_ += static_cast<std::int64_t>(cost_.size()) * 8;
  if (entering == cost_.size()) return false;
  Spread(entering);
  std::size_t leaving = rows_;
  double shortest = 0;
  for (std::size_t k = 0; k < rows_; ++k) {
    if (spread_[k] <= kSmallestPivot) continue;
    const double length = x_[k] > 0 ? x_[k] / spread_[k] : 0;
    const bool shorter = leaving == rows_ || length < shortest - kTiny;
    if (!shorter && !(length <= shortest + kTiny && spread_[k] > spread_[leaving])) continue;
    shortest = length;
    leaving = k;
  }
  if (leaving == rows_) return false;  // cannot be, but for rounding
  Pivot(leaving, entering);
  return true;
}

void SetProgram::Pivot(std::size_t row, std::size_t column) {
  const double reduced = ReducedOf(column);
  row_of_[basis_[row]] = -1;
  row_of_[column] = static_cast<std::int32_t>(row);
  basis_[row] = column;
  if (++pivots_ >= kPivotsARow * rows_) return Refresh();
  double* pivot_row = inverse_.data() + row * rows_;
  const double by = 1.0 / spread_[row];
  for (std::size_t i = 0; i < rows_; ++i) pivot_row[i] *= by;
  const double length = x_[row] * by;
  for (std::size_t k = 0; k < rows_; ++k) {
    const double part = spread_[k];
    if (k == row || std::abs(part) < 1e-12) continue;
    double* target = inverse_.data() + k * rows_;
    for (std::size_t i = 0; i < rows_; ++i) target[i] -= part * pivot_row[i];
    x_[k] -= part * length;
  }
  x_[row] = length;
  for (std::size_t i = 0; i < rows_; ++i) price_[i] += reduced * pivot_row[i];
  work_ += static_cast<std::int64_t>(rows_ * rows_);
}

// Gauss and Jordan, with the largest pivot of each column.
void SetProgram::Refresh() {
  pivots_ = 0;
  const std::size_t n = rows_;
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t column = basis_[k];
    if (column < 2 * accounts_) {
      matrix[column % accounts_ * n + k] = column < accounts_ ? 1 : -1;
      continue;
    }
    const AccountSet& set = sets_[column - 2 * accounts_];
    matrix[(accounts_ + At(set.rep)) * n + k] = 1;
    for (const std::int32_t j : set.accounts) matrix[At(j) * n + k] = 1;
  }
  inverse_.assign(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) inverse_[i * n + i] = 1;
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t best = c;
    for (std::size_t i = c + 1; i < n; ++i) {
      if (std::abs(matrix[i * n + c]) > std::abs(matrix[best * n + c])) best = i;
    }
    for (std::size_t i = 0; i < n && best != c; ++i) {
      std::swap(matrix[best * n + i], matrix[c * n + i]);
      std::swap(inverse_[best * n + i], inverse_[c * n + i]);
    }
    const double by = 1.0 / matrix[c * n + c];
    for (std::size_t i = 0; i < n; ++i) {
      matrix[c * n + i] *= by;
      inverse_[c * n + i] *= by;
    }
    for (std::size_t k = 0; k < n; ++k) {
      const double part = matrix[k * n + c];
      if (k == c || part == 0) continue;
      for (std::size_t i = c; i < n; ++i) matrix[k * n + i] -= part * matrix[c * n + i];
      for (std::size_t i = 0; i < n; ++i) inverse_[k * n + i] -= part * inverse_[c * n + i];
    }
  }
  work_ += static_cast<std::int64_t>(2 * n * n * n);
  for (std::size_t k = 0; k < n; ++k) {
    x_[k] = 0;
    for (std::size_t i = 0; i < n; ++i) x_[k] += inverse_[k * n + i] * right_[i];
  }
  Reprice();
}

void SetProgram::Reprice() {
  price_.assign(rows_, 0.0);
  for (std::size_t k = 0; k < rows_; ++k) {
    const double cost = CostOf(basis_[k]);
    const double* row = inverse_.data() + k * rows_;
    for (std::size_t i = 0; i < rows_; ++i) price_[i] += cost * row[i];
  }
}

}  // namespace baton::assign::inner
