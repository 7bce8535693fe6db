#include "hour/deal_chance.h"

#include <algorithm>
#include <cmath>

#include "stats/hour.h"

namespace baton::hour {
namespace {

// Of a win nobody knows anything of.
constexpr stats::BetaBelief kEvenChance{1, 1};

double Percent(double chance) { return std::clamp(std::round(100 * chance), 1.0, 99.0) / 100; }
bool IsLikely(const SellerChance& seller) { return *seller.chance > 0.5; }

std::optional<stats::BetaBelief> BeliefOf(std::span<const stats::ShareCount> all, const ClosedCount& own) {
  if (own.closed < kFewestAlike) return std::nullopt;
  const auto learnt = stats::LearnShares(all, own.closed, kEvenChance);
  if (!learnt) return std::nullopt;
  const auto belief = stats::After(learnt->prior, own.won, own.closed);
  return belief ? std::optional(*belief) : std::nullopt;
}

SellerChance SellerOf(const ClosedCount& own, const std::optional<stats::BetaBelief>& belief) {
  SellerChance seller{.closed = own, .chance = {}};
  if (!belief) return seller;
  const stats::Interval band = stats::BandOf(*belief);
  seller.chance = Percent(stats::MeanOf(*belief));
  seller.low = Percent(band.low);
  seller.high = Percent(band.high);
  return seller;
}

// The ranges of 80% are not enough: of one who closed few and one who closed many they are apart in one of twenty and more cases where
// nothing differs.
bool AreApart(const DealChances::Beliefs& beliefs) {
  const stats::Interval mine = stats::BandOf(beliefs.mine);
  const stats::Interval reps = stats::BandOf(beliefs.rep);
  if (mine.low <= reps.high && reps.low <= mine.high) return false;
  const auto higher = stats::ChanceHigher(beliefs.mine, beliefs.rep);
  return higher && std::max(*higher, 1 - *higher) >= kSureApart;
}

ChanceSaying SayingOf(const DealChances& chances) {
  const SellerChance& rep = chances.rep;
  const SellerChance& mine = chances.mine;
  if (!rep.chance) return mine.chance ? ChanceSaying::rep_few : ChanceSaying::both_few;
  if (!mine.chance) return ChanceSaying::rep_only;
  if (AreApart(*chances.beliefs)) {
    if (*rep.chance > *mine.chance) return ChanceSaying::less;
    return IsLikely(rep) ? ChanceSaying::more_still : ChanceSaying::more;
  }
  if (!IsLikely(rep)) return ChanceSaying::alike;
  return IsLikely(mine) ? ChanceSaying::both : ChanceSaying::rep_likely;
}

}  // namespace

DealChances ChancesOf(const ChanceFacts& facts) {
  DealChances chances;
  std::vector<stats::ShareCount> all;
  const auto count = [&](const ClosedCount& one) {
    all.push_back({one.won, one.closed});
    chances.everybody.won += one.won;
    chances.everybody.closed += one.closed;
  };
  count(facts.rep);
  count(facts.mine);
  for (const ClosedCount& one : facts.colleagues) count(one);
  const auto rep = BeliefOf(all, facts.rep);
  const auto mine = BeliefOf(all, facts.mine);
  chances.rep = SellerOf(facts.rep, rep);
  chances.mine = SellerOf(facts.mine, mine);
  if (rep && mine) chances.beliefs = DealChances::Beliefs{.mine = *mine, .rep = *rep};
  chances.saying = SayingOf(chances);
  return chances;
}

std::optional<stats::BetaBelief> AddedHere(const DealChances& chances, double judged_share) {
  if (!chances.beliefs) return std::nullopt;
  const auto added = stats::AddedShare({kAddedWeight * judged_share, kAddedWeight * (1 - judged_share)},
                                       chances.beliefs->mine, chances.beliefs->rep);
  return added ? std::optional(*added) : std::nullopt;
}

}  // namespace baton::hour
