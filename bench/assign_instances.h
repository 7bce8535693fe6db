// Books of accounts for the benchmarks, from a seed: revenue is lognormal and load grows with it, reps sit in
// territories of a few dozen, some pairs are better than others, and the reps' hours are 85% used when every
// account is placed.
#pragma once

#include <cstdint>

#include "assign/problem.h"

namespace baton::bench {

struct Book {
  int accounts = 11;
  int reps = 4;
  int candidates = 4;  // for each account, at most `reps`
  bool fair = false;   // with a penalty for revenue away from the fair share
  std::uint64_t seed = 1;
};

assign::Problem MakeBook(const Book& book);

}  // namespace baton::bench
