#include "week/need.h"

#include <algorithm>
#include <tuple>

namespace baton::week {
namespace {

using coaching::PromiseKind;

constexpr std::int32_t kGoAlongUpTo = 2;    // "I do it, you watch" and "we do it together"
constexpr std::int32_t kGoThroughUpTo = 4;  // decides with a look before or after
constexpr std::int32_t kPracticeMinutes = 45;
constexpr std::int32_t kRideMinutes = 90;
constexpr std::int32_t kDealMinutes = 45;
constexpr std::int32_t kTalkMinutes = 30;

// SplitMix64's finalizer (Steele, Lea, Flood 2014): a bijection, so that two reps never have the same lot.
constexpr std::uint64_t Mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

std::uint64_t LotOf(std::int64_t seed, Id rep_id) {
  return Mix(Mix(static_cast<std::uint64_t>(seed)) ^ static_cast<std::uint64_t>(rep_id.value));
}

}  // namespace

Stratum StratumOf(const Need& need) {
  if (need.promised_minutes > 0) return Stratum::promised;
  if (need.coming_account_id) return Stratum::client_coming;
  const bool is_long = !need.days_without || *need.days_without >= kLongDays;
  return is_long ? Stratum::long_without : Stratum::other;
}

Topic TopicOf(const Need& need) {
  if (need.promised_minutes > 0) return {PromiseKind::other, need.promised_minutes, {}};
  if (need.coming_account_id) return {PromiseKind::call_practice, kPracticeMinutes, need.coming_account_id};
  if (!need.level || *need.level > kGoThroughUpTo) return {PromiseKind::one_to_one, kTalkMinutes, {}};
  if (*need.level <= kGoAlongUpTo) return {PromiseKind::ride_along, kRideMinutes, {}};
  return {PromiseKind::deal_review, kDealMinutes, {}};
}

std::vector<Drawn> Draw(std::span<const Need> needs, std::int64_t seed) {
  std::vector<Drawn> drawn;
  drawn.reserve(needs.size());
  for (const Need& need : needs) drawn.push_back({need, StratumOf(need)});
  std::ranges::sort(drawn, {},
                    [&](const Drawn& one) { return std::tuple(one.stratum, LotOf(seed, one.need.rep_id)); });
  return drawn;
}

std::vector<bool> Fit(std::span<const Asked> places, std::int32_t minutes) {
  std::vector<bool> fits(places.size(), false);
  const auto is_owed = [](const Asked& one) {
    return one.state == PlaceState::promised ||
           (one.state == PlaceState::proposed && one.stratum == Stratum::promised);
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!is_owed(places[i])) continue;
    fits[i] = true;
    minutes -= places[i].minutes;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (fits[i] || places[i].state == PlaceState::skipped) continue;
    if (places[i].minutes > minutes) break;
    fits[i] = true;
    minutes -= places[i].minutes;
  }
  return fits;
}

}  // namespace baton::week
