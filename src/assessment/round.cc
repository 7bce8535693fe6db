#include "assessment/round.h"

#include <algorithm>
#include <cmath>

namespace baton::assessment {

std::int32_t Rounded(double score) {
  const auto steps = static_cast<std::int32_t>(std::lround(score / kRounding));
  return std::clamp(steps * kRounding, kLeastSaid, kMostSaid);
}

Outcome Publish(std::span<const Answers> answers) {
  if (answers.size() < kFewestAnswers) return {};
  std::vector<PartScore> sums;
  for (const Answers& one : answers) {
    const auto scores = RepScoresOf(one);
    if (sums.empty()) {
      sums = scores;
      continue;
    }
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i].score += scores[i].score;
  }
  Outcome outcome{static_cast<std::int32_t>(answers.size()), {}};
  for (const PartScore& sum : sums)
    outcome.scores.push_back({sum.part, Rounded(sum.score / static_cast<double>(answers.size()))});
  return outcome;
}

std::optional<WhyNot> WhyNoRound(std::optional<Instant> last_closes_at, std::size_t reps, Instant now) {
  if (last_closes_at && now < *last_closes_at) return WhyNot::running;
  if (last_closes_at && now < RestUntil(*last_closes_at)) return WhyNot::resting;
  if (reps < kFewestAnswers) return WhyNot::too_few_reps;
  return std::nullopt;
}

Instant RestUntil(Instant closes_at) { return closes_at + kRestDays * kMillisecondsPerDay; }

}  // namespace baton::assessment
