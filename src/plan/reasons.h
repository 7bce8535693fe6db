// Says in the words of the facts why a rep is proposed, or what speaks against it: the parts of the fit that moved
// the ranking, as message keys "plan.reason.*" with their numbers. Pure.
#pragma once

#include <boost/describe/enum.hpp>
#include <span>
#include <vector>

#include "base/message.h"
#include "plan/facts.h"
#include "plan/fit.h"
#include "plan/rules.h"

namespace baton::plan {

enum class ReasonKind { pro, con };

struct Reason {
  Message text;
  ReasonKind kind = ReasonKind::pro;
};

inline constexpr std::size_t kReasonsFor = 3;
inline constexpr std::size_t kReasonsAgainst = 2;

// The strongest first, those for before those against, at most kReasonsFor and kReasonsAgainst, and
// the agreed level of delegation besides. That a rep has met
// nobody is only said where `others_met`, another rep has: what holds for everybody is no reason.
std::vector<Reason> ReasonsFor(const AccountFacts& account, const RepFacts& rep, const TieFacts& tie,
                               const FitParts& parts, const Weights& weights, Day today, bool others_met);

// Hours to one decimal, for messages: 90 minutes are 1.5.
double HoursOf(std::int64_t minutes);

}  // namespace baton::plan
