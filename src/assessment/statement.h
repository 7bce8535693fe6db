// The twenty statements of the self-assessment and how they are scored. The items are ours and no validated scale (docs/assessment.md):
// what they are good for is a comparison with the own past and with what the reps say. Their words stand in messages/
// (ui.assessment.statement.<number>, of the reps ui.assessment.of_manager.<number>).
//
//   ScoresOf({4, 2, 3, ...})      // twenty answers, 1 never to 5 always: letting_go 56, delegating 44, ...
//   RepScoresOf({3, 4, ...})      // twelve, of statements 5 to 16
//
// Score: mean of a part after reversed items are turned round, (mean - 1) * 25. Pure, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "base/problem.h"

namespace baton::assessment {

enum class Part { letting_go, delegating, coaching, fitting, passing_on };
BOOST_DESCRIBE_ENUM(Part, letting_go, delegating, coaching, fitting, passing_on)

inline constexpr std::int32_t kLowest = 1;
inline constexpr std::int32_t kHighest = 5;
inline constexpr std::size_t kStatements = 20;
inline constexpr std::size_t kFirstOfReps = 5;  // statements 5 to 16 are put to the reps too
inline constexpr std::size_t kLastOfReps = 16;
inline constexpr std::size_t kRepStatements = kLastOfReps - kFirstOfReps + 1;

struct Statement {
  static constexpr const char* kSchemaName = "AssessmentStatement";

  std::int32_t number = 0;
  Part part = Part::letting_go;
  bool is_reversed = false;
  bool is_reps = false;  // reps answer it too
};
BOOST_DESCRIBE_STRUCT(Statement, (), (number, part, is_reversed, is_reps))

// By their number.
std::span<const Statement> Statements();

struct PartScore {
  static constexpr const char* kSchemaName = "AssessmentPartScore";

  Part part = Part::letting_go;
  double score = 0;  // 0 to 100
};
BOOST_DESCRIBE_STRUCT(PartScore, (), (part, score))

using Answers = std::vector<std::int32_t>;

// Of kStatements answers, or of kRepStatements: one from kLowest to kHighest for each.
std::vector<FieldFault> FaultsOf(std::span<const std::int32_t> answers, std::size_t wanted);

// In the order of the parts. REQUIRES: FaultsOf gave none.
std::vector<PartScore> ScoresOf(std::span<const std::int32_t> answers);
std::vector<PartScore> RepScoresOf(std::span<const std::int32_t> answers);
// The answers of a part, reversed ones turned round: what reliability is reckoned from. REQUIRES: kStatements answers.
std::vector<double> ItemsOf(std::span<const std::int32_t> answers, Part part);
// 3.2 of 1 to 5 is 55 of 0 to 100.
constexpr double ToHundred(double mean) { return (mean - kLowest) * 100 / (kHighest - kLowest); }

}  // namespace baton::assessment
