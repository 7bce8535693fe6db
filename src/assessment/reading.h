// A manager's self-assessments as they are shown: joined from what was taken, the rounds with reps and the questionnaire's own noise. Pure,
// thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "assessment/assessment_store.h"
#include "assessment/assessment_view.h"

namespace baton::assessment {

inline constexpr double kAlphaStep = 0.05;

struct ClosedRound {
  Round round;
  Outcome outcome;
};

struct ReadFacts {
  std::vector<Taken> taken;         // the first one first
  std::optional<Day> began_on;      // the job; none: nobody knows
  std::vector<Answers> of_all;      // the latest of each person
  std::vector<ClosedRound> closed;  // the first one first
  std::optional<Round> running;
  std::size_t reps = 0;
  Day today;
  Instant now;
  std::string zone;
};

SelfView Read(const ReadFacts& facts);

// By part, where there are enough people: rounded so that one more person's answers cannot be worked back.
std::vector<ReliabilityView> ReliabilityOf(std::span<const Answers> of_all);

}  // namespace baton::assessment
