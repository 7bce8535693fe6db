// Inside the solver: the linear program over sets of accounts, by the simplex method.
//
//   minimise  sum of cost(set) * x(set) + sum of highest(account) * x(account) - sum of lowest(account) * y(account)
//   such that every account is in one set, x, or in one too many, y; every rep has one set; x, y >= 0.
//
//   SetProgram program(account_count, empty_set_costs, barred);
//   program.SetRange(4, lowest, highest);
//   program.Add({.rep = 2, .cost = 310, .accounts = {0, 4, 7}});
//   program.Solve(1000);
//   program.AccountPrice(4), program.Share(set)
//
// Its dual prices are the best account prices, between lowest and highest, for the sets it knows. With the cost of
// staying unplaced as highest it is the whole relaxation; a narrower range keeps early prices near good ones
// (du Merle and others 1999). Numbers are doubles: prices are only
// proposals, the bound they prove is computed in integers elsewhere. Sets are never forgotten; a set can be
// barred and allowed again. A dense inverse of the basis, so for some two
// hundred accounts.
#pragma once

#include <cstdint>
#include <vector>

namespace baton::assign::inner {

struct AccountSet {
  std::int32_t rep = 0;
  double cost = 0;
  std::vector<std::int32_t> accounts = {};  // ascending
};

class SetProgram {
 public:
  // `cost_of_nothing` per rep: of the empty set. `barred` is what a barred set costs, more than any plan.
  SetProgram(std::size_t accounts, const std::vector<double>& cost_of_nothing, double barred);

  std::size_t Add(AccountSet set);
  std::size_t size() const { return sets_.size(); }
  const AccountSet& set(std::size_t index) const { return sets_[index]; }

  void Bar(std::size_t set, bool is_barred);
  void SetRange(std::int32_t account, double lowest, double highest);

  // From the basis where it stands. False when it took more steps than allowed.
  bool Solve(int most_steps);

  double value() const;
  double AccountPrice(std::int32_t account) const { return price_[static_cast<std::size_t>(account)]; }
  double RepPrice(std::int32_t rep) const { return price_[accounts_ + static_cast<std::size_t>(rep)]; }
  double Reduced(const AccountSet& set) const;  // its cost beyond the prices
  // The part of a set, or of staying unplaced, in the solution.
  double Share(std::size_t set) const { return SharePart(2 * accounts_ + set); }
  // Is the price of the account at an end of its range?
  bool IsAtEnd(std::int32_t account) const {
    return SharePart(At(account)) > 1e-4 || SharePart(accounts_ + At(account)) > 1e-4;
  }
  std::int64_t TakeWork();  // since the last call, in multiplications

 private:
  // Columns: for every account its x, then its y, then the sets.
  double CostOf(std::size_t column) const { return is_barred_[column] ? barred_ : cost_[column]; }
  double ReducedOf(std::size_t column) const;
  double SharePart(std::size_t column) const { return row_of_[column] < 0 ? 0 : x_[At(row_of_[column])]; }
  static std::size_t At(std::int32_t index) { return static_cast<std::size_t>(index); }
  void Spread(std::size_t column);  // inverse * column, into spread_
  bool Step();
  void Pivot(std::size_t row, std::size_t column);
  void Refresh();  // inverse, x and prices anew from the basis
  void Reprice();

  std::size_t accounts_, rows_;
  double barred_;
  std::vector<AccountSet> sets_;
  std::vector<double> cost_;  // per column
  std::vector<char> is_barred_;
  std::vector<std::int32_t> row_of_;  // per column: its row in the basis, or -1
  std::vector<std::size_t> basis_;    // per row: its column
  std::vector<double> right_;         // right-hand sides: one, and a little more, so that no step is idle
  std::vector<double> inverse_;       // row after row
  std::vector<double> x_, price_, spread_;
  std::size_t pivots_ = 0;
  std::int64_t work_ = 0;
};

}  // namespace baton::assign::inner
