// For the tests of this folder: random problems of every awkward kind, and the optimum by trying everything.
#pragma once

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "assign/problem.h"

namespace baton::assign {

// The optimum, by trying everything.
inline std::int64_t BruteForce(const Problem& problem) {
  std::vector<std::int32_t> assignment(problem.accounts.size(), kUnplaced);
  std::vector<std::int64_t> room;
  for (const Rep& rep : problem.reps) room.push_back(rep.capacity);
  std::int64_t best = INT64_MAX;
  const std::function<void(std::int32_t)> place = [&](std::int32_t j) {
    if (j == problem.AccountCount()) {
      best = std::min(best, ObjectiveOf(problem, assignment));
      return;
    }
    const auto index = static_cast<std::size_t>(j);
    assignment[index] = kUnplaced;
    place(j + 1);
    for (const Candidate& c : problem.CandidatesOf(j)) {
      const std::int32_t lock = problem.accounts[index].locked_rep;
      const bool forbidden =
          std::count(problem.forbidden.begin(), problem.forbidden.end(), Pair{j, c.rep}) > 0;
      const auto rep = static_cast<std::size_t>(c.rep);
      if (forbidden || (lock != kNoLock && lock != c.rep) || c.load > room[rep]) continue;
      room[rep] -= c.load;
      assignment[index] = c.rep;
      place(j + 1);
      room[rep] += c.load;
    }
    assignment[index] = kUnplaced;
  };
  place(0);
  return best;
}

struct Kind {
  std::int64_t least_cost = 0, most_cost = 20;
  std::int64_t most_load = 10, most_capacity = 25;
  std::int64_t unplaced = 100;
  std::int64_t most_revenue = 0, penalty = 0;
  double density = 0.8;
  bool equal_reps = false;      // all reps alike
  bool equal_accounts = false;  // accounts from two moulds
  bool locks = false;
};

inline Problem RandomProblem(std::mt19937_64& random, const Kind& kind, int accounts, int reps) {
  const auto between = [&](std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random);
  };
  Problem problem;
  std::int64_t revenue = 0;
  std::vector<Account> rows;
  std::vector<std::vector<Candidate>> candidates;
  for (int j = 0; j < accounts; ++j) {
    if (kind.equal_accounts && j >= 2) {
      rows.push_back(rows[static_cast<std::size_t>(j % 2)]);
      candidates.push_back(candidates[static_cast<std::size_t>(j % 2)]);
    } else {
      rows.push_back({.unplaced_cost = kind.unplaced, .revenue = between(0, kind.most_revenue)});
      candidates.emplace_back();
      const std::int64_t cost = between(kind.least_cost, kind.most_cost);
      const std::int64_t load = between(0, kind.most_load);
      for (std::int32_t r = 0; r < reps; ++r) {
        const bool has = between(0, 999) < static_cast<std::int64_t>(kind.density * 1000);
        if (kind.equal_reps) {
          candidates.back().push_back({r, cost, load});
        } else if (has) {
          candidates.back().push_back(
              {r, between(kind.least_cost, kind.most_cost), between(0, kind.most_load)});
        }
      }
    }
    revenue += rows.back().revenue;
  }
  const std::int64_t capacity = between(0, kind.most_capacity);
  for (int r = 0; r < reps; ++r) {
    problem.reps.push_back({kind.equal_reps ? capacity : between(0, kind.most_capacity), revenue / reps,
                            kind.equal_reps ? kind.penalty : between(0, kind.penalty)});
  }
  for (std::size_t j = 0; j < rows.size(); ++j) {
    if (kind.locks && !candidates[j].empty() && between(0, 3) == 0) rows[j].locked_rep = candidates[j][0].rep;
    if (kind.locks && candidates[j].size() > 1 && between(0, 2) == 0) {
      problem.forbidden.push_back({static_cast<std::int32_t>(j), candidates[j][1].rep});
    }
    AddAccount(problem, rows[j], candidates[j]);
  }
  return problem;
}

inline const std::vector<std::pair<const char*, Kind>>& Kinds() {
  static const std::vector<std::pair<const char*, Kind>> kinds{
      {"plain", {}},
      {"ties", {.most_cost = 1, .most_load = 2, .most_capacity = 5, .unplaced = 3}},
      {"no loads", {.most_load = 0}},
      {"no capacity", {.most_capacity = 0}},
      {"sparse", {.density = 0.3}},
      {"negative", {.least_cost = -50, .most_cost = 50, .unplaced = -10}},
      {"unplaced is cheap", {.unplaced = 5}},
      {"tight", {.most_load = 20, .most_capacity = 20}},
      {"huge",
       {.least_cost = -3'000'000'000'000'000,
        .most_cost = 3'000'000'000'000'000,
        .most_load = 900'000'000'000'000,
        .most_capacity = 2'000'000'000'000'000,
        .unplaced = 9'000'000'000'000'000}},
      {"largest",
       {.most_cost = kLargestSum / 20,
        .most_load = kLargestSum / 100,
        .most_capacity = INT64_MAX / 2,
        .unplaced = kLargestSum / 16}},
      {"fair", {.most_revenue = 30, .penalty = 4}},
      {"fair, loose", {.most_load = 3, .most_capacity = 50, .most_revenue = 30, .penalty = 4}},
      {"fair, huge",
       {.most_cost = 1'000'000'000'000,
        .unplaced = 9'000'000'000'000,
        .most_revenue = 1'000'000'000,
        .penalty = 1000}},
      {"fair, negative", {.least_cost = -20, .most_revenue = 9, .penalty = 9}},
      {"equal reps", {.equal_reps = true}},
      {"equal reps, fair", {.most_load = 3, .most_revenue = 30, .penalty = 2, .equal_reps = true}},
      {"equal accounts", {.most_revenue = 9, .penalty = 2, .equal_accounts = true}},
      {"all equal",
       {.most_load = 4, .most_revenue = 30, .penalty = 2, .equal_reps = true, .equal_accounts = true}},
      {"locks", {.locks = true}},
      {"locks, fair", {.most_revenue = 9, .penalty = 5, .locks = true}},
  };
  return kinds;
}

inline std::string Describe(const Problem& problem) {
  std::string text;
  for (const Rep& r : problem.reps) {
    text += "rep " + std::to_string(r.capacity) + " " + std::to_string(r.fair_target) + " " +
            std::to_string(r.fair_penalty) + "\n";
  }
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    const Account& a = problem.accounts[static_cast<std::size_t>(j)];
    text += "account " + std::to_string(a.unplaced_cost) + " " + std::to_string(a.revenue) + " lock " +
            std::to_string(a.locked_rep) + ":";
    for (const Candidate& c : problem.CandidatesOf(j)) {
      text +=
          " (" + std::to_string(c.rep) + " " + std::to_string(c.cost) + " " + std::to_string(c.load) + ")";
    }
    text += "\n";
  }
  return text;
}

}  // namespace baton::assign
