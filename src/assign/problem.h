// The assignment problem: every account goes to one of its candidate reps, or stays unplaced at a price.
//
//   minimise   sum of cost(account, its rep)  +  sum of unplaced_cost(accounts without a rep)
//            + sum over reps of fair_penalty * |revenue of the rep's accounts - fair_target|
//   such that  the loads of a rep's accounts sum to no more than its capacity.
//
//   Problem problem;
//   problem.reps = {{.capacity = 2400}, {.capacity = 1800}};
//   AddAccount(problem, {.unplaced_cost = 1'000'000, .revenue = 50}, {{.rep = 0, .cost = 10, .load = 300},
//                                                                     {.rep = 1, .cost = 25, .load = 240}});
//   if (!Validate(problem).empty()) ...        // Solve REQUIRES a problem without faults
//   Solution solution = Solve(problem, {});    // solve.h
//
// Units are the caller's: capacity and load in one unit (minutes a week), cost in another, revenue in a
// third; fair_penalty is cost per unit of revenue. All are integers, so that the optimum is a number and not
// a rounding. Plain values: copy, move and read from several threads as you like. The candidates of all
// accounts lie in one array (24 bytes each), so that a problem of a million accounts stays a few hundred
// megabytes.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace baton::assign {

inline constexpr std::int32_t kUnplaced = -1;  // in an assignment: the account has no rep
inline constexpr std::int32_t kNoLock = -1;

struct Candidate {
  std::int32_t rep = 0;
  std::int64_t cost = 0;  // may be negative
  std::int64_t load = 0;  // >= 0; zero is allowed
};

struct Rep {
  std::int64_t capacity = 0;     // >= 0
  std::int64_t fair_target = 0;  // revenue this rep should have
  std::int64_t fair_penalty =
      0;  // cost per unit of revenue away from the target, in either direction; 0: none
};

// What revenue away from the rep's share costs.
inline std::int64_t FairCost(const Rep& rep, std::int64_t revenue) {
  const std::int64_t away = revenue - rep.fair_target;
  return rep.fair_penalty * (away < 0 ? -away : away);
}

struct Account {
  std::int64_t unplaced_cost = 0;  // larger than any cost, where leaving it is the last resort
  std::int64_t revenue = 0;        // >= 0; only for the fair share
  // A lock leaves the account this rep alone. Where the rep has no room for it the account is unplaced, so
  // locks never make a problem infeasible; they are visible in the answer.
  std::int32_t locked_rep = kNoLock;
  std::int64_t first_candidate = 0;  // set by AddAccount
  std::int32_t candidate_count = 0;
};

struct Pair {
  std::int32_t account = 0;
  std::int32_t rep = 0;

  auto operator<=>(const Pair&) const = default;
};

struct Problem {
  std::vector<Rep> reps;
  std::vector<Account> accounts;
  std::vector<Candidate> candidates;  // of all accounts, account after account
  std::vector<Pair> forbidden;        // candidates that may not be used, in any order

  std::int32_t RepCount() const { return static_cast<std::int32_t>(reps.size()); }
  std::int32_t AccountCount() const { return static_cast<std::int32_t>(accounts.size()); }
  std::span<const Candidate> CandidatesOf(std::int32_t account) const {
    const Account& a = accounts[static_cast<std::size_t>(account)];
    return {candidates.data() + a.first_candidate, static_cast<std::size_t>(a.candidate_count)};
  }
};

// Appends an account with its candidates and returns its number. `first_candidate` and `candidate_count` are
// set here.
std::int32_t AddAccount(Problem& problem, Account account, std::span<const Candidate> candidates);
std::int32_t AddAccount(Problem& problem, Account account, std::initializer_list<Candidate> candidates);

enum class FaultKind {
  broken_candidates,  // first_candidate/candidate_count do not tile the candidate array
  unknown_rep,        // a candidate, lock or forbidden pair names a rep that does not exist
  unknown_account,    // a forbidden pair names an account that does not exist
  duplicate_pair,     // the same rep twice among an account's candidates
  negative_load,
  negative_capacity,
  negative_revenue,
  negative_penalty,
  lock_not_a_candidate,  // the locked rep is not among the account's candidates
  too_large,             // sums of these numbers could leave 63 bits: scale the unit of the field
};

struct Fault {
  FaultKind kind;
  std::string place;  // "accounts[3].candidates[1].load", "reps[0].capacity", "forbidden[2].rep"

  bool operator==(const Fault&) const = default;
};

// All faults, at most `limit`; empty means Solve may be called. O(candidates log candidates of an account).
//
// Sizes that pass: the largest objective an assignment could have, the sum of all loads and the sum of all
// revenue stay below kLargestSum each; then no sum in this library overflows.
inline constexpr std::int64_t kLargestSum = std::int64_t{1} << 58;
std::vector<Fault> Validate(const Problem& problem, std::size_t limit = 100);

// The objective of an assignment (one rep or kUnplaced per account). REQUIRES a valid problem and candidates
// only.
std::int64_t ObjectiveOf(const Problem& problem, std::span<const std::int32_t> assignment);

}  // namespace baton::assign
