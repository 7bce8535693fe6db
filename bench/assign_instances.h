// Books of accounts for the benchmarks, from a seed: revenue is lognormal and load grows with it, reps sit in
// territories of a few dozen, some pairs are better than others, and the reps' hours are 85% used when every
// account is placed. Two things more on demand; without them a seed makes the same book as ever:
//
// Segments: each account is of one, and at the median those of the last are eight times as large as those of the first;
// each rep knows one, and accounts cost less with who knows theirs.
// Leavers: each account has a rep today, with whom it costs less than with anybody else. So large a share of the reps leaves:
// they have no hours and are nobody's candidates, so what they had must move, and the others have the hours for it.
//
// A draft of the board is another book: one manager's accounts, which everybody may take, and reps who are alike but for the two
// industries that each knows; with a fair share, in the units of a plan. So most reps are as good as each other for most accounts.
#pragma once

#include <cstdint>

#include "assign/problem.h"

namespace baton::bench {

struct Book {
  int accounts = 11;
  int reps = 4;
  int candidates = 4;  // for each account, at most `reps`
  bool fair = false;   // with a penalty for revenue away from the fair share
  int segments = 0;    // 0: none
  double leavers = 0;  // the share of reps who leave, below 1; 0: nobody has an account today
  bool board = false;  // a draft of the board; then only accounts, reps and seed matter
  std::uint64_t seed = 1;
};

assign::Problem MakeBook(const Book& book);

}  // namespace baton::bench
