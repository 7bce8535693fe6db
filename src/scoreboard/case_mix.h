// What may be expected of a deal by what was known of it when it was entered: the segment of the client, the size, and whether it came
// in at the proposal already. Learnt from deals that closed before the time that is judged, so that nothing that is sold in it, and
// nothing that is written into a deal later, moves what was expected.
//
//   const auto mix = LearnMix(closed_before);
//   if (mix) mix->Chance(deal);   // 0.42
//
// A logistic regression with priors of one standard deviation around "no difference" (stats/logistic.h), so that a segment of three deals
// says next to nothing. Sizes are logs, centred; a size or an entry that is not known has a level of its own. Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scoreboard/more_facts.h"

namespace baton::scoreboard {

// Fewer deals, or fewer of either outcome, tell nothing (judgement).
inline constexpr std::size_t kFewestLearnt = 30;
inline constexpr std::int64_t kFewestOutcomes = 5;
inline constexpr std::size_t kMostSegments = 8;  // the most frequent; the others are one

class Mix {
 public:
  double Chance(const EnteredDeal& deal) const;

 private:
  friend std::optional<Mix> LearnMix(std::span<const EnteredDeal> closed);
  std::vector<double> Explain(const EnteredDeal& deal) const;

  std::vector<std::string> segments_;
  double centre_ = 0;
  double spread_ = 1;
  std::vector<double> coefficients_;
};

// None: too few.
std::optional<Mix> LearnMix(std::span<const EnteredDeal> closed);

}  // namespace baton::scoreboard
