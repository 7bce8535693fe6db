// Who needs an hour of a week, in four strata, and in which order: within a stratum by lot. The lot follows from the seed
// and the rep alone, so that the same seed gives the same order whoever else is in it and however they are listed; a seed
// makes each order as likely as any other. Why by lot: reps of equal need then differ by chance only, which is what lets
// an organization learn later what coaching does (docs/week.md). Pure.
//
//   for (const Drawn& one : Draw(needs, seed)) ...   // the order of the week
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/id.h"
#include "coaching/promise.h"

namespace baton::week {

// In the order in which they are served. promised: an open promise is due by the end of the week. client_coming: a client
// is to be introduced by the end of the week after. long_without: no coaching for kLongDays.
enum class Stratum { promised, client_coming, long_without, other };
BOOST_DESCRIBE_ENUM(Stratum, promised, client_coming, long_without, other)

inline constexpr int kLongDays = 14;
inline constexpr int kLookBackDays = 56;  // before that, coaching is not looked for
inline constexpr std::int32_t kUsualMinutes =
    5 * 60;  // a week, until the manager says so: a judgement, not a finding
inline constexpr std::int32_t kMostMinutes = 40 * 60;
// Seeds are drawn from [0, kSeeds): a number that a person can copy, and that JSON holds exactly.
inline constexpr std::int64_t kSeeds = 1'000'000'000'000;

struct Need {
  Id rep_id;
  std::int32_t promised_minutes = 0;  // of open promises due by the end of the week
  std::optional<Id> coming_account_id = {};
  std::optional<std::int32_t> days_without = {};  // coaching; none: none within kLookBackDays
  std::optional<std::int32_t> level = {};         // the lowest that was agreed (delegation/)
};

Stratum StratumOf(const Need& need);

// What an hour would be spent on: a client that comes is practised, a rep who decides little yet is gone along with, one
// who decides more goes through a deal, one of the upper levels or of none talks one to one.
struct Topic {
  coaching::PromiseKind kind = coaching::PromiseKind::one_to_one;
  std::int32_t minutes = 30;
  std::optional<Id> account_id = {};
};
Topic TopicOf(const Need& need);

struct Drawn {
  Need need;
  Stratum stratum = Stratum::other;
};
// REQUIRES: a rep is in `needs` once.
std::vector<Drawn> Draw(std::span<const Need> needs, std::int64_t seed);

// proposed: as the draw gave it. promised: the manager made a promise of it. skipped: not this week.
enum class PlaceState { proposed, promised, skipped };
BOOST_DESCRIBE_ENUM(PlaceState, proposed, promised, skipped)

struct Asked {
  Stratum stratum = Stratum::other;
  PlaceState state = PlaceState::proposed;
  std::int32_t minutes = 0;
};
// Of the places in their order, those that the minutes are enough for. What is promised is in whatever it takes, what is
// skipped is not. The first proposal that does not fit ends the list: were a shorter one behind it let in, the length
// would decide and not the lot.
std::vector<bool> Fit(std::span<const Asked> places, std::int32_t minutes);

}  // namespace baton::week
