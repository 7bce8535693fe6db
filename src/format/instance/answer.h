// What was found for an instance, as JSON that can be stored and proven again, and as CSV.
//
//   std::string text = AnswerJson(instance, solution, assign::Explain(instance.problem, solution), {.seconds = 2.1, .seed = 1});
//   auto again = ParseAnswer(text, "answer.json");
//   if (again) FaultsOf(instance, assign::Verify(instance.problem, again->solution), *again)     // none: it holds
//
// Accounts and reps are numbers from 0 in the order of the instance's files; -1 is nobody. Prices are on the certificate's
// grid. Its "why" says what the other choices would cost, what more capacity is worth and why an account has no rep: read by
// people and programs, not proven, and not read back. Stateless.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assign/explain.h"
#include "assign/solve.h"
#include "assign/verify.h"
#include "format/instance/instance.h"

namespace baton::format {

struct Run {
  double seconds = 0;
  std::uint64_t seed = 1;
};

std::string AnswerJson(const Instance& instance, const assign::Solution& solution,
                       const assign::Explanation& why, const Run& run);

struct Answer {
  assign::Solution solution;
  // What it says besides, of the solution.
  std::int64_t accounts = 0;
  std::int64_t reps = 0;
  std::int64_t unplaced = 0;
  double gap_percent = 0;
};

// What an answer claims, not whether it is true. Refused: what is no answer, in form or in its numbers. `file` is for the words
// of a problem.
Result<Answer> ParseAnswer(std::string_view text, const std::string& file);

// The flaws in words, with the account's or rep's name.
std::vector<FieldFault> FaultsOf(const Instance& instance, const assign::Verdict& verdict);
// And what the answer says besides that is not so.
std::vector<FieldFault> FaultsOf(const Instance& instance, const assign::Verdict& verdict,
                                 const Answer& answer);

// account,rep; an account without a rep has an empty cell.
std::string AssignmentCsv(const Instance& instance, const assign::Solution& solution);

std::int64_t CountUnplaced(const assign::Solution& solution);
// How much better another plan could be at most, of the objective; 0 when it is optimal.
double GapPercent(const assign::Solution& solution);

}  // namespace baton::format
