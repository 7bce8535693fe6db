// How likely a rep and the manager would each win a deal that is open: from what each of them, and their colleagues, made of deals like
// it. Alike is what belongs to clients of the same segment and is of about the same size (gather_chance.h reads them).
//
//   const DealChances chances = ChancesOf({.rep = {5, 7}, .mine = {8, 10}, .colleagues = {{4, 6}, ...}});
//   chances.rep.chance     // 0.71: pulled towards what the colleagues made of them, as far as seven are few
//   chances.saying         // both: likely the rep too; the ranges overlap, so no difference is claimed
//
// Who was given which deal is not known to be alike: it describes, and proves nothing (docs/hour.md). Pure, thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <vector>

#include "hour/worth.h"
#include "stats/rate.h"

namespace baton::hour {

inline constexpr std::int64_t kFewestAlike = 5;  // fewer of somebody's say nothing (judgement)
inline constexpr double kAlikeTimes = 4;    // a quarter to four times the size is about the same (judgement)
inline constexpr double kSureApart = 0.95;  // so sure that one is higher, before it is said (judgement)

struct ChanceFacts {
  ClosedCount rep;
  ClosedCount mine;
  std::vector<ClosedCount> colleagues;  // each of the others
};

struct SellerChance {
  ClosedCount closed;
  std::optional<double> chance;  // whole percents, 0.01 to 0.99; none: too few
  double low = 0;                // likely: four times in five
  double high = 1;
};

enum class ChanceSaying {
  both,        // likely the rep too, and nothing tells the two apart
  rep_likely,  // likely the rep, the manager rather not, but nothing tells the two apart
  alike,       // rather not the rep, and nothing tells the two apart
  more_still,  // likely the rep too, the manager more likely still
  more,        // the manager more likely, the rep rather not
  less,        // the rep more likely than the manager
  rep_only,    // of the manager's too few are known
  rep_few,     // of the rep's
  both_few,
};
BOOST_DESCRIBE_ENUM(ChanceSaying, both, rep_likely, alike, more_still, more, less, rep_only, rep_few,
                    both_few)

struct DealChances {
  ChanceSaying saying = ChanceSaying::both_few;
  SellerChance rep;
  SellerChance mine;
  ClosedCount everybody;  // with the two
  // What is believed of theta = (mine - rep's) / mine before what was judged of it; none: of one of the two too few are known.
  struct Beliefs {
    stats::BetaBelief mine;
    stats::BetaBelief rep;
  };
  std::optional<Beliefs> beliefs;
};
DealChances ChancesOf(const ChanceFacts& facts);

// The part of such a win that a rep would not have had: the judged share, as far as the two chances do not say otherwise. None: they say
// nothing.
std::optional<stats::BetaBelief> AddedHere(const DealChances& chances, double judged_share);

}  // namespace baton::hour
