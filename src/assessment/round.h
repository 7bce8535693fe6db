// A round: the reps of a manager answer statements 5 to 16 about the manager, within two weeks. What comes of it is said once, when the
// round is over, and only as rounded means: with each answer told apart from the ones before, the newest would show who said what.
//
//   Publish(answers)   // of three or more: delegating 45, coaching 60, fitting 50; none of fewer
//
// Why nothing can be worked back: nothing is said while a round runs, so there are no two publications that differ by one answer; the
// next round begins at the earliest 30 days later and asks everybody anew; means are rounded to 5, and the ends are not told apart ("at
// most 5", "at least 95"), so that a mean of nothing but "always" cannot be read as everybody's answer. Pure, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "assessment/statement.h"
#include "base/date.h"

namespace baton::assessment {

inline constexpr int kRoundDays = 14;
inline constexpr int kRestDays = 30;  // after the end of one until the next begins
inline constexpr std::size_t kFewestAnswers = 3;
inline constexpr std::int32_t kRounding = 5;
inline constexpr std::int32_t kMostSaid = 95;
inline constexpr std::int32_t kLeastSaid = 5;

struct RoundedScore {
  static constexpr const char* kSchemaName = "AssessmentRoundedScore";

  Part part = Part::delegating;
  std::int32_t score = 0;  // a multiple of kRounding; kLeastSaid: at most that, kMostSaid: at least
};
BOOST_DESCRIBE_STRUCT(RoundedScore, (), (part, score))

// What a round came to.
struct Outcome {
  std::int32_t answers = 0;          // 0: fewer than kFewestAnswers, which is all that is said of them
  std::vector<RoundedScore> scores;  // by part; empty then
};
BOOST_DESCRIBE_STRUCT(Outcome, (), (answers, scores))

std::int32_t Rounded(double score);
// In whatever order they come.
Outcome Publish(std::span<const Answers> answers);

// Why no round can begin now; none: it can.
enum class WhyNot { running, resting, too_few_reps };
BOOST_DESCRIBE_ENUM(WhyNot, running, resting, too_few_reps)
std::optional<WhyNot> WhyNoRound(std::optional<Instant> last_closes_at, std::size_t reps, Instant now);
// From when on the next one may begin.
Instant RestUntil(Instant closes_at);

}  // namespace baton::assessment
