// What the figures of a departure assume beyond what is known, each tried by itself at either end of what may be believed: for the page
// of a person, the list of people and the calls of the first week alike.
#pragma once

#include <boost/describe/enum.hpp>
#include <vector>

#include "base/message.h"
#include "departure/model.h"

namespace baton::departure {

enum class Assumption { level, share, correlation, handoff, contraction };
BOOST_DESCRIBE_ENUM(Assumption, level, share, correlation, handoff, contraction)

// The models at its two ends, all else as it is.
struct Ends {
  Assumption assumption = Assumption::level;
  LossModel one;
  LossModel other;
};
std::vector<Ends> EndsOf(const LossModel& model);

// The sentence about one, with its two ends where they are shares of the sales.
Message SentenceOf(Assumption assumption, const LossModel& model);

}  // namespace baton::departure
