// Writes a book of bench/assign_instances.h as a mixed integer program in CPLEX LP form, for other solvers:
//   build/release/bench/assign_lp ACCOUNTS REPS SEED > book.lp              # every rep is a candidate, with a fair share
//   build/release/bench/assign_lp ACCOUNTS REPS SEED CANDIDATES > book.lp   # so many candidates an account, without one
//   cbc book.lp seconds 20 solve
//   glpsol --lp book.lp --tmlim 15
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <span>

#include "assign_instances.h"

namespace baton::bench {
namespace {

using assign::Problem;

// One line of the program: a coefficient for every candidate of the rep.
template <class Coefficient>
void WriteRow(const Problem& problem, std::int32_t rep, const Coefficient& coefficient) {
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    for (const assign::Candidate& c : problem.CandidatesOf(j)) {
      if (c.rep == rep) std::cout << " + " << coefficient(j, c) << " x" << j << "_" << rep << "\n";
    }
  }
}

void Write(const Problem& problem) {
  std::cout << "Minimize\n cost:";
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    for (const assign::Candidate& c : problem.CandidatesOf(j))
      std::cout << " + " << c.cost << " x" << j << "_" << c.rep << "\n";
    std::cout << " + " << problem.accounts[static_cast<std::size_t>(j)].unplaced_cost << " u" << j << "\n";
  }
  for (std::int32_t r = 0; r < problem.RepCount(); ++r) {
    const std::int64_t penalty = problem.reps[static_cast<std::size_t>(r)].fair_penalty;
    if (penalty > 0)
      std::cout << " + " << penalty << " over" << r << " + " << penalty << " under" << r << "\n";
  }
  std::cout << "Subject To\n";
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    for (const assign::Candidate& c : problem.CandidatesOf(j)) std::cout << " + x" << j << "_" << c.rep;
    std::cout << " + u" << j << " = 1\n";
  }
  for (std::int32_t r = 0; r < problem.RepCount(); ++r) {
    const assign::Rep& rep = problem.reps[static_cast<std::size_t>(r)];
    WriteRow(problem, r, [](std::int32_t, const assign::Candidate& c) { return c.load; });
    std::cout << " <= " << rep.capacity << "\n";
    if (rep.fair_penalty == 0) continue;
    WriteRow(problem, r, [&](std::int32_t j, const assign::Candidate&) {
      return problem.accounts[static_cast<std::size_t>(j)].revenue;
    });
    std::cout << " - over" << r << " + under" << r << " = " << rep.fair_target << "\n";
  }
  std::cout << "Binary\n";
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    for (const assign::Candidate& c : problem.CandidatesOf(j)) std::cout << " x" << j << "_" << c.rep;
    std::cout << " u" << j << "\n";
  }
  std::cout << "End\n";
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) {
    std::cerr << "usage: assign_lp ACCOUNTS REPS SEED [CANDIDATES]\n";
    return 2;
  }
  const int accounts = std::atoi(argv[1]);
  const int reps = std::atoi(argv[2]);
  baton::bench::Write(baton::bench::MakeBook({.accounts = accounts,
                                              .reps = reps,
                                              .candidates = argc == 5 ? std::atoi(argv[4]) : reps,
                                              .fair = argc == 4,
                                              .seed = static_cast<std::uint64_t>(std::atoi(argv[3]))}));
  return 0;
}
