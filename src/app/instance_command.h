// `baton plan --instance`: an assignment problem from a file, solved and proven, without a database.
//
//   baton plan --instance e20400 --seconds 10
//   baton plan --instance book/ --json > answer.json
//   baton plan --instance book/ --verify answer.json
//
// The formats are described in docs/assign.md. Every answer is checked by assign::Verify before anything is said of it. Two
// runs with the same options give the same answer unless the clock ended one of them.
#pragma once

#include <iosfwd>
#include <string>

#include "base/problem.h"

namespace baton::app {

// Steps of the solver's search in a second, on a usual machine: they make of --seconds a limit that does not depend on the
// clock. On a slower machine the clock ends the run first.
inline constexpr double kStepsPerSecond = 1'500'000;

struct InstanceOptions {
  std::string path;     // a file of the OR-Library, or a folder of CSV files
  std::string seconds;  // above 0, at most a day; empty: 10
  std::string seed;     // empty: 1
  std::string threads;  // empty: as many as there are cores; the answer does not depend on it
  std::string out;      // a CSV file of who has which account; empty: none
  bool json = false;    // everything as one object, in place of the statement
  bool verify = false;  // proves `answer` again, in place of solving
  std::string answer;   // what --json printed
};

// `progress`, if any, is a terminal: one line that is written over.
Result<Done> RunInstance(const InstanceOptions& options, std::ostream& out, std::ostream* progress);

}  // namespace baton::app
