// Assignment problems as files: the OR-Library's text, and a folder of CSV files for large sparse ones.
//
//   auto instance = OpenInstance("e20400");             // a file: OR-Library; a folder: CSV
//   if (!instance) return Fail(instance.error());       // file, line and column of what is wrong, or that it is too large
//   assign::Solution plan = assign::Solve(instance->problem);
//   instance->reps[plan.assignment[3]]                  // the name of who has the fourth account
//
// What comes out has passed assign::Validate. Both formats are described in docs/assign.md. Nothing is allocated for
// a size that a file only claims: OR-Library's numbers must be there, rows are counted first. A million accounts with
// 20 candidates each need the 480 MB of the problem and some 120 MB for the names while reading. Stateless.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "assign/problem.h"
#include "base/problem.h"
#include "format/csv/source.h"

namespace baton::format {

inline constexpr std::int64_t kMostInstanceAccounts = 10'000'000;
inline constexpr std::int64_t kMostInstanceReps = 1'000'000;
inline constexpr std::int64_t kMostInstanceCandidates = 200'000'000;

struct Instance {
  assign::Problem problem;
  std::vector<std::string> accounts;  // names, as the problem numbers them
  std::vector<std::string> reps;
};

// Agents, jobs, costs agent by agent, loads agent by agent, capacities; white space between. Minimised; every job is to be
// placed, so staying unplaced costs more than any plan does. Names are numbers from 1. `file` is for the words of a problem.
Result<Instance> ReadOrLibrary(std::string_view text, const std::string& file);

// A new source from the start of the file at each call: a file is read more than once.
using Opener = std::function<ByteSource()>;

struct SparseFiles {
  Opener accounts;        // account, unplaced_cost and, if wished, revenue, locked_rep
  Opener reps;            // rep, capacity and, if wished, fair_target, fair_penalty
  Opener candidates;      // account, rep, cost, load; in any order
  Opener forbidden = {};  // account, rep; may be missing
};
// The problem is the same however the rows of candidates are ordered.
Result<Instance> ReadSparse(const SparseFiles& files);

// A folder with accounts.csv, reps.csv, candidates.csv and perhaps forbidden.csv, or a file of the OR-Library.
Result<Instance> OpenInstance(const std::filesystem::path& path);

}  // namespace baton::format
